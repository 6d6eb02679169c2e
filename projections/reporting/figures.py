"""Figures over many lines: how long things take, which side raises and wins what, how fast teams learn."""

from __future__ import annotations

from datetime import datetime

import asyncpg
import msgspec

from projections.facts import Position
from projections.reporting.asking import QUERIES, ReportQuery


class SpanLine(msgspec.Struct, kw_only=True, frozen=True):
    """Seconds from being raised to a step, of the opportunities that came that far; null where none did."""

    step: str
    opportunities: int
    median_seconds: float | None
    p90_seconds: float | None


class FlowTimes(msgspec.Struct, kw_only=True, frozen=True):
    """How long it takes from raised to value agreed, proposed, agreed, started and achieved, as claimed.

    `raised` counts all opportunities asked for. The times of each stand in the report `flow`, with its events.
    """

    raised: int
    spans: tuple[SpanLine, ...]
    position: Position


class SideLine(msgspec.Struct, kw_only=True, frozen=True):
    """A side: what it raised and proposed, how often what it had raised came first, and where it yielded.

    It yielded where what was agreed is another side's revision of its proposal.
    """

    side: str
    raised: int
    proposed: int
    won: int
    yielded: int


class BalanceOfSides(msgspec.Struct, kw_only=True, frozen=True):
    """The sides beside each other."""

    sides: tuple[SideLine, ...]
    position: Position


class LearningLine(msgspec.Struct, kw_only=True, frozen=True):
    """The experiments of a kata. `per_week` is how many were learned from, by the weeks from the first to the last.

    Refuted is as good as confirmed: both are learning.
    """

    kata: str
    planned: int
    learned: int
    abandoned: int
    confirmed: int
    refuted: int
    partly: int
    inconclusive: int
    late: int
    first_at: datetime
    last_at: datetime
    per_week: float


class LearningRate(msgspec.Struct, kw_only=True, frozen=True):
    """How fast teams learn, by kata."""

    katas: tuple[LearningLine, ...]
    position: Position


A_WEEK = 7 * 86_400


async def flow_times(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> FlowTimes:
    """Read how long each step takes."""
    position = await _position(pool, workspace_id)
    rows = await pool.fetch(QUERIES.spans, workspace_id, *query.filters)
    spans = tuple(
        SpanLine(
            step=row["step"],
            opportunities=row["opportunities"],
            median_seconds=row["median_seconds"],
            p90_seconds=row["p90_seconds"],
        )
        for row in rows
    )
    return FlowTimes(raised=rows[0]["raised"] if rows else 0, spans=spans, position=position)


async def balance_of_sides(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> BalanceOfSides:
    """Read what each side raised, proposed and won."""
    position = await _position(pool, workspace_id)
    rows = await pool.fetch(QUERIES.balance, workspace_id, *query.filters)
    return BalanceOfSides(sides=tuple(SideLine(**dict(row)) for row in rows), position=position)


async def learning_rate(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> LearningRate:
    """Read how fast teams learn."""
    position = await _position(pool, workspace_id)
    rows = await pool.fetch(QUERIES.learning, workspace_id, *query.filters)
    return LearningRate(katas=tuple(_learning(row) for row in rows), position=position)


def _learning(row: asyncpg.Record) -> LearningLine:
    weeks = max(1.0, (row["last_at"] - row["first_at"]).total_seconds() / A_WEEK)
    return LearningLine(**dict(row), per_week=round(row["learned"] / weeks, 2))


async def _position(pool: asyncpg.Pool, workspace_id: int) -> int:
    return await pool.fetchval(QUERIES.position, workspace_id) or 0
