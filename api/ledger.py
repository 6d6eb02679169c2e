"""Reading and searching the ledger: what may be asked, and the pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.cursors import read_cursor
from api.event_types import Types, types_of
from api.key_register import QUERIES
from api.living import Living
from api.membership import require_part
from api.moments import moment_of
from api.pages import CursorText, NextCursor, Shown, list_of, page_answer
from api.problems import HISTORY_REPLACED, QUERY_INVALID, Fault, Problem
from api.recorded import Entry
from domain.fields import Side
from domain.ids import ActorId
from eventstore.faults import reaching
from eventstore.searching.search import EARLIEST, LATEST, Search, find

NAME = "events"
MOST_WORDS = 10
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIMES = [{"format": "date"}, {"format": "date-time"}]


def _time(meaning: str) -> Meta:
    return Meta(
        min_length=1,
        max_length=40,
        description=f"{meaning}: RFC 3339, or a day in the workspace's time zone.",
        examples=["2026-11-20"],
        extra_json_schema={"anyOf": TIMES},
    )


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the ledger, in its order or backwards."""

    items: Annotated[tuple[Entry, ...], Meta(max_length=1000)]
    position: Shown
    next: NextCursor | None


class EventQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Where to go on in the ledger, and what to look for."""

    after: Annotated[
        int, Meta(ge=0, le=9_007_199_254_740_991, description="The position after which the page begins.")
    ] = 0
    limit: Annotated[int, Meta(ge=1, le=1000, description="How many items a page has at most.")] = 50
    cursor: CursorText | None = None
    type: Types | None = None
    subject: (
        Annotated[
            str,
            Meta(
                min_length=3,
                max_length=200,
                pattern="^[a-z][a-z-]*:[^\\u0000-\\u0020]{1,190}$(?!\\n)",
                description="Only those on the trail of this subject, by its tag.",
                examples=["decision:dec_01kb5v3n8rf4tt2q9w6zg0x1y7"],
            ),
        ]
        | None
    ) = None
    actor: Annotated[ActorId, Meta(description="Only acts of this person or service.")] | None = None
    side: Annotated[Side, Meta(description="Only acts for this side, or `team` or `none`.")] | None = None
    correlation: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=200,
                pattern="^[\\x20-\\x7e]+$(?!\\n)",
                description="Only those of requests with this Correlation-Id.",
            ),
        ]
        | None
    ) = None
    text: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=200,
                pattern="^[^\\u0000]*$",
                description="Only those whose texts hold all of these words, or parts of words, whatever their case.",
            ),
        ]
        | None
    ) = None
    occurred_from: Annotated[str, _time("Only what is claimed to have happened at this time or later")] | None = None
    occurred_to: Annotated[str, _time("Only what is claimed to have happened at this time or before")] | None = None
    recorded_from: Annotated[str, _time("Only what was recorded at this time or later")] | None = None
    recorded_to: Annotated[str, _time("Only what was recorded at this time or before")] | None = None
    descending: Annotated[bool, Meta(description="The newest first.")] = False


async def list_events(living: Living, ask: Ask) -> Answer:
    """Show a page of the ledger, or of what a search finds in it."""
    query = ask.query(EventQuery)
    await require_part(living, ask)
    store, workspace = living.services.store, ask.workspace
    head = await store.head(workspace)
    after: int | None = query.after or None
    if query.cursor is not None:
        query, after = _continued(living, ask, query.cursor, head.epoch, head.position)
    search = await _search(living, ask, query, head.position)
    found = await find(living.services.pool, workspace.workspace_id, search, after=after, limit=query.limit)
    asked: dict[str, Any] = {**msgspec.to_builtins(query), "epoch": head.epoch}
    return page_answer(
        living,
        ask,
        list(found.entries),
        name=NAME,
        query=asked,
        after=None if found.ended else [found.reached],
        position=min(found.reached, head.position),
    )


def _continued(living: Living, ask: Ask, text: str, epoch: int, head: int) -> tuple[EventQuery, int]:
    cursor = read_cursor(living.services.secret, text, list_of(ask, NAME))
    asked = dict(cursor.query)
    position = int(cursor.after[0])
    if asked.pop("epoch") != epoch:
        detail = f"The ledger was restored since; the last position that still holds is at most {min(position, head)}."
        raise Problem(HISTORY_REPLACED, detail, [Fault(pointer="/cursor", detail=detail)])
    return msgspec.convert(asked, EventQuery), position


async def _search(living: Living, ask: Ask, query: EventQuery, head: int) -> Search:
    parts = [
        f'"{name}":{msgspec.json.encode(value).decode()}'
        for name, value in (("side", query.side), ("correlation", query.correlation))
        if value is not None
    ]
    words = _words(query.text)
    first, last = 1, head
    if query.recorded_from is not None:
        before = _bound(ask, query.recorded_from, "recorded_from") - timedelta(microseconds=1)
        first = await _position_at(living, ask, before) + 1
    if query.recorded_to is not None:
        last = min(head, await _position_at(living, ask, moment_of(query.recorded_to, "recorded_to", _zone(ask))))
    return Search(
        first=first,
        last=last,
        since=EARLIEST if query.occurred_from is None else _bound(ask, query.occurred_from, "occurred_from"),
        until=LATEST if query.occurred_to is None else moment_of(query.occurred_to, "occurred_to", _zone(ask)),
        types=types_of(query.type),
        tag=query.subject,
        actor=query.actor,
        parts=tuple(parts) or None,
        words=words or None,
        descending=query.descending,
    )


def _zone(ask: Ask) -> str:
    return ask.workspace.time_zone


def _bound(ask: Ask, text: str, name: str) -> datetime:
    """The time from which on is asked; a day means its beginning."""
    if not _DAY.fullmatch(text):
        return moment_of(text, name, _zone(ask))
    moment_of(text, name, _zone(ask))
    day = date.fromisoformat(text)
    if day == date.min:
        return datetime.min.replace(tzinfo=UTC)
    return moment_of((day - timedelta(days=1)).isoformat(), name, _zone(ask)) + timedelta(microseconds=1)


async def _position_at(living: Living, ask: Ask, at: datetime) -> int:
    with reaching():
        position: int | None = await living.services.pool.fetchval(QUERIES.position_at, ask.workspace.workspace_id, at)
    return position or 0


def _words(text: str | None) -> tuple[str, ...]:
    words = tuple((text or "").split())
    if text is not None and not 0 < len(words) <= MOST_WORDS:
        detail = f"It takes one to {MOST_WORDS} words."
        raise Problem(QUERY_INVALID, f"text: {detail}", [Fault(pointer="/text", detail=detail)])
    return words
