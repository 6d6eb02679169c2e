"""The matrix of difficulty and urgency: the backlog's opportunities by the quadrant in which they lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, get_args

import asyncpg
import msgspec
from msgspec import Meta

from domain.assessments.terms import Quadrant
from domain.opportunities.terms import Lifecycle, Theme
from eventstore.faults import AnyConnection
from projections.backlog.item import BacklogItem
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.facts import EventRef, Position
from projections.paging import LARGEST, Key, Page
from projections.references.events import events_at

QUADRANTS: Final[tuple[Quadrant, ...]] = get_args(Quadrant)
_encode = msgspec.json.Encoder().encode
_items = msgspec.json.Decoder(list[BacklogItem]).decode


class MatrixItem(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity in its quadrant.

    `difficulty` is how hard it is to solve and `urgency` how painful, on the scale of the `assessment`; null where
    nobody has settled them yet. `agreed`: every side has confirmed them. `rests_on` are the settlement and the
    agreement; `position` is the place of what last changed the opportunity in the backlog.
    """

    opportunity: str
    title: str
    rank: int | None
    scope: str
    state: str
    difficulty: float | None
    urgency: float | None
    agreed: bool
    assessment: str | None
    rests_on: tuple[EventRef, ...]
    position: Position


class MatrixPart(msgspec.Struct, frozen=True, kw_only=True):
    """The opportunities of a page that lie in one quadrant, best rank first; `quadrant` null: not assessed yet.

    quick_win: urgent and easy; longer_term_bet: urgent and hard; fill_in: easy, not urgent; not_now: hard, not urgent.
    """

    quadrant: Quadrant | None
    opportunities: Annotated[tuple[MatrixItem, ...], Meta(max_length=LARGEST)]


class MatrixQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which opportunities of the backlog to place. Without `state` those that go on."""

    scope: str | None = None
    state: Lifecycle | None = None
    theme: Theme | None = None
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None
    as_of: datetime | None = None
    known_at: int | None = None


async def list_matrix(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: MatrixQuery) -> Page:
    """Place a page of the backlog, in the order of ranks: four quadrants, and those not assessed yet."""
    asked = {name: getattr(query, name) for name in query.__struct_fields__}
    page = await list_backlog(connection, workspace_id, BacklogQuery(**asked))
    placed: dict[Quadrant | None, list[MatrixItem]] = {quadrant: [] for quadrant in (*QUADRANTS, None)}
    items = _items(f"[{','.join(page.items)}]")
    positions = [each for item in items if item.placement for each in item.placement.positions]
    events = await events_at(connection, workspace_id, positions)
    for item in items:
        placed[item.placement.quadrant if item.placement else None].append(_placed(item, events))
    parts = [MatrixPart(quadrant=quadrant, opportunities=tuple(there)) for quadrant, there in placed.items()]
    return msgspec.structs.replace(page, items=[_encode(part).decode() for part in parts])


def _placed(item: BacklogItem, events: Mapping[int, EventRef]) -> MatrixItem:
    found = item.placement
    return MatrixItem(
        opportunity=item.opportunity,
        title=item.title,
        rank=item.rank,
        scope=item.scope,
        state=item.state,
        difficulty=found.difficulty if found else None,
        urgency=found.urgency if found else None,
        agreed=found.agreed if found else False,
        assessment=found.assessment if found else None,
        rests_on=tuple(events[each] for each in found.positions) if found else (),
        position=item.position,
    )
