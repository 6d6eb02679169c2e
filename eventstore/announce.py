"""Hints between processes that a workspace has changed, by NOTIFY on connections of their own.

Never inside an append: NOTIFY takes a database-wide lock and holds it until the commit.
"""

import asyncio
import contextlib
import logging

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from database.queries import load
from eventstore.faults import UNAVAILABLE
from eventstore.hints import Hints

QUERIES = load(__file__)
LOG = logging.getLogger(__name__)
CHANNEL = "accord_ledger"
PAUSE = 0.02
PAYLOAD_LIMIT = 7900
RECONNECT = 1.0


class Announcer:
    """Tells other processes what this one changed: at once when it was quiet, else gathered over PAUSE seconds."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._heads: dict[int, int] = {}
        self._task: asyncio.Task[None] | None = None
        self._connection: PoolConnectionProxy | None = None
        self.fault: Exception | None = None  # the last announcement failed: others learn of changes by their sweeps

    def changed(self, workspace_id: int, head: int) -> None:
        """Note that a workspace has a new head."""
        self._heads[workspace_id] = max(head, self._heads.get(workspace_id, 0))
        if self._task is None:
            self._task = asyncio.create_task(self._send())

    async def close(self) -> None:
        """Send what is left and give the connection back."""
        if self._task is not None:
            await self._task
        if self._connection is not None:
            await self._pool.release(self._connection)
            self._connection = None

    async def _send(self) -> None:
        try:
            while self._heads:
                heads, self._heads = self._heads, {}
                if self._connection is None:
                    self._connection = await self._pool.acquire()
                for payload in payloads(heads):
                    await self._connection.execute(QUERIES.announce, payload)
                self.fault = None
                await asyncio.sleep(PAUSE)
        except UNAVAILABLE as fault:
            LOG.warning("changes were not announced, other processes find them by their sweeps: %s", fault)
            self.fault = fault
            self._heads.clear()
            if self._connection is not None:
                await self._pool.release(self._connection)
                self._connection = None
        finally:
            self._task = None


class Listener:
    """Turns announcements of other processes into hints of this one, and connects again whenever it is cut off."""

    def __init__(self, pool: asyncpg.Pool, hints: Hints) -> None:
        self._pool = pool
        self._hints = hints
        self._cut = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.fault: Exception | None = None  # not listening right now

    async def start(self) -> None:
        """Listen from now on; returns when the first connection does."""
        if self._task is None:
            connection = await self._listen()
            self._task = asyncio.create_task(self._keep_listening(connection))

    async def close(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _keep_listening(self, connection: PoolConnectionProxy | None) -> None:
        try:
            while True:
                await self._cut.wait()
                if connection is not None:
                    await self._pool.release(connection)
                    connection = None
                try:
                    connection = await self._listen()
                except UNAVAILABLE as fault:
                    LOG.warning("announcements cannot be heard: %s", fault)
                    self.fault = fault
                    await asyncio.sleep(RECONNECT)
                else:
                    self.fault = None
                    self._hints.missed()
        finally:
            if connection is not None:
                with contextlib.suppress(asyncpg.InterfaceError):  # cut off at this very moment: nothing to take back
                    connection.remove_termination_listener(self._was_cut)
                    await connection.remove_listener(CHANNEL, self._heard)
                await self._pool.release(connection)

    async def _listen(self) -> PoolConnectionProxy:
        connection = await self._pool.acquire()
        self._cut.clear()
        connection.add_termination_listener(self._was_cut)
        await connection.add_listener(CHANNEL, self._heard)
        return connection

    def _was_cut(self, _connection: object) -> None:
        self._cut.set()

    def _heard(self, _connection: object, _process: int, _channel: str, payload: object) -> None:
        for workspace_id, head in pairs(str(payload)):
            self._hints.changed(workspace_id, head)


def payloads(heads: dict[int, int]) -> list[str]:
    """Write `workspace:head` pairs, in as many notifications as their limit of 8 000 bytes asks for."""
    written: list[str] = []
    line = ""
    for workspace_id, head in heads.items():
        pair = f"{workspace_id}:{head}"
        if len(line) + len(pair) >= PAYLOAD_LIMIT:
            written.append(line)
            line = pair
        else:
            line = f"{line},{pair}" if line else pair
    written.append(line)
    return written


def pairs(payload: str) -> list[tuple[int, int]]:
    """Read what `payloads` wrote."""
    return [(int(workspace), int(head)) for workspace, _, head in (pair.partition(":") for pair in payload.split(","))]
