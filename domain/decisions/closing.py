"""What declining and withdrawing share."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.fields import Text


class Closing(Body):
    """Why the proposal is not followed."""

    reason: Text


class ClosingProposal(OnDecision[Closing]):
    """An act of a side that ends an open decision."""

    may = A_SIDE
    body_type = Closing

    def considered(self) -> tuple[str, ...]:
        """Stop unless the decision is open; refuse an empty reason; answer the opportunities it was about."""
        table = self.require_open()
        self.check_reason(self.body.reason)
        return table.content.considered
