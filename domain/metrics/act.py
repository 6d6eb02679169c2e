"""What acts on one metric share: reading it, and the guards that they begin with."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import Act, Body
from domain.metrics.refusals import CapturePlanMissing, MetricIsRetired, MetricUnknown, TargetNotBetter
from domain.metrics.state import Metric
from domain.metrics.terms import Capture, Direction, better
from domain.refusals import Refused

B = TypeVar("B", bound=Body)


class OnMetric(Act[B]):
    """An act on a metric, whose key is the subject."""

    subject_type: ClassVar[str] = ""

    def prepare(self) -> None:
        """Read the metric."""
        self.metric = self.know(Metric(self.subject))

    def require_live(self) -> None:
        """Stop unless the metric is defined and not retired."""
        self.require(self.metric.defined, MetricUnknown(f"{self.subject} is not known here."))
        self.require(not self.metric.retired, MetricIsRetired(f"{self.subject} is retired."))
        self.after(self.metric.defined_at, "the metric was defined")

    def check_better(self, direction: Direction, target: float | None, baseline: float | None, pointer: str) -> None:
        """Refuse a target that would be no step forward from the baseline, unless the value is to be held."""
        if target is None or baseline is None or direction == "hold":
            return
        self.check(
            better(direction, target, baseline),
            TargetNotBetter(f"{target:g} is not {direction} from the baseline {baseline:g}.", pointer),
        )


def planned(act: Act[B], capture: Capture | None) -> Capture:
    """The capture plan; stops without one, or where numbers come by themselves but nobody says from where."""
    if capture is None:
        missing = CapturePlanMissing("Say how, how often and from where the numbers come in.", "/capture")
        raise Refused([*act.refusals, missing])
    act.check(
        capture.method != "automatic" or capture.source,
        CapturePlanMissing("An automatic capture names its source.", "/capture/source"),
    )
    return capture
