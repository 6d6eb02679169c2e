"""What objectives and priorities have to do with each other, both ways: what is left without a counterpart."""

from __future__ import annotations

from typing import Annotated, Final

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
OVER = len(BEING_PURSUED)
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

    `after`: the set that was gone through last; then the state of the priorities, and the last one of them, if any.
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
    page, views = (None, []) if began == -1 else await sets_of(connection, workspace_id, sets)
    result: Page | None = None
    if stage != OVER:
        asked = BacklogQuery(
            state=BEING_PURSUED[int(stage)],
            scope=query.scope,
            missing="aligned",
            limit=query.limit,
            after=tuple(key) or None,
        )
        result = await list_backlog(connection, workspace_id, asked)
    part = CoveragePart(
        key_results=[found for view in views for found in _results(view)],
        priorities=[_priority(item) for item in _items(f"[{','.join(result.items if result else [])}]")],
    )
    next_sets: tuple[str | int, ...] = page.next_key if page and page.next_key else (-1,)
    next_priorities = (OVER,) if result is None else _after(int(stage), result)
    over = (*next_sets, *next_priorities) == (-1, OVER)
    positions = [each.position for each in (page, result) if each]
    return Page(
        items=[_encode(part).decode()],
        next_key=None if over else (*next_sets, *next_priorities),
        position=min(positions, default=0),
    )


def _after(stage: int, page: Page) -> tuple[str | int, ...]:
    return (stage + 1,) if page.next_key is None else (stage, *page.next_key)


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
