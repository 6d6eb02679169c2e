"""The nouns of measuring: what a metric is, how it is captured, and what was observed when."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Key, Line, Moment, Text
from domain.ids import ActorId, ObservationId

MetricKind = Literal["delivery", "quality", "customer_adoption", "flow", "business", "wellbeing", "process"]
Direction = Literal["up", "down", "hold"]
CaptureMethod = Literal["automatic", "manual", "survey"]
Unit = Annotated[Line, Meta(examples=["hour"], description="the unit of every number of the metric")]
MetricKey = Annotated[Key, Meta(examples=["lead_time_for_change"])]
Quantity = Annotated[float, Meta(ge=-1e15, le=1e15, description="a decimal in the metric's unit")]
SourceKey = Annotated[Key, Meta(examples=["pipeline"], description="what delivers the numbers")]
ExternalId = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=80,
        pattern="^[^\\u0000-\\u0020\\u007f]+$(?!\\n)",
        examples=["2026w09"],
        description="the source's own id of the observation, unique per metric and source",
    ),
]
Position = Annotated[int, Meta(ge=0, description="place in the ledger")]


class Capture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How the numbers come in: by which method, how often, from where, and who looks after it."""

    method: CaptureMethod
    cadence: Line
    source: Line | None = None
    owner: ActorId | None = None


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The time that a number speaks about; both ends are equal for a point in time."""

    begins: Moment
    ends: Moment


class ObservationPin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An observation as it read at a place in the ledger; `position` and `value` are filled in from there (rule G7)."""

    metric: MetricKey
    observation: ObservationId
    position: Position | None = None
    value: Quantity | None = None


class MetricWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a metric measures; a redefinition replaces all of it."""

    unit: Unit
    direction: Direction
    kind: MetricKind
    capture: Capture
    visible_to_teams: bool
    definition: Text | None


def better(direction: Direction, value: float, than: float) -> bool:
    """Whether a value is better than another one; where a value is to be held none is."""
    match direction:
        case "up":
            return value > than
        case "down":
            return value < than
        case "hold":
            return False


def meets(direction: Direction, value: float, target: float) -> bool:
    """Whether a value is at its target or beyond it; a value to be held meets only the target itself."""
    return value == target or better(direction, value, target)
