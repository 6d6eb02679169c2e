"""One batch: the next events of a workspace, the rows that they change and the checkpoint, in one transaction."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import asyncpg

from database.queries import load
from domain.upcasting import kind_now
from eventstore.codec import decode_as
from eventstore.errors import UnknownEventType
from eventstore.faults import AnyConnection
from eventstore.workspaces import Workspace
from projections.kept_rows import KeptRows
from projections.projector import Group

QUERIES = load(__file__)
AT_A_STRETCH = 250  # events folded before others in the process have a turn


class Fenced(Exception):  # noqa: N818 - the name of what happened, not of a fault
    """Another worker has taken the lease over and written since."""


class StandsStill(Exception):  # noqa: N818 - as above
    """This worker has found an event that it cannot read; it tries again when told to."""


class Read(NamedTuple):
    """How far a batch came, and how many events it read."""

    position: int
    events: int


class Building:
    """The rows of all projections of a group, while events change them."""

    def __init__(self, group: Group, workspace: Workspace, generation: int, *, fresh: bool = False) -> None:
        self.workspace = workspace
        self.kept = [KeptRows(projector, workspace, generation, fresh=fresh) for projector in group.projectors]
        self._concerned: dict[str, list[KeptRows[Any]]] = {}

    async def take(self, connection: AnyConnection, rows: list[asyncpg.Record]) -> None:
        """Let events, given as the ledger has them, change rows, and write those."""
        await self.fold(connection, rows)
        for kept in self.kept:
            await kept.write(connection)

    async def fold(self, connection: AnyConnection, rows: list[asyncpg.Record]) -> None:
        """Let events change rows; nothing is written but former versions, once there are many."""
        for start in range(0, len(rows), AT_A_STRETCH):
            events = [
                (concerned, decode_as(row["type"], row["entry"]))
                for row in rows[start : start + AT_A_STRETCH]
                if (concerned := self._of(row["type"]))
            ]
            for kept in self.kept:
                if kept.looks_up:
                    await kept.load(connection, [recorded for concerned, recorded in events if kept in concerned])
            for concerned, recorded in events:
                for kept in concerned:
                    kept.take(recorded)
            for kept in self.kept:
                if kept.many_former:
                    await kept.write_former(connection)
            await asyncio.sleep(0)

    async def write_former(self, connection: AnyConnection) -> None:
        """Write the former versions of all projections."""
        for kept in self.kept:
            await kept.write_former(connection)

    async def evict(self, connection: AnyConnection, keep: int) -> None:
        """Write all rows of each projection but the `keep` latest used ones, in a transaction of its own."""
        for kept in self.kept:
            if kept.more_than(keep):
                async with connection.transaction():
                    await kept.write_rows(connection, keep=keep)

    def _of(self, topic: str) -> list[KeptRows[Any]]:
        """Which rows an event type may change; raises UnknownEventType for one that no catalogue has."""
        concerned = self._concerned.get(topic)
        if concerned is None:
            kind = kind_now(topic)
            if kind is None:
                raise UnknownEventType(topic)
            concerned = [kept for kept in self.kept if kind in kept.projector.folds]
            self._concerned[topic] = concerned
        return concerned


async def lock_live(connection: AnyConnection, group: Group, workspace_id: int) -> asyncpg.Record:
    """Lock the checkpoint of the live rows, which begins at 0."""
    while True:
        row = await connection.fetchrow(QUERIES.lock_live, workspace_id, group.name)
        if row is not None:
            return row
        await connection.execute(QUERIES.begin_live, workspace_id, group.name)


async def advance(
    connection: AnyConnection,
    group: Group,
    workspace: Workspace,
    *,
    limit: int,
    fence: int | None = None,
    unless_failed_by: str | None = None,
) -> Read:
    """Read at most `limit` events into the live rows, exactly once. Opens its own transaction.

    `fence` None is for callers without a lease: the checkpoint's lock alone keeps them apart.
    """
    workspace_id = workspace.workspace_id
    async with connection.transaction():
        row = await lock_live(connection, group, workspace_id)
        if fence is not None and row["fence"] > fence:
            raise Fenced(f"{workspace.slug} is led under lease {row['fence']}, not {fence}")
        if row["error"] is not None and row["failed_by"] == unless_failed_by:
            raise StandsStill(row["error"])
        unread = await connection.fetch(QUERIES.unread, workspace_id, row["position"], limit)
        if not unread:
            return Read(row["position"], 0)
        await Building(group, workspace, row["generation"]).take(connection, unread)
        position = unread[-1]["position"]
        await connection.execute(QUERIES.advance, workspace_id, group.name, row["generation"], position, fence or 0)
    return Read(position, len(unread))
