"""The run chart of a metric: what was observed over time, drawn with few points that still show every extreme."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from projections.facts import Mention, Position

MOST_POINTS: Final = 400


class Seen(NamedTuple):
    """One observation, in the order of time: the end of its window, its place in the ledger, and the number."""

    ends: datetime
    position: int
    begins: datetime
    value: float
    observation: str
    event: str


class ChartPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A number at the end of its window; `corrected` says that it was first recorded otherwise."""

    at: datetime
    begins: datetime
    value: float
    observation: str
    corrected: bool
    position: Position


class ChartLine(msgspec.Struct, frozen=True, kw_only=True):
    """A baseline or target as it held from a time on; `by` is the day on which a target should be reached."""

    what: Annotated[str, Meta(examples=["baseline", "target"])]
    value: float
    since: datetime
    by: date | None = None
    position: Position


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened elsewhere and concerns the metric: an experiment, a definition, a decision, a signal."""

    at: datetime
    type: str
    subject: str
    position: Position


class RunChart(msgspec.Struct, kw_only=True):
    """A metric over time, in its unit.

    Of many observations, `points` holds the lowest and the highest of each stretch of time, the first and the last:
    `observations` counts them all, `thinned` says that some were left out.
    """

    unit: str = ""
    observations: int = 0
    thinned: bool = False
    points: list[ChartPoint] = msgspec.field(default_factory=list)
    lines: list[ChartLine] = msgspec.field(default_factory=list)
    markers: list[Marker] = msgspec.field(default_factory=list)


def thinned(seen: Sequence[Seen], most: int = MOST_POINTS) -> list[Seen]:
    """At most so many of these observations, given in the order of time: extremes of equal parts, first and last."""
    if len(seen) <= most:
        return list(seen)
    parts = max(1, (most - 2) // 2)
    kept = {0, len(seen) - 1}
    for part in range(parts):
        places = range(part * len(seen) // parts, (part + 1) * len(seen) // parts)
        kept.add(min(places, key=lambda place: seen[place].value))
        kept.add(max(places, key=lambda place: seen[place].value))
    return [seen[place] for place in sorted(kept)]


def points_of(seen: Sequence[Seen], corrected: Collection[str]) -> list[ChartPoint]:
    """The points of a chart."""
    return [
        ChartPoint(
            at=each.ends,
            begins=each.begins,
            value=each.value,
            observation=each.observation,
            corrected=each.event in corrected,
            position=each.position,
        )
        for each in thinned(sorted(seen))
    ]


def markers_of(mentions: Sequence[Mention]) -> list[Marker]:
    """What happened elsewhere, as marks in the chart."""
    return [
        Marker(
            at=mention.fact.occurred_at,
            type=mention.fact.type,
            subject=mention.subject,
            position=mention.fact.position,
        )
        for mention in mentions
    ]
