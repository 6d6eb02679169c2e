"""A brainstorm: the question and the ideas. What is private is in no event before the reveal, and so in no view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
from domain.brainstorms.terms import Mode, Topic
from domain.kernel import Recorded
from domain.partnership.seats import Seats
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class IdeaView(msgspec.Struct, kw_only=True):
    """An idea. `text` is null while it is private; `commitment` was made then, and `salt` proves it after the reveal.

    `became` are the opportunities and definitions that it went into.
    """

    idea: str
    person: str
    side: str
    text: str | None
    commitment: str | None
    submitted: Fact
    salt: str | None = None
    revealed: Fact | None = None
    withdrawn: Fact | None = None
    withdrawn_because: str | None = None
    cluster: str | None = None
    labels: tuple[str, ...] = ()
    became: list[str] = msgspec.field(default_factory=list)


class ClusterView(msgspec.Struct, frozen=True, kw_only=True):
    """Ideas that people put together under a name."""

    cluster: str
    ideas: tuple[str, ...]


class BrainstormView(Viewed, kw_only=True):
    """A question to people of every side, and their ideas in the order in which they came.

    `private` says that ideas given now are their author's alone until the reveal; `silent` are the required sides that
    had none when all were revealed.
    """

    brainstorm: str
    state: str = "open"
    question: str = ""
    mode: Mode = "open"
    topic: Topic = "problems"
    invited: Seats = ()
    private: bool = False
    ideas: list[IdeaView] = msgspec.field(default_factory=list)
    clusters: list[ClusterView] = msgspec.field(default_factory=list)
    opened: Fact | None = None
    revealed: Fact | None = None
    silent: tuple[str, ...] = ()
    closed: Fact | None = None


BRAINSTORM: Folding[BrainstormView] = Folding()


@BRAINSTORM.on(BrainstormOpened)
def _open(view: BrainstormView, event: BrainstormOpened, fact: Fact) -> None:
    view.question, view.mode, view.topic, view.invited = event.question, event.mode, event.topic, event.invited
    view.opened = fact


@BRAINSTORM.on(IdeaSubmitted)
def _submit(view: BrainstormView, event: IdeaSubmitted, fact: Fact) -> None:
    view.ideas.append(
        IdeaView(
            idea=event.idea,
            person=event.person,
            side=event.side,
            text=event.text,
            commitment=event.commitment,
            submitted=fact,
        )
    )


@BRAINSTORM.on(IdeaWithdrawn)
def _withdraw(view: BrainstormView, event: IdeaWithdrawn, fact: Fact) -> None:
    for idea in _ideas(view, event.idea):
        idea.withdrawn, idea.withdrawn_because = fact, event.reason


@BRAINSTORM.on(IdeaRevealed)
def _reveal_one(view: BrainstormView, event: IdeaRevealed, fact: Fact) -> None:
    for idea in _ideas(view, event.idea):
        idea.text, idea.salt, idea.revealed = event.content.text, event.salt, fact


@BRAINSTORM.on(BrainstormRevealed)
def _reveal(view: BrainstormView, event: BrainstormRevealed, fact: Fact) -> None:
    view.revealed, view.silent = fact, event.silent


@BRAINSTORM.on(IdeasClustered)
def _cluster(view: BrainstormView, event: IdeasClustered, _: Fact) -> None:
    for idea in _ideas(view, *event.ideas):
        idea.cluster = event.cluster


@BRAINSTORM.on(IdeaTagged)
def _tag(view: BrainstormView, event: IdeaTagged, _: Fact) -> None:
    for idea in _ideas(view, event.idea):
        idea.labels = event.labels


@BRAINSTORM.on(IdeaPromoted)
def _promote(view: BrainstormView, event: IdeaPromoted, _: Fact) -> None:
    for idea in _ideas(view, *event.ideas):
        idea.became += [into for into in (event.opportunity, event.definition) if into and into not in idea.became]


@BRAINSTORM.on(BrainstormClosed)
def _close(view: BrainstormView, _: BrainstormClosed, fact: Fact) -> None:
    view.closed = fact


def _ideas(view: BrainstormView, *names: str) -> list[IdeaView]:
    return [idea for idea in view.ideas if idea.idea in names]


class BrainstormReading(Reading[BrainstormView]):
    """The view in the making."""

    def __init__(self, brainstorm: str) -> None:
        super().__init__(BRAINSTORM, BrainstormView(brainstorm=brainstorm))

    def settle(self) -> None:
        """Say how far it is, and which ideas lie together."""
        view = self.view
        view.state = "closed" if view.closed else "open"
        view.private = view.mode == "private_then_reveal" and view.revealed is None
        together: dict[str, list[str]] = {}
        for idea in view.ideas:
            if idea.cluster and idea.withdrawn is None:
                together.setdefault(idea.cluster, []).append(idea.idea)
        view.clusters = [ClusterView(cluster=name, ideas=tuple(ideas)) for name, ideas in together.items()]

    @property
    def known(self) -> bool:
        """Whether it was opened."""
        return self.view.opened is not None


def fold_brainstorm(brainstorm: str, history: Iterable[Recorded]) -> BrainstormView | None:
    """The brainstorm after these events of its tag; None if it was not opened by then."""
    return BrainstormReading(brainstorm).read(history)


def with_own_ideas(view: BrainstormView, author: str, texts: Mapping[str, str]) -> BrainstormView:
    """The same view for an author, who can read the own private ideas: `texts` by the event that submitted them.

    Only ideas of that author are filled in, whatever `texts` holds.
    """
    ideas = [
        msgspec.structs.replace(idea, text=texts.get(idea.submitted.event))
        if idea.text is None and idea.person == author
        else idea
        for idea in view.ideas
    ]
    return msgspec.structs.replace(view, ideas=ideas)
