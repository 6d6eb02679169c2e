"""How projections are doing: for people (status) and for probes (health)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from database.queries import load
from projections.projector import Group

QUERIES = load(__file__)
MOST_FAILURES = 100
RECENT_SECONDS = 600


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Where a projection stands still, before which event, and why."""

    workspace: str
    position: int
    error: str
    failed_at: datetime


class GroupStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One group over all workspaces; `head` and `position` are sums, so their difference is what is left to read."""

    projection: str
    workspaces: int
    behind: int
    head: int
    position: int
    failed: int
    failures: tuple[Failure, ...]

    @property
    def lag(self) -> int:
        """Events left to read."""
        return self.head - self.position


async def status(pool: asyncpg.Pool, groups: tuple[Group, ...]) -> list[GroupStatus]:
    """Look at every workspace: for people who ask, not for probes."""
    names = [group.name for group in groups]
    failures: dict[str, list[Failure]] = {name: [] for name in names}
    for row in await pool.fetch(QUERIES.failures, MOST_FAILURES):
        failures.setdefault(row["projection"], []).append(
            Failure(
                workspace=row["slug"], position=row["error_position"], error=row["error"], failed_at=row["failed_at"]
            )
        )
    found = {row["projection"]: row for row in await pool.fetch(QUERIES.status, names)}
    return [
        GroupStatus(
            projection=name,
            failures=tuple(failures[name]),
            **{
                field: found[name][field] if name in found else 0
                for field in ("workspaces", "behind", "head", "position", "failed")
            },
        )
        for name in names
    ]


async def health(pool: asyncpg.Pool, groups: tuple[Group, ...]) -> dict[str, Any]:
    """By group: workspaces with recent events left to read, since how many seconds, and how many stand still."""
    return {
        row["projection"]: {"behind": row["behind"], "seconds": row["seconds"] or 0.0, "failed": row["failed"]}
        for row in await pool.fetch(QUERIES.health, [group.name for group in groups], RECENT_SECONDS)
    }
