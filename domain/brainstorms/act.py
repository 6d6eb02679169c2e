"""What acts on one brainstorm share: reading it, and the guards that most of them begin with."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import A_SIDE, Act, Body, Role
from domain.brainstorms.refusals import (
    BrainstormIsClosed,
    BrainstormUnknown,
    IdeaIsWithdrawn,
    IdeaNotRevealed,
    IdeaUnknown,
)
from domain.brainstorms.state import Brainstorm, Idea
from domain.refusals import Refused

B = TypeVar("B", bound=Body)
HOLDING = A_SIDE | {Role.FACILITATOR}


class OnBrainstorm(Act[B]):
    """An act on a brainstorm."""

    subject_type: ClassVar[str] = "bst"

    def prepare(self) -> None:
        """Read the brainstorm."""
        self.brainstorm = self.know(Brainstorm(self.subject))

    def require_known(self) -> None:
        """Stop unless it was opened."""
        self.require(self.brainstorm.exists, BrainstormUnknown(f"{self.subject} is not known here."))
        self.after(self.brainstorm.opened_at, "the brainstorm was opened")

    def require_going(self) -> None:
        """Stop too where it is closed."""
        self.require_known()
        self.require(not self.brainstorm.closed, BrainstormIsClosed(f"{self.subject} is closed."))

    def require_idea(self, name: str, pointer: str = "/idea") -> Idea:
        """Stop unless it has the idea and its author has not taken it back."""
        idea = self.brainstorm.ideas.get(name)
        if idea is None:
            raise Refused([*self.refusals, IdeaUnknown(f"{name} is not known here.", pointer)])
        self.require(not idea.withdrawn, IdeaIsWithdrawn(f"{name} was withdrawn.", pointer))
        self.after(idea.at, "the idea was submitted")
        return idea

    def require_readable(self, name: str, pointer: str = "/idea") -> Idea:
        """Stop too while the idea is private."""
        idea = self.require_idea(name, pointer)
        self.require(not idea.sealed, IdeaNotRevealed(f"{name} is private so far.", pointer))
        return idea
