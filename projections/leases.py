"""Which shares of the workspaces this worker leads.

A lease is a session lock of PostgreSQL: it costs no writes while nothing happens, and ends with its session. Taking one
raises the shard's fence; a batch under an older fence than the checkpoint's is refused, so a worker that lost its
session without noticing writes nothing over its successor.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from database.queries import load
from eventstore.faults import LOST, AnyConnection

QUERIES = load(__file__)
SHARDS = 64
SHARD_LOCKS, PRESENCE_LOCKS, TURN_LOCKS = 0x4163_0001, 0x4163_0002, 0x4163_0004


def shard_of(workspace_id: int) -> int:
    """The share that a workspace belongs to; numbers are given in turn, so shares are even."""
    return workspace_id % SHARDS


class Leases:
    """The shards held, each with its fence."""

    def __init__(self, connection: AnyConnection, worker: str) -> None:
        self.connection = connection
        self.worker = worker
        self.fences: dict[int, int] = {}

    def fence(self, workspace_id: int) -> int | None:
        """The fence under which a workspace is led; None where another worker leads it."""
        return self.fences.get(shard_of(workspace_id))

    async def balance(self) -> list[int]:
        """Take or give back shards so that the workers present have about equal shares; answer those newly taken."""
        workers = max(1, await self.connection.fetchval(QUERIES.workers, PRESENCE_LOCKS))
        share = -(-SHARDS // workers)
        if len(self.fences) > share:
            extra = sorted(self.fences)[share:]
            for shard in extra:
                del self.fences[shard]
            await self.connection.fetch(QUERIES.release_shards, SHARD_LOCKS, extra)
        if len(self.fences) == share:
            return []
        wanted = share - len(self.fences)
        taken = [row["shard"] for row in await self.connection.fetch(QUERIES.take_shards, SHARD_LOCKS, wanted)]
        if taken:
            fenced = await self.connection.fetch(QUERIES.fence_shards, taken, self.worker)
            self.fences |= {row["shard"]: row["fence"] for row in fenced}
        return taken


@asynccontextmanager
async def leading(pool: asyncpg.Pool, worker: str) -> AsyncIterator[Leases]:
    """Be present as a worker, on a session of its own; every lease is given back at the end."""
    async with pool.acquire() as connection:
        leases = Leases(connection, worker)
        await connection.execute(QUERIES.be_present, PRESENCE_LOCKS)
        try:
            yield leases
        finally:
            leases.fences.clear()
            try:
                await connection.execute(QUERIES.release_all)
            except LOST:
                connection.terminate()


@asynccontextmanager
async def having_the_turn(pool: asyncpg.Pool, number: int) -> AsyncIterator[bool]:
    """Do alone, of all workers, what `number` stands for; False while another one has the turn."""
    async with pool.acquire() as connection:
        if not await connection.fetchval(QUERIES.try_lock, TURN_LOCKS, number):
            yield False
            return
        try:
            yield True
        finally:
            try:
                await connection.execute(QUERIES.unlock, TURN_LOCKS, number)
            except LOST:  # the session, and the lock with it, is gone
                connection.terminate()
