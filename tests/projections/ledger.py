"""Put any events into a real ledger, as if commands had recorded them."""

import itertools
from collections.abc import Sequence
from datetime import datetime

import asyncpg
import msgspec

from domain.kernel import Event, Recorded, tags_of
from eventstore import workspaces
from eventstore.appends import Append, NewEvent
from eventstore.codec import line_of
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.domain.story import BEGINNING, an_id

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


async def everything(store: Store, workspace: Workspace) -> Sequence[Recorded]:
    """All that the ledger holds."""
    return await store.follow(workspace, limit=100_000)
