"""The side that proposed a decision takes it back."""

from __future__ import annotations

from domain.decisions.closing import ClosingProposal
from domain.decisions.events import DecisionWithdrawn
from domain.refusals import Kind, Refusal


class WithdrawnByAnother(Refusal):
    """Only the side that proposed the decision withdraws it; the others decline."""

    rule = "decision.withdrawn-by-another"
    kind = Kind.CONFLICT


class WithdrawDecision(ClosingProposal):
    """Take a decision that one's side proposed off the table."""

    name = "withdraw-decision"

    def decide(self) -> None:
        """Refuse every other side."""
        opportunities = self.considered()
        proposer = self.decision.proposed_side
        self.check(self.side == proposer, WithdrawnByAnother(f"{proposer} proposed it; decline it instead."))
        self.record(
            DecisionWithdrawn(
                decision=self.subject, side=self.side, reason=self.body.reason, opportunities=opportunities
            )
        )
