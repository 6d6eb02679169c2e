"""Everything that a person did or typed for somebody else, straight from the ledger's index by actor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from eventstore.codec import decode
from projections.facts import EventRef, Fact, Position, fact_of
from projections.paging import Page
from projections.reporting.asking import QUERIES, ReportQuery

_encode = msgspec.json.Encoder().encode


class ActItem(msgspec.Struct, kw_only=True, frozen=True):
    """One event: what it says, about what, whose act it was, who typed it, and when by both clocks."""

    type: str
    at: datetime
    recorded_at: datetime
    about: tuple[str, ...]
    data: dict[str, Any]
    fact: Fact
    rests_on: list[EventRef]
    position: Position


async def list_acts(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
    """What the person of the query did, in the order of the ledger."""
    after = query.after[0] if query.after else 0
    values = [query.since, query.until, query.by_recording, query.side, query.opportunity]
    rows = await pool.fetch(QUERIES.acts, workspace_id, query.person, query.limit + 1, after, *values)
    items = []
    for row in rows[: query.limit]:
        recorded = decode(row["entry"])
        fact = fact_of(recorded)
        item = ActItem(
            type=fact.type,
            at=recorded.occurred_at,
            recorded_at=recorded.recorded_at,
            about=recorded.tags,
            data=msgspec.to_builtins(recorded.event),
            fact=fact,
            rests_on=[fact.ref],
            position=recorded.position,
        )
        items.append(_encode(item).decode())
    return Page(
        items=items,
        next_key=(rows[query.limit - 1]["position"],) if len(rows) > query.limit else None,
        position=await pool.fetchval(QUERIES.position, workspace_id) or 0,
    )
