"""The objector takes the objection back."""

from __future__ import annotations

from domain.acting import ANY_MEMBER
from domain.decisions.objecting import AboutObjection, OnObjection
from domain.decisions.voices import ObjectionWithdrawn
from domain.fields import Text


class ObjectionWithdrawal(AboutObjection):
    """Which objection, and why if one likes to say."""

    reason: Text | None = None


class WithdrawObjection(OnObjection[ObjectionWithdrawal]):
    """Take one's objection back."""

    name = "withdraw-objection"
    may = ANY_MEMBER
    body_type = ObjectionWithdrawal

    def decide(self) -> None:
        """Refuse anyone but the objector."""
        self.require_mine()
        body = self.body
        self.record(ObjectionWithdrawn(decision=self.subject, objection=body.objection, reason=body.reason))
