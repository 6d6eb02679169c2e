"""A signal: what the data say, what people make of it, and who doubts it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.kernel import Recorded
from domain.metrics.terms import ObservationPin
from domain.signals.events import (
    ChallengeAnswered,
    SignalChallenged,
    SignalInterpreted,
    SignalRecorded,
    SignalRetracted,
)
from domain.signals.terms import Category, SignalSource
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class InterpretationView(msgspec.Struct, frozen=True, kw_only=True):
    """What the signal means seen from a side."""

    side: str
    text: str
    fact: Fact


class ChallengeAnswerView(msgspec.Struct, frozen=True, kw_only=True):
    """What was said to a challenge."""

    text: str
    fact: Fact


class ChallengeView(msgspec.Struct, kw_only=True):
    """A doubt, and what was said to it; `open` while nobody has answered."""

    challenge: str
    text: str
    open: bool
    fact: Fact
    answers: list[ChallengeAnswerView] = msgspec.field(default_factory=list)


class SignalView(Viewed, kw_only=True):
    """A signal: a statement, with the observations as they read then, or the sources behind it.

    Once retracted, `decisions` and `opportunities` are those that rested on it at that moment.
    """

    signal: str
    state: Literal["stands", "challenged", "retracted"] = "stands"
    category: Category = "other"
    statement: str = ""
    observations: tuple[ObservationPin, ...] = ()
    sources: tuple[SignalSource, ...] = ()
    metrics: tuple[str, ...] = ()
    recorded: Fact | None = None
    interpretations: list[InterpretationView] = msgspec.field(default_factory=list)
    challenges: list[ChallengeView] = msgspec.field(default_factory=list)
    retracted: Fact | None = None
    retracted_because: str | None = None
    decisions: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()


SIGNAL: Folding[SignalView] = Folding()


@SIGNAL.on(SignalRecorded)
def _record(view: SignalView, event: SignalRecorded, fact: Fact) -> None:
    view.category, view.statement, view.recorded = event.category, event.statement, fact
    view.observations, view.sources, view.metrics = event.observations, event.sources, event.metrics


@SIGNAL.on(SignalInterpreted)
def _interpret(view: SignalView, event: SignalInterpreted, fact: Fact) -> None:
    view.interpretations.append(InterpretationView(side=event.side, text=event.interpretation, fact=fact))


@SIGNAL.on(SignalChallenged)
def _challenge(view: SignalView, event: SignalChallenged, fact: Fact) -> None:
    view.challenges.append(ChallengeView(challenge=event.challenge, text=event.text, open=True, fact=fact))


@SIGNAL.on(ChallengeAnswered)
def _answer(view: SignalView, event: ChallengeAnswered, fact: Fact) -> None:
    for challenge in view.challenges:
        if challenge.challenge == event.challenge:
            challenge.open = False
            challenge.answers.append(ChallengeAnswerView(text=event.answer, fact=fact))


@SIGNAL.on(SignalRetracted)
def _retract(view: SignalView, event: SignalRetracted, fact: Fact) -> None:
    view.retracted, view.retracted_because = fact, event.reason
    view.decisions, view.opportunities = event.decisions, event.opportunities


class SignalReading(Reading[SignalView]):
    """The view in the making."""

    def __init__(self, signal: str) -> None:
        super().__init__(SIGNAL, SignalView(signal=signal))

    def settle(self) -> None:
        """Say where it stands."""
        doubted = any(challenge.open for challenge in self.view.challenges)
        self.view.state = "retracted" if self.view.retracted else "challenged" if doubted else "stands"

    @property
    def known(self) -> bool:
        """Whether it was recorded."""
        return self.view.recorded is not None


def fold_signal(signal: str, history: Iterable[Recorded]) -> SignalView | None:
    """The signal after these events of its tag; None if it was not recorded by then."""
    return SignalReading(signal).read(history)
