"""At every time and position the backlog is what a fold of the ledger says, however its rows came to be."""

import itertools
from datetime import timedelta
from typing import Any

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.following import follow
from projections.groups import LISTS
from projections.rebuilding import rebuild_workspace
from tests.domain.story import BEGINNING
from tests.projections import naive
from tests.projections.histories import HOURS, OPPORTUNITIES, backlogs
from tests.projections.ledger import Said, everything, items_of, live_rows, new_workspace, tell

slugs = (f"backlog-{number}" for number in itertools.count(1))
on_one_database = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
FACETS = ("evidence", "impacted", "aligned", "assessed", "value")
NAMES = ("rank", "opportunity", "title", "scope", "state", "ranked", "suggested", "missing", "position")


def plain(item: dict[str, Any]) -> dict[str, Any]:
    """An item of the list, with its facets beside the rest."""
    facets = {name: item["readiness"][name] for name in FACETS}
    return {name: item[name] for name in NAMES} | facets


async def listed(pool: asyncpg.Pool, workspace: Workspace, **query: Any) -> list[dict[str, Any]]:
    """Everything by rank, suggestions last as the naive fold has them."""
    rows = []
    for suggested in (False, True):
        asked = BacklogQuery(ended=None, suggested=suggested, **query)
        rows += [plain(item) for item in items_of(await list_backlog(pool, workspace.workspace_id, asked))]
    return rows


@on_one_database
@given(history=backlogs())
async def test_at_every_time_and_position(store: Store, history: list[Said]) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    head = await tell(store, workspace, *history)
    await follow(store.pool, LISTS, workspace, worker="test")
    recorded = await everything(store, workspace)
    assert await listed(store.pool, workspace) == naive.backlog(recorded, OPPORTUNITIES)
    for hour, position in itertools.product(range(-1, HOURS + 1), range(head + 1)):
        as_of = BEGINNING + timedelta(hours=hour)
        expected = naive.backlog(recorded, OPPORTUNITIES, as_of, position)
        assert await listed(store.pool, workspace, as_of=as_of, known_at=position) == expected, (hour, position)
        ranked = [row["ranked"] for row in expected if row["state"] in {"open", "prioritised", "in_progress"}]
        assert ranked == sorted(ranked, reverse=True) or len({row["scope"] for row in expected}) > 1


@on_one_database
@given(history=backlogs(), pages=st.lists(st.integers(1, 5), min_size=1, max_size=3))
async def test_any_batches_and_a_rebuild_make_the_same_rows(
    store: Store, history: list[Said], pages: list[int]
) -> None:
    workspaces = [await new_workspace(store.pool, next(slugs)) for _ in range(2)]
    for workspace in workspaces:
        await tell(store, workspace, *history)
    await follow(store.pool, LISTS, workspaces[0], worker="test")
    once = await live_rows(store.pool, workspaces[0])
    for position, page in zip(range(1, len(history) + 1), itertools.cycle(pages), strict=False):
        await follow(store.pool, LISTS, workspaces[1], worker="test", page=page, upto=position)
    assert await live_rows(store.pool, workspaces[1]) == once
    await rebuild_workspace(store.pool, LISTS, workspaces[1], page=pages[0])
    assert await live_rows(store.pool, workspaces[1]) == once
