"""What was observed of one metric, in the order of time: a list by pages, now or as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from eventstore.faults import AnyConnection
from projections.choosing import chosen
from projections.paging import ALWAYS, EVERYTHING, LARGEST, Key, Page, key_moment, moment_key

QUERIES = load(__file__)


class ObservationsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which observations of a metric: those whose windows end from `since` to `until`, both included, of a source.

    With `as_of` (claimed time) or `known_at` (position) each as it read then; see projections/projector.py.
    """

    metric: str
    since: datetime | None = None
    until: datetime | None = None
    source: str | None = None
    descending: bool = False
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None
    as_of: datetime | None = None
    known_at: int | None = None

    @property
    def past(self) -> bool:
        """Whether it asks for another time than now."""
        return self.as_of is not None or self.known_at is not None


def words(query: ObservationsQuery) -> frozenset[str]:
    """What the statement must have for this query (see choosing.py)."""
    direction = "down" if query.descending else "up"
    given = {direction} | {name for name in ("since", "until", "source") if getattr(query, name) is not None}
    if query.after is not None:
        given.add(f"after_{direction}")
    if query.past:
        given.add("past")
    return frozenset(given)


def parameters(query: ObservationsQuery, workspace_id: int) -> list[Any]:
    """The statement's parameters; one row more than asked for tells whether there is another page."""
    ends, position = query.after or (None, None)
    return [
        workspace_id,
        query.metric,
        query.limit + 1,
        None if ends is None else key_moment(ends),
        position,
        query.since,
        query.until,
        query.source,
        query.as_of or ALWAYS,
        EVERYTHING if query.known_at is None else query.known_at,
    ]


async def list_observations(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: ObservationsQuery
) -> Page:
    """List the observations of a metric."""
    rows = await connection.fetch(chosen(QUERIES.page, words(query)), *parameters(query, workspace_id))
    position = rows[0]["position"] if rows else 0
    shown = [row for row in rows[: query.limit] if row["item"] is not None]
    more = bool(shown) and len(rows) > query.limit
    return Page(
        items=[row["item"] for row in shown],
        next_key=(moment_key(shown[-1]["window_ends"]), shown[-1]["recorded_position"]) if more else None,
        position=position if query.known_at is None else min(position, query.known_at),
    )
