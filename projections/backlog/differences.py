"""What differs in the backlog between two bounds, and the events behind each difference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from eventstore.faults import AnyConnection
from projections.backlog.item import BacklogItem
from projections.facts import EventRef
from projections.paging import ALWAYS, EVERYTHING, LARGEST, NOTHING, Key, Page
from projections.references.events import events_at

QUERIES = load(__file__, "differences.sql")
Difference: TypeAlias = Literal["entered", "left", "moved", "state_changed", "readiness_changed", "other"]
Events = Annotated[tuple[EventRef, ...], Meta(max_length=LARGEST)]
_encode = msgspec.json.Encoder().encode
_item = msgspec.json.Decoder(BacklogItem).decode


class BacklogDifference(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity that stands otherwise at the later bound.

    `before` and `after` are how it stood in the backlog, null where it was not in it: not raised or adopted yet, or
    ended, and then `ended_as` is the state it ended in. moved: its rank differs. `rests_on` are the events that changed
    it in between (the last 200 where there are more); `displaced_by` those that moved it, of any opportunity of its
    scope; `decisions` those that came into force for it or ceased to, and the last one where that is another.
    """

    opportunity: str
    differences: tuple[Difference, ...]
    before: BacklogItem | None
    after: BacklogItem | None
    ended_as: str | None
    decisions: tuple[str, ...]
    rests_on: Events
    displaced_by: Events


class DifferencesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Two bounds, each a claimed time and a position; without either the bound is now."""

    scope: str | None = None
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None
    from_as_of: datetime | None = None
    from_known_at: int | None = None
    to_as_of: datetime | None = None
    to_known_at: int | None = None


async def list_differences(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: DifferencesQuery
) -> Page:
    """A page of what differs, in the order in which the opportunities were raised."""
    bounds = [
        query.from_as_of or ALWAYS,
        EVERYTHING if query.from_known_at is None else query.from_known_at,
        query.to_as_of or ALWAYS,
        EVERYTHING if query.to_known_at is None else query.to_known_at,
    ]
    after = query.after[0] if query.after else 0
    rows = await connection.fetch(QUERIES.differences, workspace_id, *bounds, query.scope, after, query.limit)
    if not rows:
        return NOTHING
    found = [row for row in rows if row["opportunity"] is not None]
    shown = found[: query.limit]
    positions = {each for row in shown for each in (*row["positions"], *(row["shifted"] or ()))}
    events = await events_at(connection, workspace_id, positions)
    return Page(
        items=[_encode(_difference(row, events)).decode() for row in shown],
        next_key=(shown[-1]["raised_position"],) if len(found) > query.limit else None,
        position=rows[0]["position"],
    )


def _difference(row: asyncpg.Record, events: Mapping[int, EventRef]) -> BacklogDifference:
    before = _item(row["before"]) if row["before"] else None
    after = _item(row["after"]) if row["after"] else None
    return BacklogDifference(
        opportunity=row["opportunity"],
        differences=differences_of(before, after),
        before=before,
        after=after,
        ended_as=row["ended_as"] if after is None else None,
        decisions=_decisions(before, after),
        rests_on=tuple(events[each] for each in sorted(row["positions"])),
        displaced_by=tuple(events[each] for each in row["shifted"] or ()),
    )


def differences_of(before: BacklogItem | None, after: BacklogItem | None) -> tuple[Difference, ...]:
    """How the two differ; `other` where it is only the title, the placement or the like."""
    if before is None:
        return ("entered",)
    if after is None:
        return ("left",)
    found: list[Difference] = []
    if (before.rank, before.scope) != (after.rank, after.scope):
        found.append("moved")
    if before.state != after.state:
        found.append("state_changed")
    if before.readiness != after.readiness:
        found.append("readiness_changed")
    return tuple(found) or ("other",)


def _decisions(before: BacklogItem | None, after: BacklogItem | None) -> tuple[str, ...]:
    former, later = (set(each.in_force) if each else set[str]() for each in (before, after))
    last = [each.last_decision if each else None for each in (before, after)]
    named = {last[1].decision} if last[1] is not None and last[0] != last[1] else set[str]()
    return tuple(sorted((former ^ later) | named))
