"""Hints that a workspace has changed: within a process at once, between processes by NOTIFY."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from asyncpg import Pool
from hypothesis import given
from hypothesis import strategies as st

from database.pool import connect_pool
from eventstore.announce import PAYLOAD_LIMIT, pairs, payloads
from eventstore.errors import StoreUnavailable
from eventstore.hints import Hints
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import append, fact

PATIENCE = 10.0


@pytest.fixture
async def other(database_dsn: str) -> AsyncIterator[Store]:
    """Another process: a store with a pool of its own that listens."""
    async with await connect_pool(database_dsn, minimum=0, maximum=5) as pool, Store(pool) as opened:
        await opened.listen()
        yield opened


async def test_an_append_is_announced_to_another_process(store: Store, other: Store, workspace: Workspace) -> None:
    heard: asyncio.Queue[tuple[int, int]] = asyncio.Queue()
    other.hints.watch(lambda workspace_id, head: heard.put_nowait((workspace_id, head)))
    with other.hints.listening(workspace.workspace_id) as ear:
        await store.append(append(workspace, fact("a"), fact("b")))
        assert await ear.heard(PATIENCE)
    assert await asyncio.wait_for(heard.get(), PATIENCE) == (workspace.workspace_id, 2)


async def test_every_change_of_a_burst_is_announced(store: Store, other: Store, workspace: Workspace) -> None:
    reached = asyncio.Event()
    other.hints.watch(lambda _, head: reached.set() if head == 50 else None)
    for _ in range(50):
        await store.append(append(workspace, fact("a")))
    await asyncio.wait_for(reached.wait(), PATIENCE)


async def test_own_appends_are_heard_without_the_database(store: Store, workspace: Workspace) -> None:
    heard: list[tuple[int, int]] = []
    store.hints.watch(lambda workspace_id, head: heard.append((workspace_id, head)))
    await store.append(append(workspace, fact("a")))
    assert heard == [(workspace.workspace_id, 1)]


async def test_a_listener_that_was_cut_off_comes_back_and_says_so(
    store: Store, other: Store, workspace: Workspace, owner_dsn: str
) -> None:
    missed = asyncio.Event()
    again = asyncio.Event()
    other.hints.watch(lambda workspace_id, _: (again if workspace_id else missed).set())
    assert await cut_listeners(owner_dsn) == 1
    await asyncio.wait_for(missed.wait(), PATIENCE)
    await store.append(append(workspace, fact("a")))
    await asyncio.wait_for(again.wait(), PATIENCE)
    assert other.listener.fault is None


async def cut_listeners(dsn: str) -> int:
    connection = await asyncpg.connect(dsn.replace("accord_owner", "postgres"))
    try:
        rows = await connection.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN %'"
        )
    finally:
        await connection.close()
    return len(rows)


async def test_an_ear_counts_hints_that_came_before_it_waited() -> None:
    hints = Hints()
    with hints.listening(1) as ear:
        hints.changed(2, 1)
        assert not await ear.heard(0)
        hints.changed(1, 1)
        assert await ear.heard(PATIENCE)
        assert not await ear.heard(0)
        hints.missed()
        assert await ear.heard(PATIENCE)
    hints.changed(1, 2)
    assert not await ear.heard(0)


async def test_a_watcher_can_leave() -> None:
    hints = Hints()
    heard: list[int] = []

    def watcher(_workspace_id: int, head: int) -> None:
        heard.append(head)

    hints.watch(watcher)
    hints.changed(1, 1)
    hints.unwatch(watcher)
    hints.changed(1, 2)
    assert heard == [1]


async def test_a_closed_pool_makes_the_store_unavailable(database_dsn: str, workspace: Workspace) -> None:
    pool: Pool = await connect_pool(database_dsn, minimum=0, maximum=3)
    store = Store(pool)
    await store.append(append(workspace, fact("a")))
    await store.close()
    await pool.close()
    with pytest.raises(StoreUnavailable):
        await store.append(append(workspace, fact("a")))
    with pytest.raises(StoreUnavailable):
        await store.head(workspace)
    with pytest.raises(StoreUnavailable):
        await store.listen()
    store.announcer.changed(1, 1)
    await store.close()
    assert store.announcer.fault is not None


@given(st.dictionaries(st.integers(1, 2**62), st.integers(1, 2**62), min_size=1, max_size=600))
def test_payloads_round_trip_within_the_limit(heads: dict[int, int]) -> None:
    written = payloads(heads)
    assert all(len(payload) <= PAYLOAD_LIMIT for payload in written)
    assert dict(pair for payload in written for pair in pairs(payload)) == heads
