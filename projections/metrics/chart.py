"""The run chart of a metric: its numbers over time, drawn with few points that still show every extreme."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.decisions.terms import DecisionKind
from domain.katas.terms import TargetOutcome
from domain.metrics.terms import Direction
from eventstore.faults import AnyConnection
from projections.choosing import chosen
from projections.facts import Position
from projections.paging import ALWAYS, EVERYTHING

QUERIES = load(__file__)
FEWEST, MOST, USUAL = 4, 2000, 500
FOUR: Final = 4  # points of a stretch of time: first, last, lowest, highest


class ChartPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A number at the end of its window; `corrected` says that it was first recorded otherwise."""

    at: datetime
    begins: datetime
    value: float
    observation: str
    corrected: bool
    position: Position


class ChartLine(msgspec.Struct, frozen=True, kw_only=True):
    """A baseline or target as it held from a time on, up to another one; `by` is the day on which it was to be reached.

    `reached_at` is when the first number was there.
    """

    what: Literal["baseline", "target"]
    value: float
    since: datetime
    until: datetime | None
    by: date | None
    reached_at: datetime | None
    position: Position


class ChartCondition(msgspec.Struct, frozen=True, kw_only=True):
    """What a kata's target condition aims at with this metric, as its outcome or as the process behind it.

    `ended_as` says what the team closed it as.
    """

    kata: str
    target_condition: str
    aims_at: Literal["outcome", "process"]
    target: float
    set_at: datetime
    achieve_by: date
    ended_at: datetime | None
    ended_as: TargetOutcome | None
    position: Position


class ChartExperiment(msgspec.Struct, frozen=True, kw_only=True):
    """An experiment that predicts this metric: what was expected, and what was measured.

    `late` marks a prediction that was written down when data for its time existed already.
    """

    kata: str
    experiment: str
    step: str
    expected: float | None
    tolerance: float
    planned_at: datetime
    started_at: datetime | None
    check_on: date
    result_at: datetime | None
    measured: float | None
    late: bool
    abandoned: bool
    position: Position


class ChartDecision(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement on an opportunity that somebody works on with this metric; `ended_at` is when it no longer held."""

    decision: str
    kind: DecisionKind
    scope: str
    opportunities: tuple[str, ...]
    agreed_at: datetime
    ended_at: datetime | None
    position: Position


class ChartMark(msgspec.Struct, frozen=True, kw_only=True):
    """Something else that concerns the metric: a definition, a signal, a key result, by the type of its event."""

    at: datetime
    type: str
    subject: str
    position: Position


class RunChart(msgspec.Struct, kw_only=True):
    """A metric over time, in its unit.

    `observations` counts the numbers behind `points`, and `thinned` says that some are left out: then each of equal
    stretches of time shows its first and last, its lowest and highest. `position` is how far the points have been read;
    everything else is as recorded by now, or by the time asked for.
    """

    metric: str
    name: str
    unit: str
    direction: Direction
    position: Position
    observations: Annotated[int, Meta(ge=0)]
    thinned: bool
    points: Annotated[tuple[ChartPoint, ...], Meta(max_length=MOST)]
    lines: tuple[ChartLine, ...]
    target_conditions: tuple[ChartCondition, ...]
    experiments: tuple[ChartExperiment, ...]
    decisions: tuple[ChartDecision, ...]
    marks: tuple[ChartMark, ...]


class ChartQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which numbers of a metric, with how many points at most: at least four are shown where there are as many."""

    metric: str
    points: Annotated[int, Meta(ge=FEWEST, le=MOST)] = USUAL
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    known_at: int | None = None


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """The points, how many observations stand behind them, and the position up to which they were read."""

    points: tuple[ChartPoint, ...]
    observations: int
    position: int


async def points_of(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: ChartQuery) -> Points:
    """Read the points of a chart."""
    words = frozenset(name for name in ("since", "until") if getattr(query, name) is not None)
    asked = (workspace_id, query.metric, query.points, query.since, query.until)
    if query.as_of is None and query.known_at is None:
        rows = await connection.fetch(chosen(QUERIES.chart, words), *asked)
    else:
        known_at = EVERYTHING if query.known_at is None else query.known_at
        statement = chosen(QUERIES.chart_of_the_past, words)
        rows = await connection.fetch(statement, *asked, query.as_of or ALWAYS, known_at)
    position = rows[0]["position"] if rows else 0
    return Points(
        points=tuple(
            ChartPoint(
                at=row["window_ends"],
                begins=row["window_begins"],
                value=row["value"],
                observation=row["observation"],
                corrected=row["corrected"],
                position=row["recorded_position"],
            )
            for row in rows
            if row["observation"] is not None
        ),
        observations=rows[0]["observations"] if rows else 0,
        position=position if query.known_at is None else min(position, query.known_at),
    )
