"""A rebuild happens beside what readers see, takes over whole, and can be cut off at any time."""

import asyncio
import itertools

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings

from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections import rebuilding
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.following import follow
from projections.groups import LISTS, PROJECTORS
from projections.rebuilding import AlreadyRebuilding, rebuild_workspace
from projections.runner import Runner
from tests.domain.story import an_id
from tests.projections.histories import backlogs, begun
from tests.projections.ledger import KEPT, Said, items_of, live_rows, new_workspace, tell

slugs = (f"memory-{number}" for number in itertools.count(1))
MANY = 30


class CutOffError(Exception):
    """Somebody stopped the rebuild."""


async def long(store: Store, workspace: Workspace) -> int:
    """A ledger of some opportunities, read into the lists."""
    head = await tell(store, workspace, *(begun(an_id("opp", number)) for number in range(1, MANY + 1)))
    await follow(store.pool, LISTS, workspace, worker="test")
    return head


async def generations(pool: asyncpg.Pool, workspace: Workspace) -> list[tuple[int, bool]]:
    rows = await pool.fetch(
        "SELECT generation, live FROM projection_checkpoint WHERE workspace_id = $1 AND projection = $2"
        " ORDER BY generation",
        workspace.workspace_id,
        LISTS.name,
    )
    return [tuple(row) for row in rows]


async def kept_generations(pool: asyncpg.Pool) -> set[int]:
    found = set()
    for table in KEPT:
        rows = await pool.fetch(f"SELECT DISTINCT generation FROM {table}")  # noqa: S608 - of KEPT
        found |= {row[0] for row in rows}
    return found


async def test_readers_see_all_rows_all_the_time(store: Store, workspace: Workspace) -> None:
    head = await long(store, workspace)
    done = asyncio.Event()
    looks = 0

    async def keep_looking() -> None:
        nonlocal looks
        while not done.is_set():
            page = await list_backlog(store.pool, workspace.workspace_id, BacklogQuery(limit=200))
            assert (len(items_of(page)), page.position) == (MANY, head)
            looks += 1

    looking = asyncio.create_task(keep_looking())
    for page in (1, 3, 1000):
        await rebuild_workspace(store.pool, LISTS, workspace, page=page)
    done.set()
    await looking
    assert looks > 3
    assert await generations(store.pool, workspace) == [(4, True)]
    assert await kept_generations(store.pool) == {4}


async def test_what_is_recorded_meanwhile_is_in_it(store: Store, workspace: Workspace) -> None:
    await long(store, workspace)
    told: list[asyncio.Task[int]] = []
    seen: list[tuple[str, int, int]] = []

    def tell_more(slug: str, position: int, head: int) -> None:
        seen.append((slug, position, head))
        if position == MANY:
            told.append(asyncio.create_task(tell(store, workspace, begun(an_id("opp", MANY + 1)))))

    await rebuild_workspace(store.pool, LISTS, workspace, page=10, progress=tell_more)
    head = await told[0]
    assert seen[:2] == [("acme", 10, MANY), ("acme", 20, MANY)]
    assert await follow(store.pool, LISTS, workspace, worker="test") == head
    page = await list_backlog(store.pool, workspace.workspace_id, BacklogQuery(limit=200))
    assert (len(items_of(page)), page.position) == (MANY + 1, head)


async def test_a_rebuild_that_was_cut_off_changes_nothing_and_is_swept_up(store: Store, workspace: Workspace) -> None:
    await long(store, workspace)
    before = await live_rows(store.pool, workspace)

    def stop(_slug: str, position: int, _head: int) -> None:
        if position >= MANY // 2:
            raise CutOffError

    with pytest.raises(CutOffError):
        await rebuild_workspace(store.pool, LISTS, workspace, page=5, progress=stop)
    assert await live_rows(store.pool, workspace) == before
    assert await generations(store.pool, workspace) == [(1, True), (2, False)]
    await rebuild_workspace(store.pool, LISTS, workspace)
    assert await live_rows(store.pool, workspace) == before
    assert await generations(store.pool, workspace) == [(2, True)]
    assert await kept_generations(store.pool) == {2}


async def test_one_rebuild_at_a_time(store: Store, workspace: Workspace) -> None:
    await long(store, workspace)
    async with store.pool.acquire() as connection:
        lock = (rebuilding.REBUILD_LOCKS, workspace.workspace_id)
        await connection.execute("SELECT pg_advisory_lock($1::int, $2::int)", *lock)
        with pytest.raises(AlreadyRebuilding):
            await rebuild_workspace(store.pool, LISTS, workspace)
        await connection.execute("SELECT pg_advisory_unlock($1::int, $2::int)", *lock)


async def test_every_workspace_or_one_and_only_what_is_asked_for(store: Store, workspace: Workspace) -> None:
    other = await new_workspace(store.pool, "other")
    runner = Runner(store, PROJECTORS, worker="test")
    for each in (workspace, other):
        await long(store, each)
    await runner.rebuild()
    assert [await generations(store.pool, each) for each in (workspace, other)] == [[(2, True)], [(2, True)]]
    await runner.rebuild(other.workspace_id)
    await runner.rebuild(projector="no such projection")
    assert [await generations(store.pool, each) for each in (workspace, other)] == [[(2, True)], [(3, True)]]


@pytest.mark.parametrize("at_hand", [0, 1])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=backlogs())
async def test_rows_that_leave_memory_come_back(
    store: Store, monkeypatch: pytest.MonkeyPatch, at_hand: int, history: list[Said]
) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    await tell(store, workspace, *history)
    await follow(store.pool, LISTS, workspace, worker="test")
    before = await live_rows(store.pool, workspace)
    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "AT_HAND", at_hand)
        await rebuild_workspace(store.pool, LISTS, workspace, page=2)
    assert await live_rows(store.pool, workspace) == before
