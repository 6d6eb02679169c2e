"""Somebody says what the data show."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Act, Body
from domain.fields import Text
from domain.metrics.pinning import PinnedObservations
from domain.refusals import Kind, Refusal
from domain.signals.events import SignalRecorded
from domain.signals.state import Signal
from domain.signals.terms import Category, Pins, Sources


class NewSignal(Body, kw_only=True):
    """The statement, and what it rests on: observations, sources, or both."""

    category: Category
    statement: Text
    observations: Pins = ()
    sources: Sources = ()


class SignalAlreadyExists(Refusal):
    """The id belongs to a signal already."""

    rule = "signal.already-exists"
    kind = Kind.CONFLICT


class SignalWithoutGround(Refusal):
    """A signal names an observation or a source."""

    rule = "signal.no-observation-or-source"


class RecordSignal(Act[NewSignal]):
    """Record a signal; its observations are pinned as they read now."""

    name = "record-signal"
    may = ANY_MEMBER
    body_type = NewSignal
    subject_type = "sig"

    def prepare(self) -> None:
        """Read whether the id is taken, and the observations."""
        self.signal = self.know(Signal(self.subject))
        self.observations = PinnedObservations(self, self.body.observations)

    def decide(self) -> None:
        """Refuse a used id, a statement without ground, unknown observations."""
        body = self.body
        self.require(not self.signal.known, SignalAlreadyExists(f"{self.subject} is on the record already."))
        self.check(
            body.observations or body.sources,
            SignalWithoutGround("Name an observation or a source.", "/observations"),
        )
        self.record(
            SignalRecorded(
                signal=self.subject,
                category=body.category,
                statement=body.statement,
                observations=self.observations.pinned(),
                sources=body.sources,
                metrics=self.observations.metrics,
            )
        )
