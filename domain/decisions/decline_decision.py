"""A side that was asked says no."""

from __future__ import annotations

from domain.decisions.closing import ClosingProposal
from domain.decisions.events import DecisionDeclined
from domain.refusals import Kind, Refusal


class DeclinedByProposer(Refusal):
    """The side that proposed the decision withdraws it; declining is for the others."""

    rule = "decision.declined-by-proposer"
    kind = Kind.CONFLICT


class DeclineDecision(ClosingProposal):
    """Say no to a decision that another side proposed."""

    name = "decline-decision"

    def decide(self) -> None:
        """Refuse a side that would decline what it proposed itself."""
        opportunities = self.considered()
        self.check(self.side != self.decision.proposed_side, DeclinedByProposer(f"{self.side} proposed it."))
        self.record(
            DecisionDeclined(
                decision=self.subject, side=self.side, reason=self.body.reason, opportunities=opportunities
            )
        )
