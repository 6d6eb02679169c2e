"""A side says whether it got its win."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.decisions.refusals import DecisionNotInForce
from domain.decisions.terms import WinVerdict
from domain.decisions.voices import WinAssessed
from domain.fields import Text
from domain.refusals import Kind, Refusal


class WinAssessment(Body):
    """The verdict on one's own side's win."""

    verdict: WinVerdict
    text: Text | None = None


class WinNotStated(Refusal):
    """The side stated no win when it agreed."""

    rule = "decision.win-not-stated"
    kind = Kind.CONFLICT


class AssessWin(OnDecision[WinAssessment]):
    """Say whether one's side got the win that it had stated."""

    name = "assess-win"
    may = A_SIDE
    body_type = WinAssessment

    def decide(self) -> None:
        """Refuse a decision that never was in force and a side without a win."""
        self.require_known()
        decision, body = self.decision, self.body
        self.require(decision.reached_at, DecisionNotInForce(f"{self.subject} is {decision.state}, not agreed."))
        self.check(self.side in decision.wins, WinNotStated(f"{self.side} stated no win."))
        self.after(decision.reached_at, "the sides agreed")
        self.record(WinAssessed(decision=self.subject, side=self.side, verdict=body.verdict, text=body.text))
