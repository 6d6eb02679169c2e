"""Group commit: concurrent appends of this process share a call, a round trip and a disk flush.

A lone append goes out at once. While a call is on its way, appends gather and the next call takes all of them: two
calls side by side would need twice the disk flushes. Only when a call takes longer than PATIENCE, say because another
process holds a workspace's lock, another writer goes ahead with the other workspaces: one is in at most one call.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from database.queries import load
from eventstore.appends import Append, Result, packed, touched
from eventstore.errors import StoreUnavailable
from eventstore.faults import LOST, UNAVAILABLE, AnyConnection

QUERIES = load(__file__)
PATIENCE = 0.05


class _Waiting(NamedTuple):
    append: Append
    answer: asyncio.Future[Result]


async def append_many(connection: AnyConnection, appends: Sequence[Append], *, chain: bool = False) -> list[Result]:
    """Record appends in one call on this connection, inside its transaction if there is one."""
    rows = await connection.fetch(QUERIES.append_many, *packed(appends, chain=chain))
    return [Result.of(row) for row in rows]


class GroupCommit:
    """Sends appends through a few dedicated connections of the pool, which it keeps until `close`."""

    def __init__(
        self, pool: asyncpg.Pool, changed: Callable[[int, int], None], *, writers: int = 2, largest: int = 64
    ) -> None:
        self._pool = pool
        self._changed = changed
        self._free = writers
        self._largest = largest
        self._kept: list[PoolConnectionProxy] = []
        self._waiting: deque[_Waiting] = deque()
        self._busy: set[int] = set()
        self._started: dict[asyncio.Task[None], float] = {}
        self._scheduled = False
        self._alarm: asyncio.TimerHandle | None = None

    async def submit(self, append: Append) -> Result:
        """Record one append; a refusal is a result, a fault of the database an error."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(append, loop.create_future())
        self._waiting.append(waiting)
        if not self._scheduled:
            self._scheduled = True
            loop.call_soon(self._dispatch)
        return await waiting.answer

    async def close(self) -> None:
        """Wait for what is on its way and give the connections back."""
        while self._started or self._waiting:
            await (asyncio.wait(self._started) if self._started else asyncio.sleep(0))
        if self._alarm is not None:
            self._alarm.cancel()
        while self._kept:
            await self._pool.release(self._kept.pop())

    def _dispatch(self) -> None:
        self._scheduled = False
        now = asyncio.get_running_loop().time()
        if self._free and all(now - start >= PATIENCE for start in self._started.values()) and (batch := self._take()):
            self._free -= 1
            workspaces = {waiting.append.workspace_id for waiting in batch}
            self._busy |= workspaces
            task = asyncio.create_task(self._send(batch, workspaces))
            self._started[task] = now
            task.add_done_callback(self._finished)
        if self._waiting and self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(PATIENCE, self._lose_patience)

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._started[task]
        self._dispatch()

    def _lose_patience(self) -> None:
        self._alarm = None
        self._dispatch()

    def _take(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        passed: list[_Waiting] = []
        while self._waiting and len(batch) < self._largest:
            waiting = self._waiting.popleft()
            if waiting.answer.done():
                continue
            (passed if waiting.append.workspace_id in self._busy else batch).append(waiting)
        self._waiting.extendleft(reversed(passed))
        return batch

    async def _send(self, batch: list[_Waiting], workspaces: set[int]) -> None:
        try:
            await self._record(batch)
        except Exception as fault:  # noqa: BLE001 - whatever it is, nobody is left waiting
            for waiting in batch:
                _fail(waiting, fault)
        finally:
            self._busy -= workspaces
            self._free += 1

    async def _record(self, batch: list[_Waiting]) -> None:
        appends = [waiting.append for waiting in batch]
        try:
            connection = await self._connection()
        except UNAVAILABLE as fault:
            for waiting in batch:
                _fail(waiting, fault)
            return
        try:
            results = await append_many(connection, appends)
        except Exception as fault:  # noqa: BLE001 - whatever it is goes to the appends that it concerns
            await self._give_back(connection)
            await self._one_by_one(batch, fault)
            return
        self._kept.append(connection)
        self._answer(batch, results)

    async def _one_by_one(self, batch: list[_Waiting], fault: Exception) -> None:
        """Send each alone after a shared call failed, so that only the culprit's caller sees the error."""
        if len(batch) == 1 and not isinstance(fault, LOST):
            _fail(batch[0], fault)
            return
        for waiting in batch:
            try:
                connection = await self._connection()
                try:
                    result = await _once(connection, waiting.append)
                finally:
                    await self._give_back(connection)
            except Exception as own:  # noqa: BLE001 - goes to the caller of this append
                _fail(waiting, own)
            else:
                self._answer([waiting], [result])

    def _answer(self, batch: list[_Waiting], results: list[Result]) -> None:
        for waiting, result in zip(batch, results, strict=True):
            if not waiting.answer.done():
                waiting.answer.set_result(result)
        for workspace_id, head in touched((waiting.append for waiting in batch), results).items():
            self._changed(workspace_id, head)

    async def _connection(self) -> PoolConnectionProxy:
        while self._kept:
            connection = self._kept.pop()
            if not _closed(connection):
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire()

    async def _give_back(self, connection: PoolConnectionProxy) -> None:
        if _closed(connection):
            await self._pool.release(connection)
        else:
            self._kept.append(connection)


async def _once(connection: AnyConnection, append: Append) -> Result:
    """Record an append that an earlier, failed call may have recorded already.

    The lock waits until the earlier call's transaction has ended; then its first event is there or will never be.
    """
    async with connection.transaction():
        await connection.fetchval(QUERIES.lock_workspace, append.workspace_id)
        if append.events:
            event = append.events[0]
            found = await connection.fetchrow(
                QUERIES.find_event, append.workspace_id, event.actor, append.after or 0, event.id
            )
            if found:
                first = found["position"]
                last = first + len(append.events) - 1
                return Result(status="appended", first=first, last=last, recorded_at=found["recorded_at"])
        (result,) = await append_many(connection, [append])
        return result


def _closed(connection: PoolConnectionProxy) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:  # the pool has taken it back, as it does with one that was cut off
        return True


def _fail(waiting: _Waiting, fault: BaseException) -> None:
    if waiting.answer.done():
        return
    if isinstance(fault, UNAVAILABLE):
        unavailable = StoreUnavailable(f"the database does not answer: {fault}")
        unavailable.__cause__ = fault
        waiting.answer.set_exception(unavailable)
    else:
        waiting.answer.set_exception(fault)
