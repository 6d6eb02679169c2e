"""A side takes its agreement back."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.decisions.events import AgreementRescinded
from domain.decisions.refusals import DecisionNotOpen
from domain.fields import Text
from domain.refusals import Kind, Refusal


class Rescission(Body):
    """Why the side no longer agrees."""

    reason: Text


class NothingToRescind(Refusal):
    """The side has no standing agreement here."""

    rule = "decision.nothing-to-rescind"
    kind = Kind.CONFLICT


class RescindAgreement(OnDecision[Rescission]):
    """Take one's side's agreement back; once all sides had agreed, the decision stays in force but is contested."""

    name = "rescind-agreement"
    may = A_SIDE
    body_type = Rescission

    def decide(self) -> None:
        """Refuse an ended decision and a side that has not agreed."""
        table, decision = self.require_known(), self.decision
        self.require(
            decision.in_force or decision.state == "open", DecisionNotOpen(f"{self.subject} is {decision.state}.")
        )
        agreed = any(who.side == self.side for who in decision.agreements)
        self.check(agreed, NothingToRescind(f"{self.side} has no agreement to take back."))
        self.check_reason(self.body.reason)
        self.after(decision.contested_at or decision.reached_at or table.at, "what it answers")
        self.record(
            AgreementRescinded(
                decision=self.subject,
                revision=table.revision,
                digest=table.digest,
                side=self.side,
                reason=self.body.reason,
                reached=decision.in_force,
                opportunities=decision.held if decision.in_force else (),
            )
        )
