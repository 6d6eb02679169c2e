"""What waits for a side is read in order from an index, what waits for a person is found by another."""

from __future__ import annotations

from collections.abc import AsyncIterator

import asyncpg
import pytest

from domain.benefits.events import BenefitRecorded
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.choosing import chosen
from projections.following import follow
from projections.groups import WAITING
from projections.matters import listing
from tests.domain.story import an_id
from tests.projections.ledger import tell
from tests.projections.test_plans import indexes, planned

MANY = 3000
ABOUT = f"opportunity:{an_id('opp', 1)}"


@pytest.fixture
async def planner(store: Store, workspace: Workspace, owner_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A session on a database where much waits for one side."""
    for start in range(0, MANY, 1000):
        benefits = (
            BenefitRecorded(
                benefit=an_id("ben", start + number), about=ABOUT, receiver="business", kind="time", text="Sleep"
            )
            for number in range(1000)
        )
        await tell(store, workspace, *benefits)
    await follow(store.pool, WAITING, workspace, worker="test")
    connection = await asyncpg.connect(owner_dsn, statement_cache_size=0)
    await connection.execute("ANALYZE")
    yield connection
    await connection.close()


async def test_each_branch_has_its_index(planner: asyncpg.Connection) -> None:
    nodes = await planned(planner, chosen(listing.QUERIES.page, frozenset({"whose"})), 6)
    assert indexes(nodes, "matter") <= {"matter_by_due", "none"}
    assert {node["Index Name"] for node in nodes if node["Node Type"] == "Bitmap Index Scan"} == {"matter_by_audience"}
    assert [node for node in nodes if node["Node Type"] == "Seq Scan" and node["Relation Name"] == "matter"] == []


async def test_what_waits_for_anybody_needs_no_sort(planner: asyncpg.Connection) -> None:
    nodes = await planned(planner, chosen(listing.QUERIES.page, frozenset()), 6)
    assert indexes(nodes, "matter") == {"matter_by_due"}
