"""What is looked at when a walk is over: the ledger by itself, and every list beside a fold and a rebuild."""

from __future__ import annotations

from typing import Any

from eventstore.merkle import recompute, root
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.groups import PROJECTORS
from projections.rebuilding import rebuild_workspace
from tests.api import walk_promises
from tests.api.walk import Walk
from tests.projections import naive
from tests.projections.ledger import everything, items_of, live_rows


async def promises_are_kept(walk: Walk) -> None:
    """Every entry in its place, the tree over them, and every promise of the domain."""
    store, workspace = walk.office.services.store, walk.workspace
    rows = await store.pool.fetch(
        "SELECT entry, leaf FROM event WHERE workspace_id = $1 ORDER BY position", workspace.workspace_id
    )
    entries, leaves = [row["entry"] for row in rows], [row["leaf"] for row in rows]
    walk_promises.entries_are_chained(entries, leaves, workspace.slug)
    head = await store.head(workspace)
    assert (head.position, root(head.frontier)) == (len(leaves), recompute(leaves))
    history = await everything(store, workspace)
    for promise in walk_promises.EVERY:
        promise(history)
    nothing_sealed_is_in(entries)


def nothing_sealed_is_in(entries: list[str]) -> None:
    """Sealed words stand in no entry, but for those that reveal them."""
    kinds = ('"type":"idea-revealed.v1"', '"type":"score-sheet-revealed.v1"')
    hidden = [entry for entry in entries if '"commitment":' in entry or '"sealed":' in entry]
    assert not [entry for entry in hidden if "Sealed words" in entry and not any(kind in entry for kind in kinds)]


async def projections_equal_the_fold(walk: Walk) -> None:
    """The lists say what a fold of the ledger says, and a rebuild makes the very same rows."""
    office, workspace = walk.office, walk.workspace
    pool = office.services.pool
    await office.settle(workspace.slug)
    history = await everything(office.services.store, workspace)
    names = list(walk.known.wordings)
    expected = naive.backlog(history, names)
    shown: list[Any] = []
    for suggested in (False, True):
        asked = BacklogQuery(ended=None, suggested=suggested, limit=200)
        shown += items_of(await list_backlog(pool, workspace.workspace_id, asked))
    assert [(each["opportunity"], each["rank"], each["state"], each["missing"]) for each in shown] == [
        (each["opportunity"], each["rank"], each["state"], each["missing"]) for each in expected
    ]
    before = await live_rows(pool, workspace)
    for group in PROJECTORS:
        await rebuild_workspace(pool, group, workspace)
    assert await live_rows(pool, workspace) == before
