"""The statements that every request runs use indexes, whatever the tables hold."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest
from asyncpg import Pool

from eventstore.group import append_many
from eventstore.idempotency import Idempotency
from eventstore.store import QUERIES, Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import ACTOR, append, fact, matching

HOT: dict[str, tuple[Any, ...]] = {
    "read_boundary": (1, ["a", "b\x1fc", "", ""], ["", "x", "y", ""], [False, True, False, True], ACTOR, "k"),
    "read_tag": (1, "a", 0, 100),
    "follow": (1, 0, 100),
    "range": (1, 1, 10),
    "tag_position": (1, "a"),
    "head": (1,),
    "find_event": (1, ACTOR, 0, "evt_1"),
    "workspace_by_slug": ("acme",),
    "workspace_by_id": (1,),
    "people": (1, ["a"]),
    "people_after": (1, "", 100),
    "person_by_login": (1, "ada"),
}


@pytest.fixture
async def connection(pool: Pool, store: Store, workspace: Workspace) -> AsyncIterator[asyncpg.pool.PoolConnectionProxy]:
    """A connection that plans once for all values, as a service that has been up for a while does."""
    for number in range(3):
        await store.append(append(workspace, *(fact("a", f"b{number}") for _ in range(200))))
    async with pool.acquire() as acquired:
        await acquired.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off")
        yield acquired
        await acquired.execute("RESET ALL; SET ROLE accord_app")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


@pytest.mark.parametrize("name", sorted(HOT))
async def test_hot_statements_use_indexes(connection: asyncpg.pool.PoolConnectionProxy, name: str) -> None:
    text = await connection.fetchval(f"EXPLAIN (FORMAT json) {getattr(QUERIES, name)}", *HOT[name])
    found = list(nodes(json.loads(text)[0]["Plan"]))
    assert not [node for node in found if node["Node Type"] == "Seq Scan"]
    for node in found:
        if "Index Name" in node:
            assert "Index Cond" in node, f"{node['Index Name']} is read from end to end"


async def test_every_statement_can_be_prepared(pool: Pool) -> None:
    async with pool.acquire() as connection:
        for _, text in QUERIES:
            await connection.prepare(text)


async def test_the_append_reads_by_index_alone(pool: Pool, store: Store, workspace: Workspace) -> None:
    key = Idempotency("k", b"digest")
    shapes = (matching("q"), matching("q", "r"), matching("q", types=("no.v1",)), matching(types=("no.v1",)))
    for _ in range(3):
        await store.append(append(workspace, *(fact("a", "b") for _ in range(200))))
    wanted = append(workspace, fact("c"), after=0, criteria=shapes, expected=(("d", 0),), idempotency=key)
    async with pool.acquire() as connection, connection.transaction():
        await append_many(connection, [wanted])
        scans = await connection.fetch("SELECT relname, seq_scan, idx_scan FROM pg_stat_xact_user_tables")
    used = {row["relname"]: row["idx_scan"] for row in scans}
    assert {row["relname"] for row in scans if row["seq_scan"]} == set()
    assert all(used[table] > 0 for table in ("event", "event_tag", "ledger", "workspace", "command"))
