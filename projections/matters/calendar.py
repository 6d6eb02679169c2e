"""Days and times that come, for somebody or for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import asyncpg
import msgspec

from database.queries import load
from eventstore.faults import AnyConnection
from projections.matters.item import Day, MatterItem
from projections.matters.listing import Asker, titled

QUERIES = load(__file__)
BACK = timedelta(days=90)  # days before that are history
MOST = 1000  # subjects
_item = msgspec.json.Decoder(MatterItem).decode
_days = msgspec.json.Decoder(tuple[Day, ...]).decode


class CalendarEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A day of a subject, called `title`."""

    kind: str
    subject: str
    title: str
    day: Day


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Days in their order, and the ledger position that they show."""

    entries: list[CalendarEntry]
    position: int


async def list_days(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, now: datetime, asker: Asker | None = None
) -> Calendar:
    """Days from three months back on, in their order; crossed-out ones stay for calendars that have them."""
    since = now - BACK
    rows = await connection.fetch(QUERIES.days, workspace_id, since, MOST)
    found = [entry for row in rows if row["item"] is not None for entry in _entries(row, since, asker)]
    entries = sorted(found, key=lambda entry: (_begins(entry.day), entry.subject, entry.day.name))
    return Calendar(entries=entries, position=rows[0]["position"] if rows else 0)


def _entries(row: asyncpg.Record, since: datetime, asker: Asker | None) -> Iterator[CalendarEntry]:
    item = _item(row["item"])
    for day in _days(row["dates"]):
        if _begins(day) >= since and (asker is None or asker.concerns(day.whom, item.scope)):
            title = f"{day.text} {titled(item, row['title'])}"
            yield CalendarEntry(kind=item.kind, subject=item.subject, title=title, day=day)


def _begins(day: Day) -> datetime:
    on = day.on or date.max
    return day.at or datetime(on.year, on.month, on.day, tzinfo=UTC)
