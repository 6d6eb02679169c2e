"""A side stands by a decision in force."""

from __future__ import annotations

from datetime import date

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.decisions.events import DecisionConfirmed, DecisionReaffirmed
from domain.decisions.refusals import AlreadySupported
from domain.fields import Text


class Reaffirmation(Body):
    """A word on it if one likes, and when to look at it again."""

    note: Text | None = None
    next_review: date | None = None


class ReaffirmDecision(OnDecision[Reaffirmation]):
    """Stand by a decision at its review or after it was contested; with the last side it is confirmed."""

    name = "reaffirm-decision"
    may = A_SIDE
    body_type = Reaffirmation

    def decide(self) -> None:
        """Refuse what is not in force, a side's second word, and one person for two sides."""
        self.require_in_force()
        decision, body = self.decision, self.body
        contested = decision.state == "contested"
        giver = self.giver(decision.reaffirmed)
        self.check_one_side(self.context.actor, giver)
        said = {who.side for who in decision.reaffirmed}
        self.check(self.side not in said, AlreadySupported(f"{self.side} stands by it already."))
        self.record(
            DecisionReaffirmed(
                decision=self.subject,
                side=self.side,
                person=self.context.actor,
                policy=self.policy.revision,
                note=body.note,
                next_review=body.next_review,
                behalf_of=giver,
            )
        )
        if self.all_sides(decision.reaffirmed):
            self.record(
                DecisionConfirmed(
                    decision=self.subject,
                    sides=decision.reaffirmed,
                    cause="contest" if contested else "review",
                    policy=self.policy.revision,
                    next_review=decision.next_review,
                    opportunities=decision.held,
                )
            )
