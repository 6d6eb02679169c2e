"""Which files were imported into a workspace, and how far each one came."""

from __future__ import annotations

from datetime import UTC, datetime

import asyncpg
import msgspec

from database.queries import load
from eventstore.faults import reaching
from eventstore.store import Store
from eventstore.workspaces import Workspace

QUERIES = load(__file__)
LATEST = (datetime.max.replace(tzinfo=UTC), b"")


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """An import; `finished_at` is None while it goes on and where it was cut off."""

    sha256: bytes
    importer: str
    last_line: int
    recorded: int
    repeated: int
    refused: int
    started_at: datetime
    finished_at: datetime | None


async def runs(
    store: Store, workspace: Workspace, *, before: tuple[datetime, bytes] = LATEST, limit: int = 100
) -> list[Run]:
    """Return one page of a workspace's imports, the latest first; `before` is the last one of the page before."""
    with reaching():
        rows = await store.pool.fetch(QUERIES.runs, workspace.workspace_id, *before, limit)
    return [_run(row) for row in rows]


async def run_of(store: Store, workspace: Workspace, sha256: bytes) -> Run | None:
    """Find an import by the hash of its file."""
    with reaching():
        row = await store.pool.fetchrow(QUERIES.run, workspace.workspace_id, sha256)
    return _run(row) if row else None


def _run(row: asyncpg.Record) -> Run:
    return Run(**row)
