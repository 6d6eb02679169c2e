"""Those who raised an opportunity take it back."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import OpportunityWithdrawn
from domain.refusals import Kind, Refusal


class OpportunityWithdrawal(Body):
    """Why it is taken back."""

    reason: Text


class NotRaisedByActor(Refusal):
    """Only people who raised the opportunity, or who speak for their side, may take it back."""

    rule = "opportunity.not-raised-by-actor"
    kind = Kind.FORBIDDEN


class WithdrawOpportunity(OnOpportunity[OpportunityWithdrawal]):
    """Take an opportunity back; others would decline it."""

    name = "withdraw-opportunity"
    body_type = OpportunityWithdrawal

    def decide(self) -> None:
        """Refuse to others, and while an agreement in force ranks it."""
        self.require_live()
        opportunity, context = self.opportunity, self.context
        speaks_for = self.me.speaks_for(context.moments, self.scope())
        self.check(
            context.actor in opportunity.raised_by or speaks_for & opportunity.raised_sides,
            NotRaisedByActor(f"{self.subject} was raised by {', '.join(sorted(opportunity.raised_by))}."),
        )
        self.check_no_priority()
        self.after(opportunity.standing_at, "where it stands now")
        self.record(OpportunityWithdrawn(opportunity=self.subject, reason=self.body.reason))
