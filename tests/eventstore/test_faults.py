"""A shared call that fails: its appends are sent again one by one, and each is recorded once."""

import asyncio
from typing import Any

import asyncpg
import pytest
from asyncpg import Pool

from eventstore.appends import Append, Result
from eventstore.codec import moment
from eventstore.errors import StoreUnavailable
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.conftest import new_workspace
from tests.eventstore.samples import append, fact, matching

BROKEN = fact("a", note="\x00")  # text that PostgreSQL cannot hold


async def test_only_the_culprit_of_a_shared_call_sees_the_error(store: Store, workspace: Workspace) -> None:
    answers = await asyncio.gather(
        *(store.append(append(workspace, event)) for event in (fact("a"), BROKEN, fact("b"), BROKEN, fact("c"))),
        return_exceptions=True,
    )
    faults = [answer for answer in answers if isinstance(answer, BaseException)]
    assert [type(fault) for fault in faults] == [asyncpg.CharacterNotInRepertoireError] * 2
    assert sorted(answer.first for answer in answers if isinstance(answer, Result)) == [1, 2, 3]
    assert (await store.head(workspace)).position == 3


async def terminate(dsn: str, *, waiting: bool) -> int:
    """Kill this database's backends that are inside append_many (waiting for a lock), or idle after one."""
    administrator = await asyncpg.connect(dsn.replace("accord_owner", "postgres"))
    try:
        killed: list[asyncpg.Record] = []
        while not killed:
            killed = await administrator.fetch(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
                " AND query LIKE '%append_many%' AND pid <> pg_backend_pid()"
                " AND (wait_event_type IS NOT DISTINCT FROM 'Lock') = $1",
                waiting,
            )
    finally:
        await administrator.close()
    return len(killed)


async def test_a_backend_killed_in_the_middle_of_a_call(
    store: Store, pool: Pool, workspace: Workspace, owner_dsn: str
) -> None:
    wanted = [append(workspace, fact(str(number)), after=0, criteria=(matching(str(number)),)) for number in range(8)]
    async with pool.acquire() as blocker:
        async with blocker.transaction():
            await blocker.execute("SELECT pg_advisory_xact_lock($1)", workspace.workspace_id)
            tasks = [asyncio.create_task(store.append(each)) for each in wanted]
            await asyncio.sleep(0)
            await terminate(owner_dsn, waiting=True)
        results = await asyncio.gather(*tasks)
    assert [result.status for result in results] == ["appended"] * 8
    assert sorted(result.first for result in results) == list(range(1, 9))
    assert (await store.head(workspace)).position == 8


async def test_a_connection_killed_between_calls(store: Store, workspace: Workspace, owner_dsn: str) -> None:
    await store.append(append(workspace, fact("a")))
    await terminate(owner_dsn, waiting=False)
    assert (await store.append(append(workspace, fact("b")))).first == 2


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionResetError("the answer is lost after the commit"),
        asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
    ],
    ids=["reset", "between two states"],
)
async def test_an_append_whose_answer_was_lost_is_found_and_not_repeated(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    answered = 0
    fetch: Any = asyncpg.Connection.fetch

    async def losing(connection: asyncpg.Connection, query: str, *arguments: Any, **options: Any) -> Any:
        nonlocal answered
        rows = await fetch(connection, query, *arguments, **options)
        if "append_many" in query:
            answered += 1
            if answered == 1:
                raise fault
        return rows

    monkeypatch.setattr(asyncpg.Connection, "fetch", losing)
    unconditional = append(workspace, fact("a"), fact("b"))
    result = await store.append(unconditional)
    assert (result.status, result.first, result.last, answered) == ("appended", 1, 2, 1)
    monkeypatch.undo()
    entries = await store.entries(workspace)
    assert [entry.position for entry in entries] == [1, 2]
    assert result.recorded_at is not None
    assert moment(result.recorded_at) in entries[0].text


async def test_an_unreachable_database_is_said_so(
    store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refusing(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr(asyncpg.Pool, "acquire", refusing)
    answers = await asyncio.gather(
        *(store.append(append(workspace, fact("a"))) for _ in range(3)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [StoreUnavailable] * 3


async def test_a_cancelled_append_does_not_harm_its_neighbours(store: Store, pool: Pool) -> None:
    places = [await new_workspace(pool, f"place-{number}") for number in range(4)]
    tasks = [asyncio.create_task(store.append(append(place, fact("a")))) for place in places]
    await asyncio.sleep(0)
    tasks[1].cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(answer, Result) for answer in answers] == [True, False, True, True]


async def test_close_waits_for_what_is_on_its_way(pool: Pool, workspace: Workspace) -> None:
    async with Store(pool) as store:
        task = asyncio.create_task(store.append(append(workspace, fact("a"))))
        await asyncio.sleep(0)
    assert (await task).first == 1


def appends_of(workspace: Workspace, count: int) -> list[Append]:
    return [append(workspace, fact("a")) for _ in range(count)]


async def test_a_failed_chain_leaves_nothing(store: Store, workspace: Workspace) -> None:
    with pytest.raises(asyncpg.CharacterNotInRepertoireError):
        async with store.transaction() as connection:
            await store.append_chain(connection, [*appends_of(workspace, 2), append(workspace, BROKEN)])
    assert (await store.head(workspace)).position == 0


async def test_a_workspace_that_is_held_up_does_not_hold_up_the_others(store: Store, pool: Pool) -> None:
    held, free = [await new_workspace(pool, slug) for slug in ("held", "free")]
    async with pool.acquire() as blocker:
        async with blocker.transaction():
            await blocker.execute("SELECT pg_advisory_xact_lock($1)", held.workspace_id)
            waiting = [asyncio.create_task(store.append(append(held, fact("a")))) for _ in range(2)]
            while not await blocker.fetchval(  # noqa: ASYNC110 - what is awaited happens in the database
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            ):
                await asyncio.sleep(0)
            assert (await store.append(append(free, fact("a")))).first == 1
            assert (await store.append(append(free, fact("a")))).first == 2
            assert not any(task.done() for task in waiting)
        assert [result.first for result in await asyncio.gather(*waiting)] == [1, 2]
