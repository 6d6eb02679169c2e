"""A side takes its agreement on the value back."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.fields import Text
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import ValueAgreementWithdrawn
from domain.refusals import Kind, Refusal


class ValueWithdrawal(Body):
    """Why the side no longer agrees."""

    reason: Text


class ValueNotAgreed(Refusal):
    """The side has no agreement on the latest value to take back."""

    rule = "opportunity.value-not-agreed"
    kind = Kind.CONFLICT


class WithdrawValueAgreement(OnOpportunity[ValueWithdrawal]):
    """Withdraw one's side's agreement; the other sides' stand."""

    name = "withdraw-value-agreement"
    may = A_SIDE
    body_type = ValueWithdrawal

    def decide(self) -> None:
        """Refuse where the side has not agreed."""
        self.require_live()
        opportunity = self.opportunity
        self.check(self.side in opportunity.value_agreed, ValueNotAgreed(f"{self.side} has not agreed."))
        self.after(opportunity.value_agreed_at, "the agreement that it takes back")
        self.record(
            ValueAgreementWithdrawn(
                opportunity=self.subject,
                revision=opportunity.value_revision,
                digest=opportunity.value_digest,
                side=self.side,
                reason=self.body.reason,
                reached=opportunity.value_reached,
            )
        )
