"""What stands around the numbers in a run chart: lines, target conditions, experiments, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from domain.decisions.events import AgreementReached, DecisionExpired, DecisionRevoked, DecisionSuperseded
from domain.definitions.events import DefinitionDrafted, DefinitionRevised
from domain.katas.events import (
    CurrentConditionGrasped,
    KataStarted,
    TargetConditionClosed,
    TargetConditionExtended,
    TargetConditionSet,
)
from domain.katas.experiments import (
    ExperimentAbandoned,
    ExperimentPlanned,
    ExperimentReplanned,
    ExperimentStarted,
    ResultRecorded,
)
from domain.kernel import Event, Recorded, Selector, tags_of
from domain.objectives.events import KeyResultCheckedIn, ObjectivesDrafted, ObjectivesRevised
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import SignalRecorded
from eventstore.conditions import Criterion, criterion
from projections.mending import mended
from projections.metrics.chart import (
    ChartCondition,
    ChartDecision,
    ChartExperiment,
    ChartLine,
    ChartMark,
)
from projections.metrics.shape import MetricView

MOST_NAMED: Final = 200  # of each kind, the latest
MARKS = (
    CurrentConditionGrasped,
    DefinitionDrafted,
    DefinitionRevised,
    ObjectivesDrafted,
    ObjectivesRevised,
    KeyResultCheckedIn,
    SignalRecorded,
)
OF_EXPERIMENTS = (
    ExperimentPlanned,
    ExperimentReplanned,
    ExperimentStarted,
    ResultRecorded,
    ExperimentAbandoned,
    RecordCorrected,
)
OF_CONDITIONS = (TargetConditionSet, TargetConditionExtended, TargetConditionClosed)
OF_AGREEMENTS = (AgreementReached, DecisionSuperseded, DecisionRevoked, DecisionExpired)


def neighbours(history: Iterable[Recorded]) -> list[Criterion]:
    """What to read beside a metric's own events: the katas, experiments and target conditions that they name."""
    named: dict[str, tuple[type[Event], ...]] = {}
    for recorded in history:
        event: Any = recorded.event
        match event:
            case ExperimentPlanned() | ExperimentReplanned():
                named[f"experiment:{event.experiment}"] = OF_EXPERIMENTS
            case TargetConditionSet():
                named[f"target-condition:{event.target_condition}"] = OF_CONDITIONS
            case _:
                continue
        named[f"kata:{event.kata}"] = (KataStarted,)
    return [criterion(Selector(types=types, tags=[tag])) for tag, types in list(named.items())[-3 * MOST_NAMED :]]


def agreements(history: Iterable[Recorded]) -> list[Criterion]:
    """What to read of the decisions about the opportunities that katas and definitions with the metric are for."""
    opportunities: dict[str, None] = {}
    for recorded in history:
        if isinstance(recorded.event, KataStarted | DefinitionDrafted):
            opportunities |= dict.fromkeys(recorded.event.opportunities)
    return [
        criterion(Selector(types=OF_AGREEMENTS, tags=[f"opportunity:{opportunity}"]))
        for opportunity in list(opportunities)[-MOST_NAMED:]
    ]


def lines_of(view: MetricView) -> tuple[ChartLine, ...]:
    """Baselines and targets, each up to the next one of its kind."""
    baselines = [
        ChartLine(
            what="baseline",
            value=each.value,
            since=each.fact.occurred_at,
            until=None,
            by=None,
            reached_at=None,
            position=each.fact.position,
        )
        for each in view.baselines
    ]
    targets = [
        ChartLine(
            what="target",
            value=each.target,
            since=each.fact.occurred_at,
            until=None,
            by=each.by,
            reached_at=each.reached.occurred_at if each.reached else None,
            position=each.fact.position,
        )
        for each in view.targets
    ]
    return (*_up_to_the_next(baselines), *_up_to_the_next(targets))


def _up_to_the_next(lines: Sequence[ChartLine]) -> list[ChartLine]:
    following = [*(line.since for line in lines[1:]), None]
    return [replace(line, until=until) for line, until in zip(lines, following, strict=False)]


