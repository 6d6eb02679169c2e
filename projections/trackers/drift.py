"""Where trackers and the backlog disagree: items whose progress does not go with the state of their opportunity."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, get_args

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.opportunities.terms import Lifecycle
from domain.trackers.terms import EXPECTED, Progress, drifts
from eventstore.faults import AnyConnection
from projections.facts import EventRef, Position
from projections.paging import LARGEST, Key, Page
from projections.references.events import events_at
from projections.subjects.linking import TrackerLinkItem

QUERIES = load(__file__)
STATES: Final[tuple[Lifecycle, ...]] = get_args(Lifecycle)
SEEN: Final[tuple[str, ...]] = get_args(get_args(Progress)[0])
FITTING: Final = [f"{state}/{seen}" for state in STATES for seen in SEEN if not drifts(state, seen)]
_encode = msgspec.json.Encoder().encode
_link = msgspec.json.Decoder(TrackerLinkItem).decode


class DriftItem(msgspec.Struct, frozen=True, kw_only=True):
    """A tracker's item that shows something else than the backlog does of the opportunity that it stands for.

    `tracker_state` is the tracker's own word and `progress` what it comes to; `expected` would go with the `state` of
    the opportunity. `rests_on` are the link, the state seen last, and what last changed the opportunity in the backlog.
    """

    link: str
    tracker: str
    key: str
    url: str | None
    tracker_state: str
    progress: Progress
    seen_at: datetime
    opportunity: str
    title: str
    scope: str
    state: Lifecycle
    expected: tuple[str, ...]
    rests_on: list[EventRef]
    position: Position


class DriftQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which disagreements to list. `after` is where the link before was made."""

    tracker: str | None = None
    scope: str | None = None
    progress: Progress | None = None
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None


async def list_drift(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: DriftQuery) -> Page:
    """List disagreements in the order in which the items were linked."""
    (began,) = query.after or (0,)
    filters = [query.tracker, query.scope, query.progress]
    rows = await connection.fetch(QUERIES.drifting, workspace_id, query.limit + 1, began, FITTING, *filters)
    shown = [(row, _link(row["item"])) for row in rows[: query.limit] if row["item"] is not None]
    at = {each for row, link in shown for each in (*link.rests_on, row["from_position"])}
    events = await events_at(connection, workspace_id, at)
    return Page(
        items=[_encode(_item(row, link, events)).decode() for row, link in shown],
        next_key=(shown[-1][0]["began_position"],) if shown and len(rows) > query.limit else None,
        position=rows[0]["position"] if rows else 0,
    )


def _item(row: asyncpg.Record, link: TrackerLinkItem, events: dict[int, EventRef]) -> DriftItem:
    positions = sorted({*link.rests_on, row["from_position"]})
    return DriftItem(
        link=link.id,
        tracker=link.tracker,
        key=link.key,
        url=link.url,
        tracker_state=link.tracker_state or "",
        progress=row["progress"],
        seen_at=link.seen_at or link.began_at,
        opportunity=row["opportunity"],
        title=row["title"],
        scope=row["scope"],
        state=row["state"],
        expected=tuple(sorted(EXPECTED.get(row["state"], ()))),
        rests_on=[events[each] for each in positions],
        position=max(link.position, row["from_position"]),
    )
