"""What the view of a metric consists of."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from domain.metrics.terms import Capture, Direction, MetricKind, ObservationPin, Window
from projections.facts import Fact, Viewed


class MetricDefinitionView(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of what is measured; a redefinition says why."""

    revision: int
    unit: str
    direction: Direction
    kind: MetricKind
    capture: Capture
    visible_to_teams: bool
    definition: str | None
    reason: str | None
    fact: Fact


class MetricNameView(msgspec.Struct, frozen=True, kw_only=True):
    """A name that the metric had, and the event that gave it another one."""

    name: str
    fact: Fact


class BaselineView(msgspec.Struct, frozen=True, kw_only=True):
    """Where it stood before anything was changed."""

    value: float
    unit: str
    observation: ObservationPin | None
    note: str | None
    fact: Fact


class TargetView(msgspec.Struct, kw_only=True):
    """Where it should get to; `reached` is the event that followed when an observation was there."""

    target: float
    unit: str
    by: date | None
    former: float | None
    baseline: float | None
    reason: str | None
    fact: Fact
    reached: Fact | None = None
    reached_with: float | None = None
    reached_by: str | None = None


class ObservationView(msgspec.Struct, frozen=True, kw_only=True):
    """A number for a window of time, and the source that delivered it under its own `external_id`."""

    observation: str
    value: float
    unit: str
    window: Window
    source: str
    external_id: str
    note: str | None
    fact: Fact


class MetricView(Viewed, kw_only=True):
    """A metric: what is measured, where it stood, where it should get to, and what was observed lately.

    `latest` is the observation whose window ended last, `recent` are those recorded last, by the end of their windows.
    All of them are in the list of the metric's observations and in its run chart. What names the metric elsewhere
    (experiments, definitions, key results) stands in `mentions`.
    """

    metric: str
    name: str = ""
    state: Literal["recorded", "retired"] = "recorded"
    revision: int = 0
    unit: str = ""
    direction: Direction = "hold"
    kind: MetricKind = "process"
    capture: Capture | None = None
    visible_to_teams: bool = False
    definition: str | None = None
    defined: Fact | None = None
    retired: Fact | None = None
    retired_because: str | None = None
    baseline: BaselineView | None = None
    target: TargetView | None = None
    latest: ObservationView | None = None
    recent: list[ObservationView] = msgspec.field(default_factory=list)
    definitions: list[MetricDefinitionView] = msgspec.field(default_factory=list)
    former_names: list[MetricNameView] = msgspec.field(default_factory=list)
    baselines: list[BaselineView] = msgspec.field(default_factory=list)
    targets: list[TargetView] = msgspec.field(default_factory=list)
