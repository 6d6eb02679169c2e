"""One value stream map as every command about it sees it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.kernel import Recorded, State
from domain.value_streams import formula
from domain.value_streams.events import (
    BottleneckConfirmed,
    BottleneckNominated,
    HandoffAdded,
    ReworkAdded,
    StepAdded,
    StepMeasured,
    StepMoved,
    StepRemoved,
    ValueStreamClosed,
    ValueStreamOpened,
    WasteTagged,
)
from domain.value_streams.terms import Candidate, Convention, Measure, Nomination, Participant, Totals


class Step(msgspec.Struct, kw_only=True):
    """A step as it stands; `measure` is None until somebody measured or estimated it."""

    measure: Measure | None = None
    basis: str | None = None
    wastes: tuple[str, ...] = ()
    nominated_by: tuple[str, ...] = ()
    bottleneck: Nomination | None = None
    added_at: datetime | None = None


class ValueStream(State):
    """The steps in their order, hand-offs and rework between them, and who took part."""

    folds = (
        ValueStreamOpened,
        StepAdded,
        StepMoved,
        StepRemoved,
        StepMeasured,
        HandoffAdded,
        ReworkAdded,
        WasteTagged,
        BottleneckNominated,
        BottleneckConfirmed,
        ValueStreamClosed,
    )

    def __init__(self, drawn: str) -> None:
        super().__init__(f"map:{drawn}")
        self.map = drawn
        self.exists = False
        self.convention: Convention = "elapsed"
        self.participants: tuple[Participant, ...] = ()
        self.order: list[str] = []
        self.steps: dict[str, Step] = {}
        self.known_steps: set[str] = set()
        self.handoffs: set[tuple[str, str]] = set()
        self.rework: dict[tuple[str, str], float | None] = {}
        self.opened_at: datetime | None = None
        self.closed_at: datetime | None = None
        self.totals: Totals | None = None

    @property
    def closed(self) -> bool:
        """Whether it is frozen."""
        return self.closed_at is not None

    @property
    def measures(self) -> dict[str, Measure]:
        """What the measured steps take, in their order."""
        found = {name: self.steps[name].measure for name in self.order}
        return {name: measure for name, measure in found.items() if measure is not None}

    @property
    def unmeasured(self) -> tuple[str, ...]:
        """The steps that nobody has measured."""
        return tuple(name for name in self.order if self.steps[name].measure is None)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The steps that stand out by the formula."""
        return formula.candidates(self.measures, self.convention)

    @property
    def bottlenecks(self) -> tuple[Nomination, ...]:
        """The steps that people confirmed, in the order of the stream."""
        found = (self.steps[name].bottleneck for name in self.order)
        return tuple(bottleneck for bottleneck in found if bottleneck is not None)

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the map in."""
        match recorded.event:
            case ValueStreamOpened(map=self.map, convention=convention, participants=participants):
                self.exists = True
                self.convention, self.participants = convention, participants
                self.opened_at = recorded.occurred_at
            case ValueStreamClosed(totals=totals, participants=participants):
                self.closed_at, self.totals, self.participants = recorded.occurred_at, totals, participants
            case StepAdded(step=name, place=place):
                self._take_out(name)
                self.steps[name] = Step(added_at=recorded.occurred_at)
                self.known_steps.add(name)
                self.order.insert(place - 1, name)
            case StepRemoved(step=name):
                self._take_out(name)
            case HandoffAdded(giver=giver, receiver=receiver):
                self.handoffs.add((giver, receiver))
            case ReworkAdded(found_at=found_at, back_to=back_to, percent=percent):
                self.rework[found_at, back_to] = percent
            case _:
                self._fold_step(recorded)

    def _fold_step(self, recorded: Recorded) -> None:
        match recorded.event:
            case StepMoved(step=name, place=place) if name in self.steps:
                self.order.remove(name)
                self.order.insert(place - 1, name)
            case StepMeasured(step=name, basis=basis) as measured if step := self.steps.get(name):
                step.basis = basis
                step.measure = Measure(
                    process_time=measured.process_time,
                    lead_time=measured.lead_time,
                    percent_complete_accurate=measured.percent_complete_accurate,
                )
            case WasteTagged(step=name, wastes=wastes) if step := self.steps.get(name):
                step.wastes = wastes
            case BottleneckNominated(step=name, person=person) if step := self.steps.get(name):
                step.nominated_by += (person,)
            case BottleneckConfirmed(step=name, person=person, why=why) if step := self.steps.get(name):
                step.bottleneck = Nomination(step=name, person=person, why=why)

    def _take_out(self, name: str) -> None:
        if self.steps.pop(name, None):
            self.order.remove(name)
        self.handoffs = {pair for pair in self.handoffs if name not in pair}
        self.rework = {pair: percent for pair, percent in self.rework.items() if name not in pair}
