"""Facts about metrics and what was observed of them. Numbers are decimals in the metric's unit."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from domain.fields import Line, Revision, Text
from domain.ids import ObservationId
from domain.kernel import Event, Tag, event
from domain.metrics.terms import (
    Capture,
    Direction,
    ExternalId,
    MetricKey,
    MetricKind,
    ObservationPin,
    Quantity,
    SourceKey,
    Unit,
    Window,
)
from domain.partnership.correctable import correctable

Subject = Annotated[MetricKey, Tag("metric")]


@event("metric-defined")
class MetricDefined(Event):
    """People know from here what is measured, in which unit, which way is better, and how the numbers come in."""

    metric: Subject
    revision: Revision
    name: Line
    unit: Unit
    direction: Direction
    kind: MetricKind
    capture: Capture
    visible_to_teams: bool
    definition: Text | None = None


@event("metric-renamed")
class MetricRenamed(Event):
    """People call it otherwise; its key stays."""

    metric: Subject
    name: Line
    former: Line


@event("metric-redefined")
class MetricRedefined(Event):
    """It measures something else, or otherwise, from here; the whole definition, in place of the one before."""

    metric: Subject
    revision: Revision
    unit: Unit
    direction: Direction
    kind: MetricKind
    capture: Capture
    visible_to_teams: bool
    reason: Text
    definition: Text | None = None


@event("metric-retired")
class MetricRetired(Event):
    """Nobody records it any more; what was observed stays."""

    metric: Subject
    reason: Text


@correctable("value", "window", "note")
@event("observation-recorded")
class ObservationRecorded(Event):
    """A number for a window of time, from a source that knows it by its `external_id`.

    `place` is `<metric>/<source>/<external_id>` and belongs to one observation only. `newest_of` repeats the metric
    where no earlier observation's window ended later, so that the newest one is found among 100 000 at once. The
    numbers of a metric are tagged `series:<metric>` and not `metric:<metric>`, whose trail stays short.
    """

    observation: Annotated[ObservationId, Tag("observation")]
    metric: Annotated[MetricKey, Tag("series")]
    value: Quantity
    unit: Unit
    window: Window
    source: SourceKey
    external_id: ExternalId
    place: Annotated[str, Tag("observation-of")]
    newest_of: Annotated[MetricKey | None, Tag("newest-of")] = None
    note: Text | None = None


@event("baseline-set")
class BaselineSet(Event):
    """Where the metric stood before anything was changed; `former` is the baseline until then."""

    metric: Subject
    value: Quantity
    unit: Unit
    former: Quantity | None = None
    observation: ObservationPin | None = None
    note: Text | None = None


@event("target-set")
class TargetSet(Event):
    """Where the metric should get to, best until a day; `baseline` is the one that it was held against."""

    metric: Subject
    target: Quantity
    unit: Unit
    by: date | None = None
    baseline: Quantity | None = None
    note: Text | None = None


@event("target-changed")
class TargetChanged(Event):
    """The metric should get elsewhere, or until another day."""

    metric: Subject
    former: Quantity = msgspec.field(name="from")
    to: Quantity
    unit: Unit
    reason: Text
    by: date | None = None
    baseline: Quantity | None = None


@event("target-reached")
class TargetReached(Event):
    """The newest observation is at the target or beyond: follows by itself when it is recorded, once a target."""

    metric: Subject
    target: Quantity
    unit: Unit
    measured: Quantity
    observation: Annotated[ObservationId, Tag("observation")]
