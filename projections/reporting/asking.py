"""What every report can be asked for, and how its lines are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from projections.choosing import asked
from projections.paging import LARGEST, Key

QUERIES = load(__file__)
Clock = Literal["claimed", "recorded"]


class ReportQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines: of whom and what, begun `since` and `until` by one of the two clocks."""

    person: str | None = None
    side: str | None = None
    opportunity: str | None = None
    scope: str | None = None
    since: datetime | None = msgspec.field(default=None, name="from")
    until: datetime | None = msgspec.field(default=None, name="to")
    clock: Clock = "claimed"
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None
    today: date = date.max

    @property
    def by_recording(self) -> bool:
        """Whether times are those of recording."""
        return self.clock == "recorded"

    @property
    def filters(self) -> list[Any]:
        """The filters in the order in which statements number them."""
        return [
            self.person,
            self.side,
            self.opportunity,
            self.scope,
            self.since,
            self.until,
            self.by_recording,
        ]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Memories of a page as JSON texts, where the next one begins, and the position shown."""

    memories: list[str]
    next_key: Key | None
    position: int
    population: int = 0


async def lines_of(
    pool: asyncpg.Pool,
    workspace_id: int,
    kind: str,
    query: ReportQuery,
    *,
    words: Iterable[str] = (),
    marks: Iterable[str] = (),
    seed: str = "",
) -> Found:
    """One page of lines of a kind; `words` are conditions of the statement, `marks` those one of which it must have."""
    weight, began, line = query.after or (None, None, None)
    wanted = list(marks)
    given = frozenset((*words, *(["marked"] if wanted else []), *(["after"] if query.after else [])))
    values = [workspace_id, query.limit + 1, kind, weight, began, *query.filters, wanted, query.today, seed, line]
    statement = asked(QUERIES.page, given)
    rows = await pool.fetch(statement.sql, *statement.values(values))
    shown = [row for row in rows[: query.limit] if row["memory"] is not None]
    last = shown[-1] if len(rows) > query.limit else None
    return Found(
        memories=[row["memory"] for row in shown],
        next_key=None if last is None else (last["weight"], last["began_position"], last["line"]),
        position=rows[0]["position"] if rows else 0,
        population=(rows[0]["population"] or 0) if rows and seed else 0,
    )


async def beside(pool: asyncpg.Pool, workspace_id: int, names: Iterable[str]) -> dict[str, str]:
    """Memories of other lines, by name."""
    wanted = sorted(set(names))
    rows = await pool.fetch(QUERIES.beside, workspace_id, wanted) if wanted else []
    return {row["line"]: row["memory"] for row in rows}
