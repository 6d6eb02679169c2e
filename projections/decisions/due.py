"""Decisions whose time is over, in all workspaces: found by an index of those that will end at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import msgspec

from database.queries import load
from eventstore.faults import reaching

QUERIES = load(__file__)
PAGE = 200
NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that its row says is due. The row may lag: the ledger has the last word."""

    workspace: str
    decision: str
    revision: int
    position: int


async def due_decisions(pool: asyncpg.Pool, now: datetime, page: int = PAGE) -> AsyncIterator[Due]:
    """All that are due by `now`, those first that have been due longest."""
    after: tuple[datetime, int, str] = (NEVER, 0, "")
    while True:
        with reaching():
            rows = await pool.fetch(QUERIES.due, now, *after, page)
        for row in rows:
            yield Due(
                workspace=row["slug"],
                decision=row["decision"],
                revision=row["revision"],
                position=row["from_position"],
            )
        if len(rows) < page:
            return
        last = rows[-1]
        after = (last["due_at"], last["workspace_id"], last["decision"])
