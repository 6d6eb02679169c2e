"""Refusals that several acts on value stream maps share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class ValueStreamUnknown(Refusal):
    """No such value stream map in this workspace."""

    rule = "value-stream.unknown"
    kind = Kind.NOT_FOUND


class ValueStreamIsClosed(Refusal):
    """A closed map is frozen; a new one names it as its previous one."""

    rule = "value-stream.closed"
    kind = Kind.CONFLICT


class ValueStreamIsOpen(Refusal):
    """The map is not closed, so its totals may still change."""

    rule = "value-stream.open"
    kind = Kind.CONFLICT


class StepUnknown(Refusal):
    """The map has no such step."""

    rule = "value-stream.step-unknown"
    kind = Kind.NOT_FOUND


class ProcessExceedsLead(Refusal):
    """Elapsed lead time includes the process time, so it is not shorter."""

    rule = "value-stream.process-exceeds-lead"


class ShareOutsideRange(Refusal):
    """A share lies between 0 and 100 percent."""

    rule = "value-stream.percent-outside-range"


class TimeNegative(Refusal):
    """No step takes less than no time."""

    rule = "value-stream.time-negative"
