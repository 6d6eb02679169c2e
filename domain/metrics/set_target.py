"""Somebody says where a metric should get to."""

from __future__ import annotations

from datetime import date

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.metrics.act import OnMetric
from domain.metrics.events import TargetSet
from domain.metrics.terms import Quantity
from domain.refusals import Kind, Refusal


class Target(Body, kw_only=True):
    """The number in the metric's unit, and until when."""

    target: Quantity
    by: date | None = None
    note: Text | None = None


class TargetAlreadySet(Refusal):
    """The metric has a target; it is changed with a reason."""

    rule = "metric.target-already-set"
    kind = Kind.CONFLICT


class SetTarget(OnMetric[Target]):
    """Set the first target; the newest observation from then on shows whether it is reached."""

    name = "set-target"
    may = ANY_MEMBER
    body_type = Target

    def decide(self) -> None:
        """Refuse a second target and one that is not better than the baseline."""
        self.require_live()
        body, metric = self.body, self.metric
        self.check(metric.target is None, TargetAlreadySet(f"{self.subject} has a target.", "/target"))
        self.check_better(metric.direction, body.target, metric.baseline, "/target")
        self.record(
            TargetSet(
                metric=self.subject,
                target=body.target,
                unit=metric.unit,
                by=body.by,
                baseline=metric.baseline,
                note=body.note,
            )
        )
