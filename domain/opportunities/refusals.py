"""Refusals that several acts on opportunities share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class OpportunityUnknown(Refusal):
    """No such opportunity in this workspace."""

    rule = "opportunity.unknown"
    kind = Kind.NOT_FOUND


class OpportunityAlreadyExists(Refusal):
    """The id belongs to an opportunity already."""

    rule = "opportunity.already-exists"
    kind = Kind.CONFLICT


class OpportunityNotAdopted(Refusal):
    """The opportunity is only suggested; a member has to adopt it first."""

    rule = "opportunity.not-adopted"
    kind = Kind.CONFLICT


class OpportunityEnded(Refusal):
    """The opportunity has ended; it would have to be reopened."""

    rule = "opportunity.ended"
    kind = Kind.CONFLICT


class PriorityInForce(Refusal):
    """An agreement in force ranks the opportunity, so only another decision may take it out."""

    rule = "opportunity.priority-in-force"
    kind = Kind.CONFLICT


class RaiserUnknown(Refusal):
    """A person said to have raised the opportunity is not known here."""

    rule = "opportunity.raiser-unknown"
    kind = Kind.NOT_FOUND


class RaiserOfAnotherSide(Refusal):
    """A person said to have raised the opportunity for a side does not belong to it, or to several unnamed ones."""

    rule = "opportunity.raiser-of-another-side"


class ValueNotProposed(Refusal):
    """Nobody has proposed what the opportunity is worth yet."""

    rule = "opportunity.value-not-proposed"
    kind = Kind.CONFLICT


class ValueNotLatest(Refusal):
    """The act names another revision of the value than the latest."""

    rule = "opportunity.value-not-latest"
    kind = Kind.CONFLICT


class ValueUnchanged(Refusal):
    """The proposed value says the same as the latest revision."""

    rule = "opportunity.value-unchanged"
    kind = Kind.CONFLICT


NO_SPONSOR = "Name a partner or delegate who sponsors the actor here."


class SponsorMissing(Refusal):
    """A member of no side proposes only with a partner or delegate who sponsors the member."""

    rule = "opportunity.sponsor-missing"
    kind = Kind.FORBIDDEN
