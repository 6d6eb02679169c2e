"""An opportunity or a suggestion is declined."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import STEERING, OnOpportunity
from domain.opportunities.events import OpportunityDeclined


class OpportunityDeclining(Body):
    """Why it will not be done."""

    reason: Text


class DeclineOpportunity(OnOpportunity[OpportunityDeclining]):
    """Say no to an opportunity, or to a suggestion that nobody adopts."""

    name = "decline-opportunity"
    may = STEERING
    body_type = OpportunityDeclining

    def decide(self) -> None:
        """Refuse while an agreement in force ranks it."""
        self.require_live(adopted=False)
        self.check_no_priority()
        self.after(self.opportunity.standing_at, "where it stands now")
        self.record(OpportunityDeclined(opportunity=self.subject, reason=self.body.reason))
