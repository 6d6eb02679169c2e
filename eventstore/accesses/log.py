"""The access log: written before an answer goes out, so that nothing is read unrecorded; kept for a while."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from database.queries import load
from eventstore.faults import reaching
from eventstore.workspaces import Workspace

QUERIES = load(__file__)
DAYS = 730


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One reading: whose, with which key, of what, and how many items were handed out."""

    person: str
    credential: str
    operation: str
    path: str
    query: str
    items: int


class KeptAccess(Access, frozen=True, kw_only=True):
    """One reading as it is kept."""

    access_id: UUID
    at: datetime


async def record_access(pool: asyncpg.Pool, workspace: Workspace, access: Access, days: int = DAYS) -> None:
    """Add a reading to the log, and drop a few that are older than so many days."""
    with reaching():
        await pool.execute(
            QUERIES.record_access,
            workspace.workspace_id,
            access.person,
            access.credential,
            access.operation,
            access.path,
            access.query,
            access.items,
            days,
        )


async def accesses(pool: asyncpg.Pool, workspace: Workspace, *, before: UUID | None, limit: int) -> list[KeptAccess]:
    """Read a page of the log, the newest first."""
    with reaching():
        rows = await pool.fetch(QUERIES.accesses, workspace.workspace_id, before, limit)
    return [KeptAccess(**row) for row in rows]
