"""The metrics of a goal: known, seen by the teams, and observed at least once before they carry it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from domain.acting import Act
from domain.definitions.refusals import MetricHiddenFromTeams, MetricUnobserved
from domain.definitions.terms import GoalAndMetrics, GoalMetric
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.metrics.state import Metric, NewestObservation
from domain.refusals import Refusal


class GoalMetrics:
    """The metrics that a text aims at; their states are part of the act's boundary."""

    def __init__(self, act: Act[Any], goal: GoalAndMetrics | None) -> None:
        self.act = act
        self.goal = goal
        keys = dict.fromkeys(aim.metric for aim in goal.metrics) if goal else {}
        self.metrics = {key: act.know(Metric(key)) for key in keys}
        self.newest = {key: act.know(NewestObservation(key)) for key in keys}

    def settled(self) -> GoalAndMetrics | None:
        """Check the metrics and fill in the units that were left out."""
        if self.goal is None:
            return None
        aims = tuple(self._settled(place, aim) for place, aim in enumerate(self.goal.metrics))
        return replace(self.goal, metrics=aims)

    def _settled(self, place: int, aim: GoalMetric) -> GoalMetric:
        metric, pointer = self.metrics[aim.metric], f"/goal_and_metrics/metrics/{place}"
        self.act.require(metric.defined, MetricUnknown(f"{aim.metric} is not known here.", f"{pointer}/metric"))
        self.act.check(not metric.retired, MetricIsRetired(f"{aim.metric} is retired.", f"{pointer}/metric"))
        self.act.check(
            metric.visible_to_teams,
            MetricHiddenFromTeams(f"The teams do not see {aim.metric}.", f"{pointer}/metric"),
        )
        self.act.check(
            aim.unit in {None, metric.unit},
            UnitDiffers(f"{aim.metric} is counted in {metric.unit}.", f"{pointer}/unit"),
        )
        return replace(aim, unit=metric.unit)

    def unobserved(self) -> list[Refusal]:
        """One refusal for all metrics that have no observation yet."""
        bare = [key for key, newest in self.newest.items() if not newest.exists]
        return [MetricUnobserved(f"Nothing observed yet: {', '.join(bare)}.", "/goal_and_metrics")] if bare else []
