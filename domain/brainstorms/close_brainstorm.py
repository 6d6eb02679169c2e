"""A brainstorm ends."""

from __future__ import annotations

from domain.acting import Body
from domain.brainstorms.act import HOLDING, OnBrainstorm
from domain.brainstorms.events import BrainstormClosed
from domain.refusals import Kind, Refusal


class IdeasUnrevealed(Refusal):
    """Private ideas wait for their reveal.

    Once the brainstorm is closed they stay sealed for ever.
    """

    rule = "brainstorm.ideas-unrevealed"
    kind = Kind.CONFLICT
    waivable = True


class CloseBrainstorm(OnBrainstorm[Body]):
    """Close a brainstorm. Private ideas that are left unrevealed stay their authors' own."""

    name = "close-brainstorm"
    may = HOLDING

    def decide(self) -> None:
        """Refuse a second end, and one that would bury private ideas."""
        self.require_going()
        brainstorm = self.brainstorm
        sealed = len(brainstorm.sealed)
        self.check_waivable(not sealed, IdeasUnrevealed(f"Private ideas not revealed so far: {sealed}."))
        self.settle()
        self.record_waivers(f"brainstorm:{self.subject}")
        self.record(
            BrainstormClosed(
                brainstorm=self.subject,
                ideas=sum(not idea.withdrawn for idea in brainstorm.ideas.values()),
                revealed=not brainstorm.private,
            )
        )
