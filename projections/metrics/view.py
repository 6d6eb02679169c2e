"""A metric, folded from its own events and the latest ones about its numbers."""

from __future__ import annotations

from collections.abc import Iterable

from domain.definitions.events import DefinitionDrafted, DefinitionRevised
from domain.katas.events import CurrentConditionGrasped, TargetConditionClosed, TargetConditionSet
from domain.katas.experiments import ExperimentPlanned, ExperimentReplanned, ResultRecorded
from domain.kernel import Recorded
from domain.metrics.events import (
    BaselineSet,
    MetricDefined,
    MetricRedefined,
    MetricRenamed,
    MetricRetired,
    ObservationRecorded,
    TargetChanged,
    TargetReached,
    TargetSet,
)
from domain.objectives.events import KeyResultCheckedIn, ObjectivesDrafted, ObjectivesRevised
from domain.signals.events import SignalRecorded
from projections.facts import Fact
from projections.folding import Folding, Reading
from projections.metrics.shape import (
    BaselineView,
    MetricDefinitionView,
    MetricNameView,
    MetricView,
    ObservationView,
    TargetView,
)

__all__ = ["METRIC", "MetricReading", "MetricView", "fold_metric"]

METRIC: Folding[MetricView] = Folding()
METRIC.mention(
    CurrentConditionGrasped,
    TargetConditionSet,
    TargetConditionClosed,
    ExperimentPlanned,
    ExperimentReplanned,
    ResultRecorded,
    DefinitionDrafted,
    DefinitionRevised,
    ObjectivesDrafted,
    ObjectivesRevised,
    KeyResultCheckedIn,
    SignalRecorded,
)


@METRIC.on(MetricDefined, MetricRedefined)
def _define(view: MetricView, event: MetricDefined | MetricRedefined, fact: Fact) -> None:
    view.revision, view.unit, view.direction, view.kind = event.revision, event.unit, event.direction, event.kind
    view.capture, view.visible_to_teams, view.definition = event.capture, event.visible_to_teams, event.definition
    if isinstance(event, MetricDefined):
        view.name, view.defined = event.name, fact
    view.definitions.append(
        MetricDefinitionView(
            revision=event.revision,
            unit=event.unit,
            direction=event.direction,
            kind=event.kind,
            capture=event.capture,
            visible_to_teams=event.visible_to_teams,
            definition=event.definition,
            reason=event.reason if isinstance(event, MetricRedefined) else None,
            fact=fact,
        )
    )


@METRIC.on(MetricRenamed)
def _rename(view: MetricView, event: MetricRenamed, fact: Fact) -> None:
    view.former_names.append(MetricNameView(name=event.former, fact=fact))
    view.name = event.name


@METRIC.on(MetricRetired)
def _retire(view: MetricView, event: MetricRetired, fact: Fact) -> None:
    view.state, view.retired, view.retired_because = "retired", fact, event.reason


@METRIC.on(BaselineSet)
def _baseline(view: MetricView, event: BaselineSet, fact: Fact) -> None:
    view.baseline = BaselineView(
        value=event.value, unit=event.unit, observation=event.observation, note=event.note, fact=fact
    )
    view.baselines.append(view.baseline)


@METRIC.on(TargetSet, TargetChanged)
def _target(view: MetricView, event: TargetSet | TargetChanged, fact: Fact) -> None:
    changed = event if isinstance(event, TargetChanged) else None
    view.target = TargetView(
        target=changed.to if changed else event.target,  # type: ignore[union-attr]
        unit=event.unit,
        by=event.by,
        former=changed.former if changed else None,
        baseline=event.baseline,
        reason=changed.reason if changed else event.note,  # type: ignore[union-attr]
        fact=fact,
    )
    view.targets.append(view.target)


@METRIC.on(TargetReached)
def _reach(view: MetricView, event: TargetReached, fact: Fact) -> None:
    if view.target:
        view.target.reached, view.target.reached_with = fact, event.measured
        view.target.reached_by = event.observation


@METRIC.on(ObservationRecorded)
def _observe(view: MetricView, event: ObservationRecorded, fact: Fact) -> None:
    seen = ObservationView(
        observation=event.observation,
        value=event.value,
        unit=event.unit,
        window=event.window,
        source=event.source,
        external_id=event.external_id,
        note=event.note,
        fact=fact,
    )
    view.recent.append(seen)
    if view.latest is None or event.window.ends >= view.latest.window.ends:
        view.latest = seen


class MetricReading(Reading[MetricView]):
    """The view in the making."""

    def __init__(self, metric: str) -> None:
        super().__init__(METRIC, MetricView(metric=metric))

    def settle(self) -> None:
        """Put what was observed in the order of time."""
        self.view.recent.sort(key=lambda seen: (seen.window.ends, seen.fact.position))

    @property
    def known(self) -> bool:
        """Whether it was defined."""
        return self.view.defined is not None


def fold_metric(metric: str, history: Iterable[Recorded]) -> MetricView | None:
    """The metric after these events of its tag; None if it was not defined by then."""
    return MetricReading(metric).read(history)
