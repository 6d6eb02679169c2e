"""An opportunity is put off."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import STEERING, OnOpportunity
from domain.opportunities.events import OpportunityDeferred


class OpportunityDeferral(Body):
    """Why not now."""

    reason: Text


class DeferOpportunity(OnOpportunity[OpportunityDeferral]):
    """Put an opportunity off; it leaves the ranks until it is reopened."""

    name = "defer-opportunity"
    may = STEERING
    body_type = OpportunityDeferral

    def decide(self) -> None:
        """Refuse while an agreement in force ranks it."""
        self.require_live()
        self.check_no_priority()
        self.after(self.opportunity.standing_at, "where it stands now")
        self.record(OpportunityDeferred(opportunity=self.subject, reason=self.body.reason))
