"""Somebody moves a metric's target."""

from __future__ import annotations

from datetime import date

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.metrics.act import OnMetric
from domain.metrics.events import TargetChanged
from domain.metrics.terms import Quantity
from domain.refusals import Kind, Refusal, Refused


class TargetChange(Body, kw_only=True):
    """The number from now on, until when, and why."""

    target: Quantity
    reason: Text
    by: date | None = None


class TargetNotSet(Refusal):
    """The metric has no target that could be changed."""

    rule = "metric.target-not-set"
    kind = Kind.CONFLICT


class TargetUnchanged(Refusal):
    """The target is that number until that day already."""

    rule = "metric.target-unchanged"
    kind = Kind.CONFLICT


class ChangeTarget(OnMetric[TargetChange]):
    """Change the target, before or after it was reached."""

    name = "change-target"
    may = ANY_MEMBER
    body_type = TargetChange

    def decide(self) -> None:
        """Refuse where there is none, the same again, and one that is not better than the baseline."""
        self.require_live()
        body, metric = self.body, self.metric
        former = metric.target
        if former is None:
            raise Refused([*self.refusals, TargetNotSet(f"{self.subject} has no target.", "/target")])
        self.check(
            (body.target, body.by) != (former, metric.target_by),
            TargetUnchanged(f"It is {former:g} already.", "/target"),
        )
        self.check_better(metric.direction, body.target, metric.baseline, "/target")
        self.record(
            TargetChanged(
                metric=self.subject,
                former=former,
                to=body.target,
                unit=metric.unit,
                reason=body.reason,
                by=body.by,
                baseline=metric.baseline,
            )
        )
