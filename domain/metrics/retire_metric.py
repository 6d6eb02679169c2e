"""Somebody retires a metric."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.metrics.act import OnMetric
from domain.metrics.events import MetricRetired


class MetricRetirement(Body):
    """Why nobody needs it any more."""

    reason: Text


class RetireMetric(OnMetric[MetricRetirement]):
    """Retire a metric: its numbers stay, no more come in."""

    name = "retire-metric"
    may = ANY_MEMBER
    body_type = MetricRetirement

    def decide(self) -> None:
        """Refuse what is unknown or retired."""
        self.require_live()
        self.record(MetricRetired(metric=self.subject, reason=self.body.reason))
