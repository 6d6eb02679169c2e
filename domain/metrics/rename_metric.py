"""Somebody gives a metric another name."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Line
from domain.metrics.act import OnMetric
from domain.metrics.events import MetricRenamed
from domain.refusals import Kind, Refusal


class MetricName(Body):
    """What people call it from now on."""

    name: Line


class MetricNameUnchanged(Refusal):
    """The metric has that name already."""

    rule = "metric.name-unchanged"
    kind = Kind.CONFLICT


class RenameMetric(OnMetric[MetricName]):
    """Rename a metric; its key stays."""

    name = "rename-metric"
    may = ANY_MEMBER
    body_type = MetricName

    def decide(self) -> None:
        """Refuse the name that it has."""
        self.require_live()
        name, former = self.body.name, self.metric.name
        self.check(name != former, MetricNameUnchanged(f"It is called {former}.", "/name"))
        self.record(MetricRenamed(metric=self.subject, name=name, former=former))
