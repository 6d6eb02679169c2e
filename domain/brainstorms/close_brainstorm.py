"""A brainstorm ends."""

from __future__ import annotations

from domain.acting import Body
from domain.brainstorms.act import HOLDING, OnBrainstorm
from domain.brainstorms.events import BrainstormClosed


class CloseBrainstorm(OnBrainstorm[Body]):
    """Close a brainstorm. Private ideas that were not revealed stay their authors' own."""

    name = "close-brainstorm"
    may = HOLDING

    def decide(self) -> None:
        """Refuse a second end."""
        self.require_going()
        brainstorm = self.brainstorm
        self.record(
            BrainstormClosed(
                brainstorm=self.subject,
                ideas=sum(not idea.withdrawn for idea in brainstorm.ideas.values()),
                revealed=not brainstorm.private,
            )
        )
