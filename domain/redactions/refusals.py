"""Refusals of redactions."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class NoProse(Refusal):
    """Only free text can be taken out: no ids, hashes, sides, numbers or choices, and nothing that is not there."""

    rule = "redaction.no-prose"


class AlreadyRedacted(Refusal):
    """Those texts are gone already."""

    rule = "redaction.already-redacted"
    kind = Kind.CONFLICT


class RedactionSecondHand(Refusal):
    """Taking texts out is agreed first-hand, never imported."""

    rule = "redaction.second-hand"


class RedactionNotProposed(Refusal):
    """No redaction of that event waits for confirmation."""

    rule = "redaction.not-proposed"
    kind = Kind.NOT_FOUND


class RedactionDigestDiffers(Refusal):
    """The hash is not the one of the proposed redaction."""

    rule = "redaction.digest-differs"
    kind = Kind.CONFLICT


class RedactionAlreadyConfirmed(Refusal):
    """That side has agreed already."""

    rule = "redaction.already-confirmed"
    kind = Kind.CONFLICT


class RedactionConfirmedForAnotherSide(Refusal):
    """One person never supplies the consent of two sides (rule G3)."""

    rule = "redaction.same-person-both-sides"
    kind = Kind.CONFLICT
