"""Reports whose lines are shown as they are kept, and those that look at readiness."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import msgspec

from projections.backlog.item import BacklogItem
from projections.choosing import asked
from projections.facts import EventRef
from projections.paging import Page
from projections.reporting.asking import QUERIES, ReportQuery, beside, lines_of
from projections.reporting.lines import LineMemory
from projections.reporting.promised import DefinitionLine, FeedbackLine
from projections.reporting.raised import FlowLine

Lister = Callable[[asyncpg.Pool, int, ReportQuery], Awaitable[Page]]
GROUNDS = frozenset(
    {"opportunity-raised.v1", "agreement-reached.v1", "opportunity-deferred.v1", "opportunity-declined.v1"}
)
_encode = msgspec.json.Encoder().encode
_item = msgspec.json.Decoder(BacklogItem).decode
_flow = msgspec.json.Decoder(LineMemory[FlowLine]).decode
_feedback = msgspec.json.Decoder(LineMemory[FeedbackLine]).decode
_definition = msgspec.json.Decoder(LineMemory[DefinitionLine]).decode


class _Kept(msgspec.Struct):
    item: msgspec.Raw


class FeedbackItem(FeedbackLine, kw_only=True):
    """What somebody of a team said, and what was answered; whether it was said before all sides adopted it."""

    before_adoption: bool


class ReadinessItem(msgspec.Struct, kw_only=True, frozen=True):
    """An opportunity, what it lacks to come first, and the decisions in force that name it."""

    opportunity: str
    title: str
    scope: str
    state: str
    missing: tuple[str, ...]
    in_force: tuple[str, ...]
    ended_because: str | None
    rests_on: list[EventRef]
    position: int


def listing(kind: str, *words: str) -> Lister:
    """A report that shows the lines of a kind as they are."""

    async def lines(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
        found = await lines_of(pool, workspace_id, kind, query, words=words)
        kept = [msgspec.json.decode(memory, type=_Kept) for memory in found.memories]
        return Page(
            items=[bytes(each.item).decode() for each in kept], next_key=found.next_key, position=found.position
        )

    return lines


async def list_feedback(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
    """What teams said about definitions, and what was answered."""
    found = await lines_of(pool, workspace_id, "feedback", query)
    memories = [_feedback(memory) for memory in found.memories]
    parents = await beside(pool, workspace_id, [memory.parent for memory in memories if memory.parent])
    adopted = {line: _definition(memory).item.adopted_position for line, memory in parents.items()}
    items = []
    for memory in memories:
        at = adopted.get(memory.parent or "")
        shown = {name: getattr(memory.item, name) for name in memory.item.__struct_fields__}
        items.append(_encode(FeedbackItem(**shown, before_adoption=at is None or memory.began < at)).decode())
    return Page(items=items, next_key=found.next_key, position=found.position)


def readiness(word: str) -> Lister:
    """A report of opportunities by what they lack: `gaps` of agreed priorities, or those to `revisit`."""

    async def opportunities(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
        statement = asked(QUERIES.ready_or_not, frozenset({word}))
        after = query.after[0] if query.after else None
        values: list[Any] = [workspace_id, query.limit + 1, after, *query.filters]
        rows = await pool.fetch(statement.sql, *statement.values(values))
        shown = [row for row in rows[: query.limit] if row["item"] is not None]
        return Page(
            items=[_encode(_ready(row)).decode() for row in shown],
            next_key=(shown[-1]["raised_position"],) if len(rows) > query.limit else None,
            position=rows[0]["position"] if rows else 0,
        )

    return opportunities


def _ready(row: asyncpg.Record) -> ReadinessItem:
    item, line = _item(row["item"]), _flow(row["memory"]).item
    return ReadinessItem(
        opportunity=item.opportunity,
        title=item.title,
        scope=item.scope,
        state=item.state,
        missing=item.missing,
        in_force=tuple(item.in_force),
        ended_because=line.ended_because,
        rests_on=[event for event in line.rests_on if event.type in GROUNDS],
        position=item.position,
    )
