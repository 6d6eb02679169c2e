"""Refusals that several acts on metrics share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class MetricUnknown(Refusal):
    """No such metric in this workspace."""

    rule = "metric.unknown"
    kind = Kind.NOT_FOUND


class MetricAlreadyDefined(Refusal):
    """A metric of that key is defined already."""

    rule = "metric.already-defined"
    kind = Kind.CONFLICT


class MetricIsRetired(Refusal):
    """The metric is retired; nobody records it any more."""

    rule = "metric.retired"
    kind = Kind.CONFLICT


class CapturePlanMissing(Refusal):
    """A metric needs a plan how its numbers come in before it can carry anything."""

    rule = "metric.no-capture-plan"


class UnitDiffers(Refusal):
    """The number is in another unit than the metric."""

    rule = "metric.unit-differs"


class TargetNotBetter(Refusal):
    """The target is not better than the baseline."""

    rule = "metric.target-not-better"


class ObservationUnknown(Refusal):
    """No such observation of that metric."""

    rule = "metric.observation-unknown"
    kind = Kind.NOT_FOUND


class ObservationDiffers(Refusal):
    """The observation reads differently from what the act says of it."""

    rule = "metric.observation-differs"
    kind = Kind.CONFLICT
