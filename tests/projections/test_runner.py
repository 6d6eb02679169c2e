"""The runner keeps lists current: woken by hints, around poison, with any number of workers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from database.pool import connect_pool
from domain.kernel import Recorded
from eventstore.appends import Append, NewEvent
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections import following, leases, runner
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.backlog.memory import BacklogMemory
from projections.backlog.projector import Backlog
from projections.batches import Fenced, Read, advance
from projections.following import follow
from projections.groups import LISTS, PROJECTORS
from projections.leases import SHARDS, Leases, leading, shard_of
from projections.projector import Group
from projections.runner import Runner
from projections.waiting import wait_for
from tests.domain.story import an_id
from tests.projections.histories import begun
from tests.projections.ledger import items_of, new_workspace, tell

PATIENCE = 20.0


class Choosy(Backlog):
    """Cannot fold one title, until it is mended."""

    mended = False

    def begin(self, subject: str, recorded: Recorded) -> BacklogMemory | None:
        memory = super().begin(subject, recorded)
        if memory and memory.title == "Title 2" and not self.mended:
            raise ZeroDivisionError("this title")
        return memory


@asynccontextmanager
async def running(working: Runner) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(working.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, PATIENCE)


@pytest.fixture
async def another(database_dsn: str) -> AsyncIterator[Store]:
    """Another process."""
    async with await connect_pool(database_dsn, minimum=0, maximum=5) as pool, Store(pool) as opened:
        yield opened


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweeps that come many times a second."""
    monkeypatch.setattr(runner, "BALANCE_SECONDS", 0.01)
    monkeypatch.setattr(runner, "SAFETY_SECONDS", 0.02)


def opportunity(number: int) -> str:
    return an_id("opp", number)


async def titles(pool: asyncpg.Pool, workspace: Workspace) -> list[str]:
    page = await list_backlog(pool, workspace.workspace_id, BacklogQuery())
    return [item["title"] for item in items_of(page)]


async def test_what_is_recorded_shows_up(store: Store, workspace: Workspace) -> None:
    async with running(Runner(store, PROJECTORS, worker="one")):
        position = await tell(store, workspace, begun(opportunity(1)))
        assert await wait_for(store.pool, workspace.workspace_id, "lists", position, PATIENCE) == position
    assert await titles(store.pool, workspace) == ["Title 1"]


async def test_what_another_process_records_shows_up(store: Store, another: Store, workspace: Workspace) -> None:
    async with running(Runner(store, PROJECTORS, worker="one")):
        position = await tell(another, workspace, begun(opportunity(1)))
        assert await wait_for(store.pool, workspace.workspace_id, "lists", position, PATIENCE) == position


async def test_what_was_recorded_while_nobody_ran_is_found(store: Store, workspace: Workspace) -> None:
    position = await tell(store, workspace, begun(opportunity(1)))
    async with running(Runner(store, PROJECTORS, worker="one")):
        assert await wait_for(store.pool, workspace.workspace_id, "lists", position, PATIENCE) == position


