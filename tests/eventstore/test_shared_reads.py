"""Reads that share a call: each gets its own matches, those it has in common with others included."""

import asyncio

from eventstore.conditions import Criterion
from eventstore.store import Entry, Store
from eventstore.workspaces import Workspace
from tests.eventstore.conftest import new_workspace
from tests.eventstore.samples import append, fact

TYPE = "one.v1"


async def test_what_several_ask_for_goes_to_each_and_to_no_one_else(store: Store, workspace: Workspace) -> None:
    other = await new_workspace(store.pool, "other")
    await store.append(append(workspace, *(fact(tag, of=TYPE) for tag in "abca")))
    await store.append(append(other, fact("a", of=TYPE)))

    async def read(where: Workspace, *tags: str, newest: bool = False) -> tuple[int, list[Entry]]:
        return await store.boundary_entries(where, [Criterion(tag, TYPE, newest) for tag in tags])

    found = await asyncio.gather(
        read(workspace, "a", "b"),
        read(workspace, "a", "c"),
        read(other, "a"),
        read(workspace, "b", "a"),
        read(workspace, "c", "c"),
        read(workspace, "a", newest=True),
        read(workspace),
        read(other, "a", "b"),
    )
    assert [[each.position for each in entries] for _, entries in found] == [
        [1, 2, 4],
        [1, 3, 4],
        [1],
        [1, 2, 4],
        [3],
        [4],
        [],
        [1],
    ]
    assert [head for head, _ in found] == [4, 4, 1, 4, 4, 4, 4, 1]
