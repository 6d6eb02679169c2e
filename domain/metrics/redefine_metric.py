"""Somebody says anew what a metric measures."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.metrics.act import OnMetric, planned
from domain.metrics.events import MetricDefined, MetricRedefined
from domain.metrics.state import NewestObservation
from domain.metrics.terms import Capture, Direction, MetricKind, Unit
from domain.refusals import Kind, Refusal


class MetricDefinition(Body, kw_only=True):
    """The whole definition, and why it changes."""

    unit: Unit
    direction: Direction
    kind: MetricKind
    reason: Text
    capture: Capture | None = None
    visible_to_teams: bool = True
    definition: Text | None = None


class UnitInUse(Refusal):
    """Numbers are on the record in the former unit; another unit needs another metric."""

    rule = "metric.unit-in-use"
    kind = Kind.CONFLICT


class MetricDefinitionUnchanged(Refusal):
    """The metric is defined like that already."""

    rule = "metric.definition-unchanged"
    kind = Kind.CONFLICT


class RedefineMetric(OnMetric[MetricDefinition]):
    """Redefine a metric: what was observed before stays and was measured by the former revision."""

    name = "redefine-metric"
    may = ANY_MEMBER
    body_type = MetricDefinition

    def prepare(self) -> None:
        """Read the metric and whether it has numbers."""
        super().prepare()
        self.newest = self.know(NewestObservation(self.subject))

    def decide(self) -> None:
        """Refuse no news, a lost capture plan, another unit once there are numbers, a target turned backwards."""
        self.require_live()
        body, metric = self.body, self.metric
        used = self.newest.exists or metric.baseline is not None or metric.target is not None
        self.check(
            body.unit == metric.unit or not used,
            UnitInUse(f"Its numbers are in {metric.unit}.", "/unit"),
        )
        self.check_better(body.direction, metric.target, metric.baseline, "/direction")
        redefined = MetricRedefined(
            metric=self.subject,
            revision=metric.revision + 1,
            unit=body.unit,
            direction=body.direction,
            kind=body.kind,
            capture=planned(self, body.capture),
            visible_to_teams=body.visible_to_teams,
            reason=body.reason,
            definition=body.definition,
        )
        self.check(_words(redefined) != _words(metric.definition), MetricDefinitionUnchanged("Nothing would change."))
        self.record(redefined)


def _words(said: MetricDefined | MetricRedefined | None) -> tuple[object, ...]:
    if said is None:
        return ()
    return said.unit, said.direction, said.kind, said.capture, said.visible_to_teams, said.definition
