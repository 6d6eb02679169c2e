"""The content of a set, as drafting and revising check and complete it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from msgspec.structs import replace

from domain.acting import Act
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.metrics.state import Metric
from domain.metrics.terms import Direction
from domain.objectives.refusals import ObjectiveKeyTwice, ParentUnknown
from domain.objectives.state import ObjectiveSet
from domain.objectives.terms import KeyResult, Objective


class Drafting:
    """The objectives of one act's body; their metrics and parents are part of its boundary."""

    def __init__(self, act: Act[Any], content: tuple[Objective, ...]) -> None:
        self.act = act
        self.content = content
        results = [result for objective in content for result in objective.key_results]
        self.metrics = {result.metric: act.know(Metric(result.metric)) for result in results if result.metric}
        parents = [objective.parent for objective in content if objective.parent]
        self.parents = {parent.objectives: act.know(ObjectiveSet(parent.objectives)) for parent in parents}
        self.counts = Counter([*(objective.key for objective in content), *(result.key for result in results)])

    @property
    def keys(self) -> tuple[str, ...]:
        """The metrics named."""
        return tuple(self.metrics)

    def settled(self) -> tuple[Objective, ...]:
        """Check keys, parents and metrics, and fill units and directions in."""
        twice = [key for key, count in self.counts.items() if count > 1]
        self.act.check(not twice, ObjectiveKeyTwice(f"Twice: {', '.join(twice)}.", "/content"))
        return tuple(self._objective(objective, f"/content/{place}") for place, objective in enumerate(self.content))

    def _objective(self, objective: Objective, pointer: str) -> Objective:
        parent = objective.parent
        if parent:
            above = {found.key for found in self.parents[parent.objectives].content}
            unknown = ParentUnknown(f"{parent.objectives} has no objective {parent.objective}.", f"{pointer}/parent")
            self.act.check(parent.objective in above, unknown)
        results = tuple(
            self._result(result, f"{pointer}/key_results/{place}") for place, result in enumerate(objective.key_results)
        )
        return replace(objective, key_results=results)

    def _result(self, result: KeyResult, pointer: str) -> KeyResult:
        if result.metric is None:
            return replace(result, direction=result.direction or _direction(result))
        metric = self.metrics[result.metric]
        self.act.check(metric.defined, MetricUnknown(f"{result.metric} is not known here.", f"{pointer}/metric"))
        self.act.check(not metric.retired, MetricIsRetired(f"{result.metric} is retired.", f"{pointer}/metric"))
        self.act.check(
            not metric.defined or result.unit in {None, metric.unit},
            UnitDiffers(f"{result.metric} is measured in {metric.unit}.", f"{pointer}/unit"),
        )
        return replace(result, unit=metric.unit or result.unit, direction=result.direction or metric.direction)


def _direction(result: KeyResult) -> Direction | None:
    """Which way the numbers lead."""
    if result.baseline is None or result.target is None or result.target == result.baseline:
        return None
    return "up" if result.target > result.baseline else "down"
