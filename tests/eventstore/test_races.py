"""Many writers at once: who wins, who waits, and that nobody blocks anybody for good."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from asyncpg import Pool
from hypothesis import settings

from database.pool import connect_pool
from eventstore.appends import Append, Result
from eventstore.errors import BoundaryConflict, KeyReused
from eventstore.group import append_many
from eventstore.idempotency import Idempotency
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.conftest import new_workspace
from tests.eventstore.samples import append, fact, matching

WRITERS = 16
ONE_OR_MANY = pytest.mark.parametrize("shared", [True, False], ids=["in one process", "in 16 processes"])


@pytest.fixture
def races() -> int:
    return 100 if settings.get_current_profile_name() == "deep" else 20


@asynccontextmanager
async def processes(dsn: str, count: int) -> AsyncIterator[list[Store]]:
    """Stores with pools of their own, as other processes have them."""
    async with AsyncExitStack() as stack:
        stores = []
        for _ in range(count):
            pool = await stack.enter_async_context(await connect_pool(dsn, minimum=0, maximum=4))
            stores.append(await stack.enter_async_context(Store(pool, writers=1)))
        yield stores


async def outcome(store: Store, wanted: Append) -> str:
    try:
        return (await store.append(wanted)).status
    except (BoundaryConflict, KeyReused) as refused:
        return type(refused).__name__


@ONE_OR_MANY
async def test_one_writer_wins_each_race_on_a_boundary(
    pool: Pool, database_dsn: str, races: int, *, shared: bool
) -> None:
    async with processes(database_dsn, 1 if shared else WRITERS) as stores:
        for number in range(races):
            workspace = await new_workspace(pool, f"race-{number}")
            outcomes = await asyncio.gather(
                *(
                    outcome(
                        stores[writer % len(stores)],
                        append(workspace, fact("subject"), after=0, criteria=(matching("subject"),)),
                    )
                    for writer in range(WRITERS)
                )
            )
            assert Counter(outcomes) == {"appended": 1, "BoundaryConflict": WRITERS - 1}
            assert (await stores[0].head(workspace)).position == 1


@ONE_OR_MANY
async def test_disjoint_boundaries_do_not_conflict(pool: Pool, database_dsn: str, races: int, *, shared: bool) -> None:
    workspace = await new_workspace(pool, "acme")
    async with processes(database_dsn, 1 if shared else WRITERS) as stores:
        for number in range(races):
            outcomes = await asyncio.gather(
                *(
                    outcome(
                        stores[writer % len(stores)],
                        append(workspace, fact(tag := f"{number}-{writer}"), after=0, criteria=(matching(tag),)),
                    )
                    for writer in range(WRITERS)
                )
            )
            assert set(outcomes) == {"appended"}
    positions = await pool.fetch("SELECT position FROM event ORDER BY position")
    assert [row["position"] for row in positions] == list(range(1, races * WRITERS + 1))


@ONE_OR_MANY
async def test_identical_retries_record_once(pool: Pool, database_dsn: str, races: int, *, shared: bool) -> None:
    async with processes(database_dsn, 1 if shared else WRITERS) as stores:
        for number in range(races):
            workspace = await new_workspace(pool, f"retry-{number}")
            key = Idempotency(f"key-{number}", b"digest")
            outcomes = await asyncio.gather(
                *(
                    outcome(
                        stores[writer % len(stores)],
                        append(workspace, fact("subject"), after=0, criteria=(matching("subject"),), idempotency=key),
                    )
                    for writer in range(WRITERS)
                )
            )
            assert Counter(outcomes) == {"appended": 1, "repeated": WRITERS - 1}
            assert (await stores[0].head(workspace)).position == 1


async def test_one_key_for_two_requests_in_one_call(store: Store, workspace: Workspace) -> None:
    async with store.transaction() as connection:
        results = await append_many(
            connection,
            [
                append(workspace, fact("a"), idempotency=Idempotency("k", b"one")),
                append(workspace, fact("a"), idempotency=Idempotency("k", b"two")),
                append(workspace, fact("a"), idempotency=Idempotency("k", b"one")),
            ],
        )
    assert [(result.status, result.first, result.last) for result in results] == [
        ("appended", 1, 1),
        ("key_reused", 0, 0),
        ("repeated", 1, 1),
    ]


async def test_a_call_over_many_workspaces_never_deadlocks(pool: Pool) -> None:
    places = [await new_workspace(pool, f"place-{number}") for number in range(12)]

    async def write(turn: int) -> list[Result]:
        order = places[turn:] + places[:turn] if turn % 2 else [*reversed(places)]
        async with pool.acquire() as connection:
            return await append_many(connection, [append(place, fact("a")) for place in order * 2])

    for _ in range(5):
        answers = await asyncio.gather(*(write(turn) for turn in range(8)))
        assert {result.status for results in answers for result in results} == {"appended"}
    heads = {row["head"] for row in await pool.fetch("SELECT head FROM ledger")}
    assert heads == {5 * 8 * 2}
