"""One brainstorm as every command about it sees it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.brainstorms.events import (
    BrainstormClosed,
    BrainstormOpened,
    BrainstormRevealed,
    IdeaPromoted,
    IdeaRevealed,
    IdeasClustered,
    IdeaSubmitted,
    IdeaTagged,
    IdeaWithdrawn,
)
from domain.brainstorms.terms import Mode
from domain.kernel import Recorded, State


class Idea(msgspec.Struct, kw_only=True):
    """An idea as it stands; `text` is None while it is private. `event` is the one that submitted it."""

    person: str
    side: str
    event: str
    text: str | None = None
    commitment: str | None = None
    withdrawn: bool = False
    labels: tuple[str, ...] = ()
    cluster: str | None = None
    became: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def sealed(self) -> bool:
        """Whether only its author can read it."""
        return self.text is None


class Brainstorm(State):
    """The question, who was asked, and the ideas in the order in which they came."""

    folds = (
        BrainstormOpened,
        IdeaSubmitted,
        IdeaWithdrawn,
        IdeaRevealed,
        BrainstormRevealed,
        IdeasClustered,
        IdeaTagged,
        IdeaPromoted,
        BrainstormClosed,
    )

    def __init__(self, brainstorm: str) -> None:
        super().__init__(f"brainstorm:{brainstorm}")
        self.brainstorm = brainstorm
        self.mode: Mode | None = None
        self.opened_at: datetime | None = None
        self.revealed = False
        self.closed = False
        self.ideas: dict[str, Idea] = {}

    @property
    def exists(self) -> bool:
        """Whether it was opened."""
        return self.mode is not None

    @property
    def private(self) -> bool:
        """Whether an idea that comes now is its author's alone."""
        return self.mode == "private_then_reveal" and not self.revealed

    @property
    def sealed(self) -> dict[str, Idea]:
        """The private ideas that a reveal would open."""
        return {name: idea for name, idea in self.ideas.items() if idea.sealed and not idea.withdrawn}

    @property
    def sides(self) -> set[str]:
        """The sides that have an idea in it."""
        return {idea.side for idea in self.ideas.values() if not idea.withdrawn}

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the brainstorm in."""
        match recorded.event:
            case BrainstormOpened(mode=mode):
                self.mode, self.opened_at = mode, recorded.occurred_at
            case IdeaSubmitted() as submitted:
                self._fold_idea(submitted, recorded)
            case IdeaRevealed(idea=name, content=content) if idea := self.ideas.get(name):
                idea.text = content.text
            case BrainstormRevealed():
                self.revealed = True
            case BrainstormClosed():
                self.closed = True
            case _:
                self._fold_sorting(recorded)

    def _fold_idea(self, submitted: IdeaSubmitted, recorded: Recorded) -> None:
        self.ideas[submitted.idea] = Idea(
            person=submitted.person,
            side=submitted.side,
            event=recorded.id,
            text=submitted.text,
            commitment=submitted.commitment,
            at=recorded.occurred_at,
        )

    def _fold_sorting(self, recorded: Recorded) -> None:
        match recorded.event:
            case IdeaWithdrawn(idea=name) if idea := self.ideas.get(name):
                idea.withdrawn = True
            case IdeaTagged(idea=name, labels=labels) if idea := self.ideas.get(name):
                idea.labels = labels
            case IdeasClustered(cluster=cluster, ideas=names):
                for name in self.ideas.keys() & set(names):
                    self.ideas[name].cluster = cluster
            case IdeaPromoted(ideas=names, opportunity=opportunity, definition=definition):
                became = tuple(filter(None, (opportunity, definition)))
                for name in self.ideas.keys() & set(names):
                    self.ideas[name].became += became
