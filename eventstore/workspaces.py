"""Which workspaces there are. A slug never changes and is never used again."""

from datetime import datetime

import asyncpg
import msgspec

from database.queries import load
from eventstore.faults import AnyConnection

QUERIES = load(__file__)


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """One partnership and its ledger."""

    workspace_id: int
    slug: str
    sides: tuple[str, ...]
    time_zone: str
    created_at: datetime

    @classmethod
    def of(cls, row: asyncpg.Record) -> "Workspace":
        return cls(
            workspace_id=row["workspace_id"],
            slug=row["slug"],
            sides=tuple(row["sides"]),
            time_zone=row["time_zone"],
            created_at=row["created_at"],
        )


async def by_slug(pool: asyncpg.Pool, slug: str) -> Workspace | None:
    """Find a workspace by its slug."""
    row = await pool.fetchrow(QUERIES.workspace_by_slug, slug)
    return Workspace.of(row) if row else None


async def by_id(pool: asyncpg.Pool, workspace_id: int) -> Workspace | None:
    """Find a workspace by its number."""
    row = await pool.fetchrow(QUERIES.workspace_by_id, workspace_id)
    return Workspace.of(row) if row else None


async def page(pool: asyncpg.Pool, *, after: int = 0, limit: int = 100) -> list[Workspace]:
    """Return one page of all workspaces in the order of their numbers."""
    return [Workspace.of(row) for row in await pool.fetch(QUERIES.workspaces_after, after, limit)]


async def insert(connection: AnyConnection, *, slug: str, sides: tuple[str, ...], time_zone: str) -> Workspace | None:
    """Add a workspace and its empty ledger, in the caller's transaction; None where the slug is taken."""
    row = await connection.fetchrow(QUERIES.create_workspace, slug, list(sides), time_zone)
    if row is None:
        return None
    created = Workspace.of(row)
    await connection.execute(QUERIES.create_ledger, created.workspace_id)
    return created
