"""Somebody says where a metric stood before."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.metrics.act import OnMetric
from domain.metrics.events import BaselineSet
from domain.metrics.pinning import PinnedObservations
from domain.metrics.terms import ObservationPin, Quantity
from domain.refusals import Kind, Refusal, Refused


class Baseline(Body, kw_only=True):
    """The number in the metric's unit, or the observation that gives it."""

    value: Quantity | None = None
    observation: ObservationPin | None = None
    note: Text | None = None


class BaselineWithoutValue(Refusal):
    """A baseline is either a number or an observation."""

    rule = "metric.baseline-without-value"


class BaselineUnchanged(Refusal):
    """The baseline is that number already."""

    rule = "metric.baseline-unchanged"
    kind = Kind.CONFLICT


class SetBaseline(OnMetric[Baseline]):
    """Set the baseline, or another one in place of it."""

    name = "set-baseline"
    may = ANY_MEMBER
    body_type = Baseline

    def prepare(self) -> None:
        """Read the metric and the observation."""
        super().prepare()
        named = self.body.observation
        self.observation = PinnedObservations(self, [named] if named else [], "/observation")

    def decide(self) -> None:
        """Refuse no number or two, the same again, and one that the target would not be better than."""
        self.require_live()
        body, metric = self.body, self.metric
        self.check(
            body.observation is None or body.observation.metric == self.subject,
            BaselineWithoutValue(f"The observation is not one of {self.subject}.", "/observation/metric"),
        )
        pin = self.observation.one()
        value = pin.value if pin else body.value
        if value is None or (pin and body.value is not None):
            ambiguous = BaselineWithoutValue("Give a value or an observation, not both.", "/value")
            raise Refused(self.refusals or [ambiguous])
        self.check(value != metric.baseline, BaselineUnchanged(f"It is {value:g} already.", "/value"))
        self.check_better(metric.direction, metric.target, value, "/value")
        self.record(
            BaselineSet(
                metric=self.subject,
                value=value,
                unit=metric.unit,
                former=metric.baseline,
                observation=pin,
                note=body.note,
            )
        )
