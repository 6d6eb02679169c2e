"""Several appends in one call: each sees the earlier ones, a refused one fails no other, and chains."""

import asyncpg
import msgspec
import pytest

from eventstore import merkle
from eventstore.appends import Append, Result
from eventstore.group import append_many
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.conftest import new_workspace
from tests.eventstore.samples import append, fact, matching


async def call(store: Store, *appends: Append, chain: bool = False) -> list[Result]:
    async with store.pool.acquire() as connection:
        return await append_many(connection, appends, chain=chain)


def statuses(results: list[Result]) -> list[str]:
    return [result.status for result in results]


async def test_each_append_sees_the_earlier_ones(store: Store, workspace: Workspace) -> None:
    results = await call(
        store,
        append(workspace, fact("a", "x", of="one.v1"), after=0, criteria=(matching("a"),)),
        append(workspace, fact("a"), after=0, criteria=(matching("a"),)),
        append(workspace, fact("b"), after=0, criteria=(matching("b"), matching("a", types=("other.v1",)))),
        append(workspace, fact("c"), after=0, criteria=(matching("x", "a"),)),
        append(workspace, fact("c"), after=0, criteria=(matching("x", "b"),)),
        append(workspace, fact("d"), after=0, criteria=(matching(types=("one.v1",)),)),
        append(workspace, fact("d"), after=0, criteria=(matching(),)),
        append(workspace, fact("e"), expected=(("c", 0),)),
        append(workspace, fact("e"), expected=(("e", 0),)),
    )
    assert statuses(results) == [
        "appended",
        "conflict",
        "appended",
        "conflict",
        "appended",
        "conflict",
        "conflict",
        "precondition_failed",
        "appended",
    ]
    assert [result.first for result in results if result.status == "appended"] == [1, 2, 3, 4]


async def test_a_refused_append_does_not_stand_in_the_way_of_later_ones(store: Store, workspace: Workspace) -> None:
    await call(store, append(workspace, fact("taken")))
    results = await call(
        store,
        append(workspace, fact("a"), after=0, criteria=(matching("taken"),)),
        append(workspace, fact("a", note="x" * 70_000)),
        append(msgspec.structs.replace(workspace, workspace_id=77), fact("a")),
        append(workspace, fact("a"), after=0, criteria=(matching("a"),)),
    )
    assert statuses(results) == ["conflict", "too_large", "unknown_workspace", "appended"]
    assert (results[-1].first, results[-1].last) == (2, 2)


async def test_the_same_workspace_may_come_back_later_in_a_call(store: Store, workspace: Workspace) -> None:
    other = await new_workspace(store.pool, "other")
    results = await call(
        store,
        append(workspace, fact("a")),
        append(other, fact("a"), fact("b")),
        append(workspace, fact("c"), after=0, criteria=(matching("a"),)),
        append(workspace, fact("d")),
        append(other, fact("c")),
    )
    assert statuses(results) == ["appended", "appended", "conflict", "appended", "appended"]
    assert [(result.first, result.last) for result in results] == [(1, 1), (1, 2), (0, 0), (2, 2), (3, 3)]
    for each in (workspace, other):
        head = await store.head(each)
        leaves = [merkle.leaf_hash(entry.text) for entry in await store.entries(each)]
        assert merkle.root(head.frontier) == merkle.recompute(leaves)


async def test_in_a_chain_own_predecessors_are_no_conflict(store: Store, workspace: Workspace) -> None:
    results = await call(
        store,
        append(workspace, fact("a"), after=0, criteria=(matching("a"),)),
        append(workspace, fact("a"), after=0, criteria=(matching("a"),)),
        append(workspace, fact("a"), after=0, criteria=(matching(),)),
        chain=True,
    )
    assert statuses(results) == ["appended"] * 3


async def test_in_a_chain_the_rest_is_skipped_after_a_refusal(store: Store, workspace: Workspace) -> None:
    await call(store, append(workspace, fact("foreign")))
    results = await call(
        store,
        append(workspace, fact("a"), after=0, criteria=(matching("a"),)),
        append(workspace, fact("a"), after=0, criteria=(matching("foreign"),)),
        append(workspace, fact("a")),
        append(workspace, fact("a")),
        chain=True,
    )
    assert statuses(results) == ["appended", "conflict", "skipped", "skipped"]
    assert (await store.head(workspace)).position == 2


async def test_a_chain_stays_in_one_workspace(store: Store, workspace: Workspace) -> None:
    other = await new_workspace(store.pool, "other")
    with pytest.raises(asyncpg.InvalidParameterValueError, match="one workspace"):
        await call(store, append(workspace, fact("a")), append(other, fact("a")), chain=True)


@pytest.mark.parametrize(
    ("after", "counts", "tags"),
    [(0, [0, 0], []), (None, [1, 1], ["a"]), (None, [2, 0], []), (0, [1, 2], ["a"])],
    ids=["empty boundary", "boundary without position", "events missing", "conditions missing"],
)
async def test_careless_arguments_are_refused(
    store: Store, workspace: Workspace, after: int | None, counts: list[int], tags: list[str]
) -> None:
    (events, conditions) = counts
    with pytest.raises(asyncpg.InvalidParameterValueError):
        await store.pool.fetch(
            "SELECT * FROM append_many($1, $2, '{a}', '{null}', '{null}', $3, $4, '{null}', $5, '{\"\"}', '{null}',"
            " '{t.v1}', '{null}', '{a}', '{a}', $6)",
            [workspace.workspace_id],
            [after],
            [events],
            [conditions],
            tags,
            ['"id":"1"}'] if events else [],
        )


@pytest.mark.parametrize("batches", [[1] * 17, [1, 2, 3, 5, 8, 13], [64]])
async def test_leaves_and_frontier_are_those_of_the_merkle_tree(
    store: Store, workspace: Workspace, batches: list[int]
) -> None:
    for size in batches:
        await call(store, append(workspace, *(fact("a", note=f"é{number}") for number in range(size))))
    rows = await store.pool.fetch("SELECT entry, leaf FROM event ORDER BY position")
    leaves = [merkle.leaf_hash(row["entry"]) for row in rows]
    assert [row["leaf"] for row in rows] == leaves
    frontier = (await store.head(workspace)).frontier
    assert frontier == merkle.extend((), 0, leaves)
    assert merkle.root(frontier) == merkle.recompute(leaves)
