"""What sealed events commit to, read from beside the ledger for the command that reveals it (rule G11)."""

from collections.abc import Sequence

from domain.blind import PrivateEntry
from eventstore.appends import PrivateContent
from eventstore.faults import reaching
from eventstore.store import QUERIES, Store
from eventstore.workspaces import Workspace


async def sealed_contents(store: Store, workspace: Workspace, events: Sequence[str]) -> dict[str, PrivateEntry]:
    """Return what is kept for these events, by event id; some may have nothing any more."""
    if not events:
        return {}
    with reaching():
        rows = await store.pool.fetch(QUERIES.sealed_contents, workspace.workspace_id, list(events))
    return {
        row["event_id"]: PrivateEntry(person=row["person"], salt=row["salt"].hex(), content=row["content"])
        for row in rows
    }


def entry_of(kept: PrivateContent) -> PrivateEntry:
    """Read a row that is still on its way into the database."""
    return PrivateEntry(person=kept.person, salt=kept.salt, content=kept.content)
