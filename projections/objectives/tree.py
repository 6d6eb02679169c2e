"""The tree of objectives: sets, objectives and key results with computed progress, and the opportunities behind them.

Progress of a key result is (current - baseline) / (target - baseline) between 0 and 1, where `current` is the check-in
that happened last; that of an objective is the mean of its key results'. Both are computed, never claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import asyncpg
import msgspec

from database.queries import load
from domain.metrics.terms import Direction
from domain.objectives.terms import Expected, Level, ObjectiveRef, SetKind, SetState
from eventstore.faults import AnyConnection
from projections.facts import EventRef, Position
from projections.objectives.shape import AlignmentView, KeyResultView, ObjectivesView, ObjectiveView
from projections.objectives.view import fold_objectives
from projections.paging import Page
from projections.references.events import histories
from projections.subjects.listing import ObjectivesQuery, list_subjects
from projections.subjects.rows import SubjectItem

QUERIES = load(__file__)
_encode = msgspec.json.Encoder().encode
_items = msgspec.json.Decoder(list[SubjectItem]).decode


class AlignedOpportunity(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity that should move the key result or serve the objective, and how. `on` is what aligned it."""

    opportunity: str
    title: str
    state: str
    mechanism: str
    expected: Expected | None
    on: EventRef


class TreeResult(msgspec.Struct, frozen=True, kw_only=True):
    """A key result: where it stood, stands and should get to. `rests_on`: changes of target and the last check-in."""

    key: str
    title: str | None
    metric: str | None
    unit: str | None
    baseline: float | None
    target: float | None
    direction: Direction | None
    current: float | None
    progress: float | None
    confidence: float | None
    score: float | None
    opportunities: list[AlignedOpportunity]
    rests_on: list[EventRef]


class TreeObjective(msgspec.Struct, frozen=True, kw_only=True):
    """An objective with its key results; `parent` is the objective of another set that it serves."""

    key: str
    title: str
    why: str | None
    parent: ObjectiveRef | None
    progress: float | None
    score: float | None
    key_results: list[TreeResult]
    opportunities: list[AlignedOpportunity]


class ObjectivesTree(msgspec.Struct, frozen=True, kw_only=True):
    """A set of objectives as a tree; `uncovered` are key results that no opportunity is aligned with.

    `rests_on` are the events that drafted, activated and closed it.
    """

    objectives: str
    owner: str
    level: Level
    kind: SetKind
    cycle: str
    state: SetState
    revision: int
    tree: list[TreeObjective]
    uncovered: list[str]
    rests_on: list[EventRef]
    position: Position


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """What an opportunity is called, and where it stands."""

    title: str
    state: str


async def list_tree(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: ObjectivesQuery) -> Page:
    """List a page of the sets, each as a tree."""
    page, views = await sets_of(connection, workspace_id, query)
    named = await _named(connection, workspace_id, (each for view in views for each in view.alignments if each.holds))
    return msgspec.structs.replace(page, items=[_encode(_tree(view, named)).decode() for view in views])


async def sets_of(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: ObjectivesQuery
) -> tuple[Page, list[ObjectivesView]]:
    """A page of the sets, and each of them folded from its events up to the position that the page shows."""
    page = await list_subjects(connection, workspace_id, query)
    tags = {f"objectives:{item.id}": item.id for item in _items(f"[{','.join(page.items)}]")}
    told = await histories(connection, workspace_id, list(tags), page.position)
    return page, [view for tag, name in tags.items() if (view := fold_objectives(name, told[tag]))]


async def _named(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, alignments: Iterable[AlignmentView]
) -> dict[str, Named]:
    asked = sorted({each.opportunity for each in alignments})
    rows = await connection.fetch(QUERIES.opportunities, workspace_id, asked) if asked else []
    return {row["opportunity"]: Named(title=row["title"], state=row["state"]) for row in rows}


def _tree(view: ObjectivesView, named: Mapping[str, Named]) -> ObjectivesTree:
    return ObjectivesTree(
        objectives=view.objectives,
        owner=view.owner,
        level=view.level,
        kind=view.kind,
        cycle=view.cycle,
        state=view.state,
        revision=view.revision,
        tree=[_objective(each, view, named) for each in view.tree],
        uncovered=view.uncovered,
        rests_on=[fact.ref for fact in (view.drafted, view.activated, view.closed) if fact],
        position=view.position,
    )


def _objective(objective: ObjectiveView, view: ObjectivesView, named: Mapping[str, Named]) -> TreeObjective:
    return TreeObjective(
        key=objective.key,
        title=objective.title,
        why=objective.why,
        parent=objective.parent,
        progress=objective.progress,
        score=objective.score.score if objective.score else None,
        key_results=[_result(each, view, named) for each in objective.key_results],
        opportunities=_aligned(objective.key, view, named),
    )


def _result(result: KeyResultView, view: ObjectivesView, named: Mapping[str, Named]) -> TreeResult:
    last = max(result.check_ins, key=lambda each: (each.fact.occurred_at, each.fact.position), default=None)
    facts = [*(change.fact for change in result.target_changes), *([last.fact] if last else [])]
    return TreeResult(
        key=result.key,
        title=result.title,
        metric=result.metric,
        unit=result.unit,
        baseline=result.baseline,
        target=result.target,
        direction=result.direction,
        current=result.current,
        progress=result.progress,
        confidence=result.confidence,
        score=result.score.score if result.score else None,
        opportunities=_aligned(result.key, view, named),
        rests_on=[fact.ref for fact in facts],
    )


def _aligned(key: str, view: ObjectivesView, named: Mapping[str, Named]) -> list[AlignedOpportunity]:
    standing = {each.opportunity: each for each in view.alignments if each.holds and each.key == key}
    return [
        AlignedOpportunity(
            opportunity=opportunity,
            title=named[opportunity].title,
            state=named[opportunity].state,
            mechanism=alignment.mechanism,
            expected=alignment.expected,
            on=alignment.aligned.ref,
        )
        for opportunity, alignment in standing.items()
        if opportunity in named
    ]
