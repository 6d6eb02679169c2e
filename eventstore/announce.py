"""Hints that a workspace has changed, between processes. Never inside an append: NOTIFY takes a database-wide lock.

A hint may be lost; who must not miss anything sweeps as well.
"""

import asyncio
from collections.abc import Callable

import asyncpg

from database.queries import load
from eventstore.faults import UNAVAILABLE

QUERIES = load(__file__)
CHANNEL = "accord_ledger"
PAUSE = 0.02
PAYLOAD_LIMIT = 7900


class Announcer:
    """Sends the workspaces that this process changed: at once when quiet, else gathered over PAUSE seconds."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._heads: dict[int, int] = {}
        self._task: asyncio.Task[None] | None = None
        self._watchers: set[Callable[[int, int], None]] = set()
        self.fault: BaseException | None = None

    def watch(self, watcher: Callable[[int, int], None]) -> None:
        """Call `watcher(workspace id, head)` for each change by this process, without a detour."""
        self._watchers.add(watcher)

    def unwatch(self, watcher: Callable[[int, int], None]) -> None:
        """Stop calling it."""
        self._watchers.discard(watcher)

    def changed(self, workspace_id: int, head: int) -> None:
        """Note that a workspace has a new head."""
        self._heads[workspace_id] = max(head, self._heads.get(workspace_id, 0))
        for watcher in tuple(self._watchers):
            watcher(workspace_id, head)
        if self._task is None:
            self._task = asyncio.create_task(self._send())

    async def close(self) -> None:
        """Send what is left."""
        if self._task is not None:
            await self._task

    async def _send(self) -> None:
        try:
            async with self._pool.acquire() as connection:
                while self._heads:
                    heads, self._heads = self._heads, {}
                    for payload in payloads(heads):
                        await connection.execute(QUERIES.announce, payload)
                    await asyncio.sleep(PAUSE)
            self.fault = None
        except UNAVAILABLE as fault:
            self.fault = fault
            self._heads.clear()
        finally:
            self._task = None


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
