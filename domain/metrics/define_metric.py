"""Somebody defines a metric."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Act, Body
from domain.fields import Line, Text
from domain.metrics.act import planned
from domain.metrics.events import MetricDefined
from domain.metrics.refusals import MetricAlreadyDefined
from domain.metrics.state import Metric
from domain.metrics.terms import Capture, Direction, MetricKey, MetricKind, Unit


class NewMetric(Body, kw_only=True):
    """Key, unit, which way is better and the capture plan; `name` is the key in words unless given."""

    key: MetricKey
    unit: Unit
    direction: Direction
    kind: MetricKind
    capture: Capture | None = None
    visible_to_teams: bool = True
    name: Line | None = None
    definition: Text | None = None


class DefineMetric(Act[NewMetric]):
    """Define a metric; its key and, once it is observed, its unit stay."""

    name = "define-metric"
    may = ANY_MEMBER
    body_type = NewMetric

    def prepare(self) -> None:
        """Read whether the key is taken."""
        self.metric = self.know(Metric(self.body.key))

    def decide(self) -> None:
        """Refuse a used key and a metric without a capture plan."""
        body = self.body
        self.require(not self.metric.defined, MetricAlreadyDefined(f"{body.key} is defined already.", "/key"))
        capture = planned(self, body.capture)
        self.record(
            MetricDefined(
                metric=body.key,
                revision=1,
                name=body.name or body.key.replace("_", " "),
                unit=body.unit,
                direction=body.direction,
                kind=body.kind,
                capture=capture,
                visible_to_teams=body.visible_to_teams,
                definition=body.definition,
            )
        )
