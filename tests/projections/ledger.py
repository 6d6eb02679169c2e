"""Put any events into a real ledger, as if commands had recorded them."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from domain.kernel import Event, Recorded, tags_of
from eventstore import workspaces
from eventstore.appends import Append, NewEvent
from eventstore.codec import line_of
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.paging import Page
from tests.domain.story import BEGINNING, an_id

KEPT = (
    "backlog_history",
    "decision_history",
    "partnership",
    "subject",
    "observation",
    "observation_version",
    "obstacle",
)
SIDES = ("technology", "business")
_numbers = itertools.count(1)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An event and when it is claimed to have happened."""

    event: Event
    at: datetime = BEGINNING
    actor: str = an_id("per", 1)


async def new_workspace(pool: asyncpg.Pool, slug: str) -> Workspace:
    async with pool.acquire() as connection, connection.transaction():
        created = await workspaces.insert(connection, slug=slug, sides=SIDES, time_zone="Europe/Berlin")
    assert created is not None
    return created


def _new(said: Said) -> NewEvent:
    recorded = Recorded(
        event=said.event,
        tags=tags_of(said.event),
        id=an_id("evt", next(_numbers)),
        occurred_at=said.at,
        recorded_at=said.at,
        actor=said.actor,
        side="technology",
    )
    return NewEvent(
        id=recorded.id,
        type=type(said.event).TOPIC,
        actor=said.actor,
        tags=recorded.tags,
        line=line_of(recorded, claimed=said.at),
        occurred_at=said.at,
    )


async def tell(store: Store, workspace: Workspace, *history: Said | Event) -> int:
    """Append a history; answer the position of its last event."""
    said = [item if isinstance(item, Said) else Said(event=item) for item in history]
    if not said:
        return (await store.head(workspace)).position
    events = tuple(map(_new, said))
    return (await store.append(Append(workspace_id=workspace.workspace_id, events=events, after=None))).last


def items_of(page: Page) -> list[dict[str, Any]]:
    """The items of a page."""
    found: list[dict[str, Any]] = msgspec.json.decode(f"[{','.join(page.items)}]")
    return found


async def everything(store: Store, workspace: Workspace) -> Sequence[Recorded]:
    """All that the ledger holds."""
    return await store.follow(workspace, limit=100_000)


async def live_rows(pool: asyncpg.Pool, workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every live row of every list, former versions too, without the number of the generation."""
    generation = await pool.fetchval(
        "SELECT generation FROM projection_checkpoint WHERE workspace_id = $1 AND live", workspace.workspace_id
    )
    rows = {}
    for table in KEPT:
        sql = f"SELECT t.* FROM {table} t WHERE workspace_id = $1 AND generation = $2"  # noqa: S608 - of KEPT
        found = await pool.fetch(sql, workspace.workspace_id, generation)
        rows[table] = sorted((tuple(row)[2:] for row in found), key=str)
    return rows
