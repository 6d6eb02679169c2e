"""The obstacles of all katas, the dearest first."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.katas.terms import ObstacleStatus
from eventstore.faults import AnyConnection
from projections.facts import EventRef, Position
from projections.obstacles.memory import ObstacleMemory
from projections.paging import LARGEST, Key, Page, key_moment, moment_key
from projections.references.events import events_at
from projections.subjects.rows import SubjectItem

QUERIES = load(__file__)
SECONDS_A_DAY = 86_400
ObstacleSort = Literal["experiments", "days", "parked"]
_encode = msgspec.json.Encoder().encode
_memory = msgspec.json.Decoder(ObstacleMemory).decode
_kata = msgspec.json.Decoder(SubjectItem).decode


class ObstacleItem(msgspec.Struct, frozen=True, kw_only=True):
    """An obstacle of a kata towards a north star, and what it cost: the experiments, and how long it was in focus.

    `days_in_focus` counts the time up to now where it is `focused`. `how` says how it was resolved or why it was
    dropped, `resolved_by` thanks to which experiment. `rests_on` is what parked it, and what made it stand as it does.
    """

    obstacle: str
    kata: str
    north_star: str
    team: str | None
    text: str
    status: ObstacleStatus
    experiments: list[str]
    days_in_focus: float
    focused_since: datetime | None
    how: str | None
    resolved_by: str | None
    rests_on: list[EventRef]
    position: Position


class ObstaclesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which obstacles to list. `after` holds what the last one cost, where it was parked, and the time of asking."""

    kata: str | None = None
    team: str | None = None
    state: ObstacleStatus | None = None
    sort: ObstacleSort = "experiments"
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None


async def list_obstacles(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: ObstaclesQuery) -> Page:
    """List obstacles by what they cost, most first, or in the order in which they were parked."""
    cost, parked, asked = query.after or (None, None, None)
    at = None if asked is None else key_moment(asked)
    filters = [query.kata, query.team, query.state]
    rows = await connection.fetch(QUERIES.page, workspace_id, query.limit + 1, query.sort, at, cost, parked, *filters)
    shown = [(row, _memory(row["memory"])) for row in rows[: query.limit] if row["memory"] is not None]
    events = await events_at(connection, workspace_id, [turn for _, memory in shown for turn in memory.turns])
    last = shown[-1][0] if shown and len(rows) > query.limit else None
    return Page(
        items=[_encode(_item(row, memory, events)).decode() for row, memory in shown],
        next_key=None if last is None else (last["cost"], last["parked_position"], moment_key(last["at"])),
        position=rows[0]["position"] if rows else 0,
    )


def _item(row: asyncpg.Record, memory: ObstacleMemory, events: dict[int, EventRef]) -> ObstacleItem:
    kata = _kata(row["kata_item"]) if row["kata_item"] is not None else None
    return ObstacleItem(
        obstacle=memory.obstacle,
        kata=memory.kata,
        north_star=kata.title if kata else "",
        team=next(iter(kata.marks.get("team", [])), None) if kata else None,
        text=memory.text,
        status=memory.status,
        experiments=memory.experiments,
        days_in_focus=round(row["seconds"] / SECONDS_A_DAY, 2),
        focused_since=memory.focused_since,
        how=memory.how,
        resolved_by=memory.resolved_by,
        rests_on=[events[turn] for turn in memory.turns],
        position=memory.position,
    )