@pytest.mark.usefixtures("quick")
async def test_a_lost_hint_is_made_up_for_by_a_sweep(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = Runner(store, PROJECTORS, worker="one")
    async with running(working):
        first = await tell(store, workspace, begun(opportunity(1)))
        await wait_for(store.pool, workspace.workspace_id, "lists", first, PATIENCE)
        monkeypatch.setattr(store.hints, "changed", lambda *_: None)
        monkeypatch.setattr(store.announcer, "changed", lambda *_: None)
        position = await tell(store, workspace, begun(opportunity(2)))
        assert await wait_for(store.pool, workspace.workspace_id, "lists", position, PATIENCE) == position


async def test_waiting_ends_when_patience_does(store: Store, workspace: Workspace) -> None:
    assert await wait_for(store.pool, workspace.workspace_id, "lists", 1, 0.001) == 0


@pytest.mark.usefixtures("quick")
async def test_nothing_is_written_while_nothing_happens(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: asyncio.Queue[int] = asyncio.Queue()
    balance = Leases.balance

    async def counted(self: Leases) -> list[int]:
        turns.put_nowait(1)
        return await balance(self)

    async def some_turns() -> None:
        while not turns.empty():
            turns.get_nowait()
        for _ in range(20):
            await asyncio.wait_for(turns.get(), PATIENCE)

    monkeypatch.setattr(Leases, "balance", counted)
    position = await tell(store, workspace, begun(opportunity(1)))
    async with running(Runner(store, PROJECTORS, worker="one")):
        await wait_for(store.pool, workspace.workspace_id, "lists", position, PATIENCE)
        await some_turns()
        before = await store.pool.fetchval("SELECT pg_current_wal_insert_lsn()")
        await some_turns()
        assert await store.pool.fetchval("SELECT pg_current_wal_insert_lsn()") == before


async def test_an_unreadable_event_stops_only_its_workspace(store: Store, workspace: Workspace) -> None:
    other = await new_workspace(store.pool, "other")
    line = '"id":"evt_1","type":"thing-never-declared.v1"}'
    strange = NewEvent(id="evt_1", type="thing-never-declared.v1", actor="x", tags=("thing:1",), line=line)
    async with running(Runner(store, PROJECTORS, worker="one")):
        await tell(store, workspace, begun(opportunity(1)))
        await store.append(Append(workspace_id=workspace.workspace_id, events=(strange,), after=None))
        await tell(store, workspace, begun(opportunity(2)))
        position = await tell(store, other, begun(opportunity(1)))
        assert await wait_for(store.pool, other.workspace_id, "lists", position, PATIENCE) == position
        assert await wait_for(store.pool, workspace.workspace_id, "lists", 1, PATIENCE) == 1
    assert await Runner(store, PROJECTORS, worker="again").catch_up(workspace.workspace_id) == 1
    for status in await Runner(store, PROJECTORS, worker="two").status():
        assert (status.workspaces, status.behind, status.failed, status.lag) == (2, 1, 1, 2)
        (failure,) = status.failures
        assert (failure.workspace, failure.position, failure.error) == (
            "acme",
            2,
            "UnknownEventType: thing-never-declared.v1",
        )
    health = await Runner(store, PROJECTORS, worker="two").health()
    assert (health["lists"]["failed"], health["lists"]["behind"]) == (1, 0)


async def test_what_stood_still_goes_on_after_a_fix(store: Store, workspace: Workspace) -> None:
    choosy = Choosy()
    group = Group(name="lists", projectors=(choosy,))
    async with running(Runner(store, (group,), worker="one")):
        history = [begun(opportunity(number)) for number in (1, 2, 3)]
        head = await tell(store, workspace, *history)
        await wait_for(store.pool, workspace.workspace_id, "lists", 1, PATIENCE)
        assert await titles(store.pool, workspace) == ["Title 1"]
        choosy.mended = True
        await Runner(store, (group,), worker="somebody at a keyboard").retry(workspace.workspace_id)
        assert await wait_for(store.pool, workspace.workspace_id, "lists", head, PATIENCE) == head
    (status,) = await Runner(store, (group,), worker="two").status()
    assert (status.failed, status.behind) == (0, 0)
    assert await titles(store.pool, workspace) == ["Title 1", "Title 2", "Title 3"]


async def test_a_new_worker_tries_again_what_stood_still(store: Store, workspace: Workspace) -> None:
    head = await tell(store, workspace, begun(opportunity(2)))
    broken = Group(name="lists", projectors=(Choosy(),))
    assert await Runner(store, (broken,), worker="one").catch_up(workspace.workspace_id) == 0
    async with running(Runner(store, PROJECTORS, worker="the next release")):
        assert await wait_for(store.pool, workspace.workspace_id, "lists", head, PATIENCE) == head


@pytest.mark.usefixtures("quick")
async def test_two_workers_share_and_one_takes_over(store: Store, another: Store) -> None:
    async with leading(another.pool, "second") as second:
        async with leading(store.pool, "first") as first:
            assert len(await first.balance()) == SHARDS // 2
            assert len(await second.balance()) == SHARDS // 2
            assert first.fences.keys() | second.fences.keys() == set(range(SHARDS))
            assert not first.fences.keys() & second.fences.keys()
            before = dict(first.fences)
        assert sorted(await second.balance()) == sorted(before)
        assert all(second.fences[shard] > fence for shard, fence in before.items())


async def test_a_worker_gives_shards_back_to_a_newcomer(store: Store, another: Store) -> None:
    async with leading(store.pool, "first") as first:
        assert len(await first.balance()) == SHARDS
        async with leading(another.pool, "second") as second:
            assert await second.balance() == []
            await first.balance()
            assert len(await second.balance()) == len(first.fences) == SHARDS // 2


async def test_an_older_lease_writes_nothing_after_a_newer_one_has(store: Store, workspace: Workspace) -> None:
    shard = shard_of(workspace.workspace_id)
    async with leading(store.pool, "first") as first:
        await first.balance()
        old = first.fences[shard]
    async with leading(store.pool, "second") as second:
        await second.balance()
        new = second.fences[shard]
    await tell(store, workspace, begun(opportunity(1)))
    await follow(store.pool, LISTS, workspace, worker="second", fence=new)
    await tell(store, workspace, begun(opportunity(2)))
    async with store.pool.acquire() as connection:
        with pytest.raises(Fenced):
            await advance(connection, LISTS, workspace, limit=10, fence=old)
    assert await titles(store.pool, workspace) == ["Title 1"]


@pytest.mark.usefixtures("quick")
async def test_a_worker_whose_session_ends_comes_back(store: Store, workspace: Workspace) -> None:
    async with running(Runner(store, PROJECTORS, worker="one")):
        first = await tell(store, workspace, begun(opportunity(1)))
        await wait_for(store.pool, workspace.workspace_id, "lists", first, PATIENCE)
        await store.pool.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE classid = $1::bigint::oid AND objid = 0",
            leases.PRESENCE_LOCKS,
        )
        position = await tell(store, workspace, begun(opportunity(2)))
        assert await wait_for(store.pool, workspace.workspace_id, "lists", position, PATIENCE) == position


async def test_a_batch_that_takes_too_long_is_halved(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = await tell(store, workspace, *(begun(opportunity(number)) for number in range(1, 20)))
    limits: list[int] = []

    async def slow(*arguments: Any, limit: int, **more: Any) -> Read:
        limits.append(limit)
        if limit > 4:
            raise asyncpg.QueryCanceledError("canceling statement due to statement timeout")
        return await advance(*arguments, limit=limit, **more)

    monkeypatch.setattr(following, "advance", slow)
    assert await follow(store.pool, LISTS, workspace, worker="one", page=16) == head
    assert limits == [16, 8, *[4] * 5]


async def test_two_workers_at_once_count_each_event_once(store: Store, another: Store, workspace: Workspace) -> None:
    head = await tell(store, workspace, *(begun(opportunity(number)) for number in range(1, 40)))
    await asyncio.gather(
        *(follow(side.pool, LISTS, workspace, worker=str(n), page=3) for n, side in enumerate((store, another) * 2))
    )
    assert await wait_for(store.pool, workspace.workspace_id, "lists", head, PATIENCE) == head
    assert await store.pool.fetchval("SELECT count(*) FROM backlog") == head