def conditions_of(metric: str, history: Iterable[Recorded]) -> tuple[ChartCondition, ...]:
    """The target conditions that aim at the metric."""
    found: dict[tuple[str, str], ChartCondition] = {}
    for recorded in history:
        event = recorded.event
        match event:
            case TargetConditionSet():
                aims = (("outcome", event.outcome), ("process", event.process))
                for aims_at, aim in aims:
                    if aim and aim.metric == metric:
                        found[event.target_condition, aims_at] = ChartCondition(
                            kata=event.kata,
                            target_condition=event.target_condition,
                            aims_at=aims_at,  # type: ignore[arg-type]
                            target=aim.target,
                            set_at=recorded.occurred_at,
                            achieve_by=event.achieve_by,
                            ended_at=None,
                            ended_as=None,
                            position=recorded.position,
                        )
            case TargetConditionExtended():
                _change(found, event.target_condition, achieve_by=event.to)
            case TargetConditionClosed():
                _change(found, event.target_condition, ended_at=recorded.occurred_at, ended_as=event.outcome)
    return tuple(found.values())


def _change(found: dict[tuple[str, str], ChartCondition], name: str, **changes: object) -> None:
    found |= {key: replace(each, **changes) for key, each in found.items() if key[0] == name}


def experiments_of(metric: str, history: Iterable[Recorded]) -> tuple[ChartExperiment, ...]:
    """The experiments that predict the metric; what an experiment predicts may change until it starts."""
    found: dict[str, ChartExperiment] = {}
    about: dict[str, str | None] = {}
    for recorded in mended(history):
        event = recorded.event
        match event:
            case ExperimentPlanned() | ExperimentReplanned():
                prediction = event.plan.prediction
                about[event.experiment] = prediction.metric
                found[event.experiment] = ChartExperiment(
                    kata=event.kata,
                    experiment=event.experiment,
                    step=event.plan.step,
                    expected=prediction.expected,
                    tolerance=prediction.tolerance,
                    planned_at=recorded.occurred_at,
                    started_at=None,
                    check_on=event.plan.check_on,
                    result_at=None,
                    measured=None,
                    late=event.late,
                    abandoned=False,
                    position=recorded.position,
                )
            case ExperimentStarted(experiment=name) if name in found:
                found[name] = replace(found[name], started_at=recorded.occurred_at)
            case ResultRecorded(experiment=name) if name in found:
                late = found[name].late or event.late
                found[name] = replace(found[name], result_at=recorded.occurred_at, measured=event.measured, late=late)
            case ExperimentAbandoned(experiment=name) if name in found:
                found[name] = replace(found[name], abandoned=True)
    return tuple(each for name, each in found.items() if about[name] == metric)


def decisions_of(history: Iterable[Recorded]) -> tuple[ChartDecision, ...]:
    """The agreements, each with when it ended."""
    found: dict[str, ChartDecision] = {}
    for recorded in history:
        event = recorded.event
        match event:
            case AgreementReached():
                found[event.decision] = ChartDecision(
                    decision=event.decision,
                    kind=event.kind,
                    scope=event.scope,
                    opportunities=event.opportunities,
                    agreed_at=recorded.occurred_at,
                    ended_at=None,
                    position=recorded.position,
                )
            case DecisionSuperseded(decision=name) | DecisionRevoked(decision=name) | DecisionExpired(decision=name):
                if name in found:
                    found[name] = replace(found[name], ended_at=recorded.occurred_at)
    return tuple(found.values())


def marks_of(history: Iterable[Recorded]) -> tuple[ChartMark, ...]:
    """What else names the metric."""
    return tuple(
        ChartMark(
            at=recorded.occurred_at,
            type=type(recorded.event).TOPIC,
            subject=next(iter(tags_of(recorded.event)), ""),
            position=recorded.position,
        )
        for recorded in history
        if isinstance(recorded.event, MARKS)
    )


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """The time that a chart shows, both ends included; None leaves an end open."""

    since: datetime | None = None
    until: datetime | None = None

    def shows(self, begins: datetime, ends: datetime | None) -> bool:
        """Whether something that lasts from one time to another, or goes on, is seen in it."""
        after = self.until is not None and begins > self.until
        before = self.since is not None and ends is not None and ends < self.since
        return not after and not before
