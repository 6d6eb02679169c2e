"""One observation as lists show it, and what its row must remember."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from domain.kernel import Recorded
from domain.metrics.events import ObservationRecorded
from domain.metrics.terms import Window
from domain.partnership.correctable import RecordCorrected
from projections.facts import Position
from projections.projector import Memory

_encode = msgspec.json.Encoder().encode
COLUMNS = (
    "observation",
    "metric",
    "source",
    "window_begins",
    "window_ends",
    "value",
    "corrected",
    "recorded_position",
    "from_position",
    "effective_from",
    "item",
)


class ObservationChange(msgspec.Struct, frozen=True, kw_only=True):
    """A correction: `field` reads `to` instead of `from`, by whom, when and why."""

    field: str
    former: Any = msgspec.field(name="from")
    to: Any
    reason: str
    by: str
    at: datetime
    position: Position


class ObservationItem(msgspec.Struct, frozen=True, kw_only=True):
    """A number of a metric for a window of time, as it reads after its `corrections`, oldest first.

    `event` and `recorded_position` name the event that recorded it, `position` the last one that changed this line.
    `actor` recorded it; `basis` says on which ground, `source` and `external_id` where the number came from.
    """

    observation: str
    metric: str
    value: float
    unit: str
    window: Window
    source: str
    external_id: str
    note: str | None
    corrections: list[ObservationChange]
    actor: str
    side: str
    basis: str
    occurred_at: datetime
    recorded_at: datetime
    event: str
    recorded_position: Position
    position: Position


class ObservationMemory(Memory, kw_only=True, omit_defaults=True):
    """What is remembered of an observation: its event as mended, and the envelope."""

    seen: ObservationRecorded
    event: str
    actor: str
    side: str
    basis: str
    occurred_at: datetime
    recorded_at: datetime
    recorded_position: int
    corrections: list[ObservationChange] = msgspec.field(default_factory=list)

    @classmethod
    def of(cls, seen: ObservationRecorded, recorded: Recorded) -> ObservationMemory:
        """The memory of a new observation."""
        return cls(
            position=recorded.position,
            effective=recorded.occurred_at,
            seen=seen,
            event=recorded.id,
            actor=recorded.actor,
            side=recorded.side,
            basis=recorded.basis,
            occurred_at=recorded.occurred_at,
            recorded_at=recorded.recorded_at,
            recorded_position=recorded.position,
        )

    def correct(self, mended: ObservationRecorded, correction: RecordCorrected, recorded: Recorded) -> None:
        """Read otherwise from here."""
        self.seen = mended
        self.corrections.append(
            ObservationChange(
                field=correction.field,
                former=correction.former,
                to=correction.to,
                reason=correction.reason,
                by=recorded.actor,
                at=recorded.occurred_at,
                position=recorded.position,
            )
        )


def values_of(memory: ObservationMemory) -> tuple[Any, ...]:
    """The row's values, in the order of COLUMNS."""
    seen = memory.seen
    item = ObservationItem(
        observation=seen.observation,
        metric=seen.metric,
        value=seen.value,
        unit=seen.unit,
        window=seen.window,
        source=seen.source,
        external_id=seen.external_id,
        note=seen.note,
        corrections=memory.corrections,
        actor=memory.actor,
        side=memory.side,
        basis=memory.basis,
        occurred_at=memory.occurred_at,
        recorded_at=memory.recorded_at,
        event=memory.event,
        recorded_position=memory.recorded_position,
        position=memory.position,
    )
    return (
        seen.observation,
        seen.metric,
        seen.source,
        seen.window.begins,
        seen.window.ends,
        seen.value,
        bool(memory.corrections),
        memory.recorded_position,
        memory.position,
        memory.effective,
        _encode(item).decode(),
    )
