"""Lists are read in the order of an index: a page costs the same wherever it is, however many rows there are."""

import itertools
import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from domain.opportunities.events import OpportunityReworded
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.backlog import listing as backlog
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.choosing import asked
from projections.decisions import due
from projections.decisions import listing as decisions
from projections.decisions.listing import DecisionsQuery, list_decisions
from projections.following import follow
from projections.groups import LISTS
from tests.domain.story import BEGINNING
from tests.projections.histories import DIGEST
from tests.projections.ledger import Said, tell
from tests.projections.test_paging import FIRST, ORDER, opportunity, proposed, raised, reached

MANY = 1000
BACKLOG_INDEXES = {"rank": "by_rank", "raised": "by_raised", "title": "by_title", "changed": "by_change"}
DECISION_INDEXES = {
    "proposed": "decision_by_proposed",
    "agreed": "decision_by_agreed",
    "respond_by": "decision_by_response",
    "review_on": "decision_by_review",
}
COMMON: tuple[dict[str, Any], ...] = ({}, {"theme": "culture"}, {"missing": "evidence"}, {"state": "open"})


def story() -> Iterator[Said]:
    for number in range(1, MANY + 1):
        at = BEGINNING + timedelta(minutes=number * 7919 % 10_007)
        yield Said(event=raised(number), at=at)
        yield Said(event=proposed(number), at=at)
    for number in range(1, MANY):
        event = OpportunityReworded(
            opportunity=opportunity(number),
            revision=2,
            digest=DIGEST,
            title=f"New {number}",
            problem="Slow",
            former_title="x",
            former_problem="y",
        )
        yield Said(event=event, at=BEGINNING + timedelta(days=9))
    yield Said(event=reached(FIRST, "first_priority", opportunity(9)))
    yield Said(event=reached(ORDER, "backlog_order", *(opportunity(number) for number in range(21, 221, 2))))


@pytest.fixture
async def planner(store: Store, workspace: Workspace, owner_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A session on a database whose lists are long enough to be worth a plan."""
    events = list(story())
    for start in range(0, len(events), 1000):
        await tell(store, workspace, *events[start : start + 1000])
    await follow(store.pool, LISTS, workspace, worker="test")
    connection = await asyncpg.connect(owner_dsn, statement_cache_size=0)
    await connection.execute("ANALYZE")
    yield connection
    await connection.close()


async def explained(connection: asyncpg.Connection, module: Any, query: Any) -> list[dict[str, Any]]:
    """The nodes of the plan of a list's statement, made once for whatever its parameters are."""
    whole = module.QUERIES.page_of_the_past if query.past else module.QUERIES.page
    sent = asked(whole, module.words(query))
    return await planned(connection, sent.sql, len(sent.needs))


async def planned(connection: asyncpg.Connection, statement: str, parameters: int) -> list[dict[str, Any]]:
    """The nodes of a statement's plan."""
    nothing = ", ".join(["NULL"] * parameters)
    await connection.execute(f"DEALLOCATE ALL; SET plan_cache_mode = force_generic_plan; PREPARE list AS {statement}")
    nodes: list[dict[str, Any]] = []
    waiting = [json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE list ({nothing})"))[0]["Plan"]]
    while waiting:
        nodes.append(node := waiting.pop())
        waiting += node.get("Plans", [])
    return nodes


def indexes(nodes: list[dict[str, Any]], table: str) -> set[str]:
    return {node.get("Index Name", "none") for node in nodes if node.get("Relation Name") == table}


def sorts(nodes: list[dict[str, Any]]) -> list[str]:
    return [node["Node Type"] for node in nodes if "Sort" in node["Node Type"]]


async def test_the_backlog_is_read_in_the_order_of_an_index(planner: asyncpg.Connection) -> None:
    for sort, down, given in itertools.product(BACKLOG_INDEXES, (False, True), COMMON):
        first = BacklogQuery(sort=sort, descending=down, **given)
        page = await list_backlog(planner, 1, first)
        for query in (first, msgspec.structs.replace(first, after=page.next_key)):
            nodes = await explained(planner, backlog, query)
            assert sorts(nodes) == [], (query, nodes)
            used = indexes(nodes, "backlog")
            by_state = {"backlog_by_state"} if "state" in given else set()
            assert used & ({f"backlog_{BACKLOG_INDEXES[sort]}"} | by_state), (query, used)
            assert "none" not in used


@pytest.mark.usefixtures("planner")
async def test_plans_are_made_once(pool: asyncpg.Pool) -> None:
    """If the planner did not know how long a page can be, it would plan each anew, which takes longer than reading."""
    lists: list[tuple[Any, Any]] = [
        (list_backlog, BacklogQuery()),
        (list_backlog, BacklogQuery(theme="culture")),
        (list_backlog, BacklogQuery(sort="title", descending=True)),
        (list_decisions, DecisionsQuery()),
    ]
    async with pool.acquire() as connection:
        for lister, query in lists:
            for _ in range(12):
                await lister(connection, 1, query)
        counts = await connection.fetch(
            "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%CROSS JOIN ' || 'LATERAL%'"
        )
    assert [row["generic_plans"] for row in counts] == [7] * len(lists)


async def test_a_scope_is_read_by_rank_in_the_order_of_an_index(planner: asyncpg.Connection) -> None:
    nodes = await explained(planner, backlog, BacklogQuery(scope="platform"))
    assert (sorts(nodes), indexes(nodes, "backlog")) == ([], {"backlog_by_rank_in_scope"})


async def test_what_a_decision_names_is_looked_up(planner: asyncpg.Connection) -> None:
    nodes = await explained(planner, backlog, BacklogQuery(decision=FIRST))
    assert "backlog_by_decision" in {node.get("Index Name") for node in nodes}


async def test_the_past_is_merged_in_the_order_of_two_indexes(planner: asyncpg.Connection) -> None:
    for sort, down in itertools.product(BACKLOG_INDEXES, (False, True)):
        query = BacklogQuery(sort=sort, descending=down, as_of=BEGINNING + timedelta(days=8))  # type: ignore[arg-type]
        nodes = await explained(planner, backlog, query)
        assert "Merge Append" in {node["Node Type"] for node in nodes}, query
        assert f"backlog_{BACKLOG_INDEXES[sort]}" in indexes(nodes, "backlog"), query
        assert f"backlog_version_{BACKLOG_INDEXES[sort]}" in indexes(nodes, "backlog_version"), query
        assert len(sorts(nodes)) <= 2, query  # the ranks, and the page itself once more


async def test_decisions_are_read_in_the_order_of_an_index(planner: asyncpg.Connection) -> None:
    for sort, down in itertools.product(DECISION_INDEXES, (False, True)):
        first = DecisionsQuery(sort=sort, descending=down)  # type: ignore[arg-type]
        page = await list_decisions(planner, 1, first)
        for query in (first, msgspec.structs.replace(first, after=page.next_key)):
            nodes = await explained(planner, decisions, query)
            assert (sorts(nodes), indexes(nodes, "decision")) == ([], {DECISION_INDEXES[sort]}), query


async def test_decisions_that_are_due_are_found_without_looking_at_the_others(planner: asyncpg.Connection) -> None:
    nodes = await planned(planner, due.QUERIES.due, 5)
    assert indexes(nodes, "decision") == {"decision_due"}
    assert sorts(nodes) == []
