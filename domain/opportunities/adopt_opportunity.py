"""A member adopts a suggestion."""

from __future__ import annotations

from domain.acting import Body
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import OpportunityAdopted
from domain.opportunities.raisers import Raisers, members_of, settled
from domain.refusals import Kind, Refusal


class Adoption(Body):
    """Who stands behind the suggestion from now on: the actor, unless others are listed."""

    raised_by: Raisers = ()


class OpportunityNotSuggested(Refusal):
    """The opportunity is no suggestion, so there is nothing to adopt."""

    rule = "opportunity.not-suggested"
    kind = Kind.CONFLICT


class AdoptOpportunity(OnOpportunity[Adoption]):
    """Make a suggestion an opportunity like any other."""

    name = "adopt-opportunity"
    body_type = Adoption

    def prepare(self) -> None:
        """Read the suggestion and the people who adopt it."""
        super().prepare()
        self.raisers = members_of(self, self.body.raised_by)

    def decide(self) -> None:
        """Refuse what is no suggestion (any more)."""
        self.require_live(adopted=False)
        self.require(self.opportunity.suggested, OpportunityNotSuggested(f"{self.subject} was raised by people."))
        raised_by = settled(self, self.body.raised_by, self.raisers)
        self.record(OpportunityAdopted(opportunity=self.subject, raised_by=raised_by))
