"""Lines of katas: experiments with their predictions, target conditions, and the kata that both belong to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from domain.katas import events, experiments
from domain.katas.experiments import ExperimentPlanned, ExperimentReplanned, LearningRecorded, ResultRecorded
from domain.katas.terms import Prediction
from domain.kernel import Event, Recorded
from domain.partnership.correctable import RecordCorrected
from projections.reporting.lines import Begin, LineMemory, Lines, ReportItem, Step, begun, others

NOT_YET = "running"


class PredictionLine(ReportItem, kw_only=True):
    """An experiment: what was predicted, what was measured, by how much it was off, and what was learned.

    `deviation` is measured minus expected, in the metric's unit. `late` marks a prediction that was written down when
    data for its time existed already. `verdict` is the team's, `computed` follows from the numbers.
    """

    experiment: str
    kata: str
    target_condition: str
    step: str
    prediction: Prediction
    late: bool
    status: str = "planned"
    what_happened: str | None = None
    measured: float | None = None
    deviation: float | None = None
    verdict: str | None = None
    computed: str | None = None
    learned: str | None = None
    surprise: str | None = None


class TargetLine(ReportItem, kw_only=True):
    """A target condition: the day it was set for, and how it ended. `days_late` is negative where it was early."""

    target_condition: str
    kata: str
    metric: str
    target: float
    achieve_by: date
    extended: int = 0
    outcome: str = NOT_YET
    measured: float | None = None
    days_late: int | None = None
    reflection: str | None = None


class KataLine(ReportItem, kw_only=True):
    """A kata: for which opportunities, by which team."""

    kata: str
    team: str


def _planned(event: ExperimentPlanned, recorded: Recorded) -> LineMemory[PredictionLine]:
    item = PredictionLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        experiment=event.experiment,
        kata=event.kata,
        target_condition=event.target_condition,
        step=event.plan.step,
        prediction=event.plan.prediction,
        late=event.late,
    )
    return begun("experiment", event.experiment, item, recorded, parent=f"kata:{event.kata}")


def _replanned(memory: LineMemory[PredictionLine], event: ExperimentReplanned, _: Recorded) -> None:
    memory.item.step, memory.item.prediction, memory.item.late = event.plan.step, event.plan.prediction, event.late


def _tried(memory: LineMemory[PredictionLine], _: Event, _recorded: Recorded) -> None:
    memory.item.status = "started"


def _resulted(memory: LineMemory[PredictionLine], event: ResultRecorded, _: Recorded) -> None:
    item = memory.item
    item.status, item.what_happened, item.measured = "resulted", event.what_happened, event.measured
    item.late = item.late or event.late


def _learned(memory: LineMemory[PredictionLine], event: LearningRecorded, _: Recorded) -> None:
    item = memory.item
    item.status, item.learned, item.surprise = "learned", event.learned, event.surprise
    item.verdict, item.computed, item.deviation = event.verdict, event.computed, event.deviation
    memory.mark("learned", event.verdict)


def _abandoned(memory: LineMemory[PredictionLine], event: experiments.ExperimentAbandoned, _: Recorded) -> None:
    memory.item.status, memory.item.learned = "abandoned", event.learned
    memory.mark("abandoned")


def _result_mended(memory: LineMemory[PredictionLine], event: RecordCorrected, _: Recorded) -> None:
    if event.type == ResultRecorded.TOPIC and event.field in {"measured", "what_happened"}:
        setattr(memory.item, event.field, event.to)


class Tried(Lines[PredictionLine]):
    """One line an experiment."""

    kind = "experiment"
    memory = LineMemory[PredictionLine]
    begins: ClassVar[dict[type[Event], Begin]] = {ExperimentPlanned: _planned}
    steps: ClassVar[dict[type[Event], Step]] = {
        ExperimentReplanned: _replanned,
        experiments.ExperimentStarted: _tried,
        ResultRecorded: _resulted,
        LearningRecorded: _learned,
        experiments.ExperimentAbandoned: _abandoned,
        RecordCorrected: _result_mended,
    }
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The experiment; a correction names those of the event that it mends."""
        event: Any = recorded.event
        return _mended("experiment:", event) if isinstance(event, RecordCorrected) else (event.experiment,)


def _mended(prefix: str, event: RecordCorrected) -> tuple[str, ...]:
    return tuple(tag.removeprefix(prefix) for tag in event.subjects if tag.startswith(prefix))


def _set(event: events.TargetConditionSet, recorded: Recorded) -> LineMemory[TargetLine]:
    item = TargetLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        target_condition=event.target_condition,
        kata=event.kata,
        metric=event.outcome.metric,
        target=event.outcome.target,
        achieve_by=event.achieve_by,
    )
    return begun("target", event.target_condition, item, recorded, parent=f"kata:{event.kata}")


def _extended(memory: LineMemory[TargetLine], event: events.TargetConditionExtended, _: Recorded) -> None:
    memory.item.achieve_by = event.to
    memory.item.extended += 1


def _closed(memory: LineMemory[TargetLine], event: events.TargetConditionClosed, _: Recorded) -> None:
    item = memory.item
    item.outcome, item.measured, item.days_late = event.outcome, event.measured, event.days_late
    item.reflection = event.reflection
    memory.mark(event.outcome)


def _target_mended(memory: LineMemory[TargetLine], event: RecordCorrected, _: Recorded) -> None:
    if event.type == events.TargetConditionClosed.TOPIC and event.field == "measured":
        memory.item.measured = event.to


class Targets(Lines[TargetLine]):
    """One line a target condition."""

    kind = "target"
    memory = LineMemory[TargetLine]
    begins: ClassVar[dict[type[Event], Begin]] = {events.TargetConditionSet: _set}
    steps: ClassVar[dict[type[Event], Step]] = {
        events.TargetConditionExtended: _extended,
        events.TargetConditionClosed: _closed,
        RecordCorrected: _target_mended,
    }
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The target condition; a correction names those of the event that it mends."""
        event: Any = recorded.event
        return _mended("target-condition:", event) if isinstance(event, RecordCorrected) else (event.target_condition,)


def _kata(event: events.KataStarted, recorded: Recorded) -> LineMemory[KataLine]:
    item = KataLine(at=recorded.occurred_at, recorded_at=recorded.recorded_at, kata=event.kata, team=event.team)
    return begun("kata", event.kata, item, recorded, opportunities=list(event.opportunities))


class Katas(Lines[KataLine]):
    """One line a kata, which the others take their opportunities from."""

    kind = "kata"
    memory = LineMemory[KataLine]
    begins: ClassVar[dict[type[Event], Begin]] = {events.KataStarted: _kata}
    folds: ClassVar[frozenset[type[Event]]] = frozenset(begins)
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The kata."""
        event: Any = recorded.event
        return (event.kata,)
