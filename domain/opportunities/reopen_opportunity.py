"""An ended opportunity comes back."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import STEERING, OnOpportunity
from domain.opportunities.events import OpportunityReopened
from domain.refusals import Kind, Refusal, Refused


class OpportunityReopening(Body):
    """What makes it worth another look."""

    reason: Text


class OpportunityNotEnded(Refusal):
    """The opportunity has not ended."""

    rule = "opportunity.not-ended"
    kind = Kind.CONFLICT


class ReopenOpportunity(OnOpportunity[OpportunityReopening]):
    """Bring an opportunity back to the backlog, unranked."""

    name = "reopen-opportunity"
    may = STEERING
    body_type = OpportunityReopening

    def decide(self) -> None:
        """Refuse what has not ended, and what an agreement in force would rank again at once.

        A commitment in force gives no rank: work that reached one stage comes back for the next.
        """
        self.require_known(adopted=False)
        opportunity = self.opportunity
        end = opportunity.end
        if end is None:
            raise Refused([OpportunityNotEnded(f"{self.subject} is {opportunity.state}.")])
        self.check_no_rank()
        self.after(opportunity.standing_at, "it ended")
        self.record(OpportunityReopened(opportunity=self.subject, ended_as=end, reason=self.body.reason))
