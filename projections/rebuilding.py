"""Build a projection's rows anew beside those that readers see, then take over at the head."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager

import asyncpg

from database.queries import load
from eventstore.faults import AnyConnection
from eventstore.workspaces import Workspace
from projections.batches import Building, lock_live
from projections.projector import Group

QUERIES = load(__file__)
PAGE = 5000
AT_HAND = 40_000  # rows of a projection kept in memory between pages
WRITTEN_AT_ONCE = 5000
DROPPED_AT_ONCE = 20_000
REBUILD_LOCKS = 0x4163_0003
Progress = Callable[[str, int, int], None]


class AlreadyRebuilding(Exception):  # noqa: N818 - the name of the answer, not of a fault
    """Another process is building this projection anew."""


async def rebuild_workspace(
    pool: asyncpg.Pool, group: Group, workspace: Workspace, *, progress: Progress | None = None, page: int = PAGE
) -> None:
    """Rebuild one workspace's rows; `progress` is told its slug, the position reached and the head.

    Memory stays the same however long the ledger is: rows leave it a while after their last use. A rebuild that is cut
    off leaves the live rows as they are; the next one sweeps up and begins again.
    """
    workspace_id = workspace.workspace_id
    async with pool.acquire() as connection, pool.acquire() as beside, pool.acquire() as ahead:
        lock = (REBUILD_LOCKS, workspace_id % 2**31)
        if not await connection.fetchval(QUERIES.try_lock, *lock):
            raise AlreadyRebuilding(f"{group.name} of {workspace.slug} is being rebuilt already")
        try:
            await _drop_dead((connection, beside, ahead), group, workspace_id)
            await connection.execute(QUERIES.begin_live, workspace_id, group.name)
            generation = await connection.fetchval(QUERIES.begin_building, workspace_id, group.name)
            building = Building(group, workspace, generation, fresh=True)
            pages = _pages(ahead, workspace_id, page)
            with _rare_collections():
                position = await _read(connection, beside, building, pages, progress)
                await _flush(connection, building)
            await _take_over(connection, group, workspace, generation, position)
            await _drop_dead((connection, beside, ahead), group, workspace_id)
        finally:
            if not connection.is_closed():
                await connection.execute(QUERIES.unlock, *lock)


async def _pages(connection: AnyConnection, workspace_id: int, page: int) -> AsyncGenerator[list[asyncpg.Record]]:
    """The whole ledger; the next page is being read while one is at hand."""
    rows = await connection.fetch(QUERIES.unread, workspace_id, 0, page)
    while rows:
        more = len(rows) == page
        position = rows[-1]["position"]
        if not more:
            yield rows
            return
        reading = asyncio.create_task(connection.fetch(QUERIES.unread, workspace_id, position, page))
        try:
            yield rows
            rows = await reading
        finally:
            reading.cancel()


async def _read(
    connection: AnyConnection,
    beside: AnyConnection,
    building: Building,
    pages: AsyncGenerator[list[asyncpg.Record]],
    progress: Progress | None,
) -> int:
    """Take the pages in; while one is folded the former versions of the page before are being written."""
    workspace = building.workspace
    position = 0
    writing: asyncio.Task[None] | None = None
    try:
        async with aclosing(pages):
            async for rows in pages:
                await building.fold(connection, rows)
                position = rows[-1]["position"]
                if writing is not None:
                    await writing
                writing = asyncio.create_task(building.write_former(beside))
                await building.evict(connection, AT_HAND)
                if progress is not None:
                    head = await connection.fetchval(QUERIES.head, workspace.workspace_id)
                    progress(workspace.slug, position, head)
        if writing is not None:
            await writing
    finally:
        if writing is not None:
            writing.cancel()
    return position


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage cycles rarely: the rows at hand are many, live long and have none (a quarter of the time)."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


async def _flush(connection: AnyConnection, building: Building) -> None:
    """Write what is still in memory, in transactions of a bounded length."""
    await building.write_former(connection)
    for keep in (*range(AT_HAND, 0, -WRITTEN_AT_ONCE), 0):
        await building.evict(connection, keep)


async def _take_over(
    connection: AnyConnection, group: Group, workspace: Workspace, generation: int, position: int
) -> None:
    """Read what came since, and make the new rows the live ones, in one transaction: readers see either or."""
    workspace_id = workspace.workspace_id
    async with connection.transaction():
        live = await lock_live(connection, group, workspace_id)
        while rows := await connection.fetch(QUERIES.unread, workspace_id, position, PAGE):
            await Building(group, workspace, generation).take(connection, rows)
            position = rows[-1]["position"]
        await connection.execute(QUERIES.retire, workspace_id, group.name)
        await connection.execute(QUERIES.take_over, workspace_id, group.name, generation, position, live["fence"])


async def _drop_dead(connections: Sequence[AnyConnection], group: Group, workspace_id: int) -> None:
    """Remove the rows of generations that nobody reads, a few thousand at a time, on each connection at once."""
    first = connections[0]
    for row in await first.fetch(QUERIES.generations, workspace_id, group.name):
        if row["live"]:
            continue
        tables = [projector.table for projector in group.projectors]
        statements = [each for table in tables for each in (table.drop_versions, table.drop) if each is not None]
        waiting = iter(statements)

        async def drop(connection: AnyConnection, generation: int = row["generation"]) -> None:
            for statement in waiting:  # noqa: B023 - shared by the connections of this generation
                while await connection.fetchval(statement, workspace_id, generation, DROPPED_AT_ONCE):
                    pass

        async with asyncio.TaskGroup() as dropping:
            for connection in connections:
                dropping.create_task(drop(connection))
        await first.execute(QUERIES.forget_generation, workspace_id, group.name, row["generation"])
