"""What came of a decision."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from domain.acting import ANY_MEMBER, Body
from domain.decisions.act import OnDecision
from domain.decisions.refusals import DecisionNotInForce
from domain.decisions.terms import Grounds
from domain.decisions.voices import DecisionOutcomeRecorded
from domain.fields import Text
from domain.signals.citing import Cited


class DecisionOutcome(Body):
    """What happened, seen on which day, by what evidence."""

    outcome: Text
    observed_on: date | None = None
    evidence: Grounds = ()


class RecordDecisionOutcome(OnDecision[DecisionOutcome]):
    """Record what came of a decision that was agreed, in force or ended."""

    name = "record-decision-outcome"
    may = ANY_MEMBER
    body_type = DecisionOutcome

    def prepare(self) -> None:
        """Read the decision and what is cited."""
        super().prepare()
        self.cited = Cited(self, [ground.what for ground in self.body.evidence], inside="/what")

    def decide(self) -> None:
        """Refuse a decision that never was in force."""
        self.require_known()
        decision, body = self.decision, self.body
        self.require(decision.reached_at, DecisionNotInForce(f"{self.subject} is {decision.state}, not agreed."))
        self.check_reason(body.outcome, "/outcome")
        self.after(decision.reached_at, "the sides agreed")
        self.record(
            DecisionOutcomeRecorded(
                decision=self.subject,
                outcome=body.outcome,
                observed_on=body.observed_on,
                evidence=tuple(
                    replace(ground, what=what) for ground, what in zip(body.evidence, self.cited.pinned(), strict=True)
                ),
                cites=self.cited.tags,
            )
        )
