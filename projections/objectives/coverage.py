"""What objectives and priorities have to do with each other, both ways: what is left without a counterpart."""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

import asyncpg
import msgspec
from msgspec import Meta

from domain.opportunities.terms import Lifecycle
from eventstore.faults import AnyConnection
from projections.backlog.item import BacklogItem
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.facts import Position
from projections.objectives.shape import ObjectivesView
from projections.objectives.tree import sets_of
from projections.paging import LARGEST, Key, Page
from projections.subjects.listing import ObjectivesQuery

BEING_PURSUED: Final[tuple[Lifecycle, ...]] = ("prioritised", "in_progress")
OVER = -1
_encode = msgspec.json.Encoder().encode
_items = msgspec.json.Decoder(list[BacklogItem]).decode


class UncoveredResult(msgspec.Struct, frozen=True, kw_only=True):
    """A key result of an active set that no opportunity is aligned with."""

    objectives: str
    owner: str
    cycle: str
    objective: str
    key: str
    title: str | None
    progress: float | None
    position: Position


class UncoveredPriority(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity prioritised or worked on that is aligned with nothing; `in_force` are the decisions on it."""

    opportunity: str
    title: str
    state: str
    scope: str
    rank: int | None
    in_force: list[str]
    position: Position


class CoveragePart(msgspec.Struct, frozen=True, kw_only=True):
    """One page of both gaps: key results without opportunity, and priorities without key result."""

    key_results: list[UncoveredResult]
    priorities: list[UncoveredPriority]


class CoverageQuery(msgspec.Struct, frozen=True, kw_only=True):
    """How many sets of objectives, and how many priorities, a page goes through at most.

    `after`: where the set that was gone through last began; then which state of the priorities comes next, and the last
    one of them, if any. OVER in either place: there are no more.
    """

    owner: str | None = None
    cycle: str | None = None
    scope: str | None = None
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None


async def list_coverage(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: CoverageQuery) -> Page:
    """List a page of the gaps, those of both ways side by side."""
    began, stage, *key = query.after or (0, 0)
    sets = ObjectivesQuery(
        state="active", owner=query.owner, cycle=query.cycle, limit=query.limit, after=(began,) if began else None
    )
    page, views = (None, []) if began == OVER else await sets_of(connection, workspace_id, sets)
    priorities = await _priorities(connection, workspace_id, query, int(stage), tuple(key))
    part = CoveragePart(
        key_results=[found for view in views for found in _results(view)],
        priorities=[_priority(item) for item in priorities.items],
    )
    next_key = (*(page.next_key if page and page.next_key else (OVER,)), *priorities.next_key)
    shown = (page.position if page else None, priorities.position)
    return Page(
        items=[_encode(part).decode()],
        next_key=None if next_key == (OVER, OVER) else next_key,
        position=min((each for each in shown if each is not None), default=0),
    )


class _Priorities(NamedTuple):
    """Some priorities, where to go on, and the position that they show: None if none were read."""

    items: list[BacklogItem]
    next_key: Key
    position: int | None


async def _priorities(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: CoverageQuery, stage: int, key: Key
) -> _Priorities:
    """The next priorities without alignment, of one state after the other."""
    found: list[BacklogItem] = []
    position: int | None = None
    while OVER < stage < len(BEING_PURSUED) and len(found) < query.limit:
        asked = BacklogQuery(
            state=BEING_PURSUED[stage],
            scope=query.scope,
            missing="aligned",
            limit=query.limit - len(found),
            after=key or None,
        )
        page = await list_backlog(connection, workspace_id, asked)
        found += _items(f"[{','.join(page.items)}]")
        position = page.position
        stage, key = (stage, page.next_key) if page.next_key else (stage + 1, ())
    return _Priorities(found, (stage if stage < len(BEING_PURSUED) else OVER, *key), position)


def _results(view: ObjectivesView) -> list[UncoveredResult]:
    return [
        UncoveredResult(
            objectives=view.objectives,
            owner=view.owner,
            cycle=view.cycle,
            objective=objective.key,
            key=result.key,
            title=result.title,
            progress=result.progress,
            position=view.position,
        )
        for objective in view.tree
        for result in objective.key_results
        if not result.opportunities
    ]


def _priority(item: BacklogItem) -> UncoveredPriority:
    return UncoveredPriority(
        opportunity=item.opportunity,
        title=item.title,
        state=item.state,
        scope=item.scope,
        rank=item.rank,
        in_force=item.in_force,
        position=item.position,
    )
