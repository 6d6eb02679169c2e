"""Refusals that several acts on decisions share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class DecisionUnknown(Refusal):
    """No such decision in this workspace."""

    rule = "decision.unknown"
    kind = Kind.NOT_FOUND


class DecisionNotOpen(Refusal):
    """The decision is no longer open.

    What was agreed, declined or ended is followed by another decision.
    """

    rule = "decision.not-open"
    kind = Kind.CONFLICT


class DecisionLapsed(Refusal):
    """The time for this decision is over, whether or not its expiry is written down yet."""

    rule = "decision.lapsed"
    kind = Kind.CONFLICT


class DecisionNotInForce(Refusal):
    """The decision is not in force."""

    rule = "decision.not-in-force"
    kind = Kind.CONFLICT


class RevisionOutdated(Refusal):
    """Another revision is on the table."""

    rule = "decision.revision-outdated"
    kind = Kind.CONFLICT


class DigestMissing(Refusal):
    """An agreement or a win names the hash of the revision that it is about."""

    rule = "decision.digest-missing"


class DigestDiffers(Refusal):
    """The hash is not that of the revision named."""

    rule = "decision.digest-differs"
    kind = Kind.CONFLICT


class SideVacant(Refusal):
    """A required side has no partner at present.

    Proposing and agreeing wait for a successor (rule G13).
    """

    rule = "decision.side-vacant"
    kind = Kind.CONFLICT


class SamePersonBothSides(Refusal):
    """One person cannot supply the agreement of two sides (rule G3)."""

    rule = "decision.same-person-both-sides"
    kind = Kind.CONFLICT


class AlreadyAgreed(Refusal):
    """The side (or this partner of it) has agreed to this revision already."""

    rule = "decision.already-agreed"
    kind = Kind.CONFLICT


class AlreadySupported(Refusal):
    """The side has said so already; the other sides' word is missing."""

    rule = "decision.already-supported"
    kind = Kind.CONFLICT


class ReasonEmpty(Refusal):
    """A reason is needed: white space alone says nothing."""

    rule = "decision.reason-empty"


class WinMissing(Refusal):
    """A side agrees once it has said in its own words what it would win."""

    rule = "decision.win-missing"
    kind = Kind.CONFLICT
    waivable = True


class OptionNotReady(Refusal):
    """The first option lacks what an agreed priority should have.

    Asked for only where the policy enforces readiness; else the gap is written into the agreement.
    """

    rule = "decision.option-not-ready"
    kind = Kind.CONFLICT
    waivable = True
