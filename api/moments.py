"""Times in queries: `as_of` (what people claim) and `known_at` (what the ledger had), as times, days or positions."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta

from api.key_register import QUERIES
from api.living import Living
from api.problems import QUERY_INVALID, Fault, Problem
from eventstore.faults import reaching
from eventstore.workspaces import Workspace

TIMES = [{"format": "date"}, {"format": "date-time"}]
AsOf = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="How things stood at this claimed time: RFC 3339, or a day, which means its end in the workspace's "
        "time zone.",
        examples=["2026-11-20"],
        extra_json_schema={"anyOf": TIMES},
    ),
]
KnownAt = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="What the ledger knew by then: a position, a time of recording, or a day.",
        examples=["42"],
        extra_json_schema={"anyOf": [{"pattern": "^[0-9]{1,18}$"}, *TIMES]},
    ),
]
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_POSITION = re.compile(r"\d{1,18}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}([.]\d{1,9})?([Zz]|[+-]\d{2}:\d{2})")


def moment_of(text: str, name: str, time_zone: str) -> datetime:
    """The time that a parameter means; a bare day means its last moment in the workspace's time zone."""
    try:
        if _DAY.fullmatch(text):
            return _end_of_day(date.fromisoformat(text), time_zone)
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except OverflowError:
        return LATEST if text > "5" else EARLIEST
    except ValueError:
        pass
    detail = "It takes an RFC 3339 time with a zone, such as 2026-11-20T09:00:00Z, or a day, such as 2026-11-20."
    raise Problem(QUERY_INVALID, f"{name}: {detail}", [Fault(pointer=f"/{name}", detail=detail)])


def _end_of_day(day: date, time_zone: str) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def as_of(text: str | None, workspace: Workspace) -> datetime | None:
    """The claimed time that is asked for."""
    return None if text is None else moment_of(text, "as_of", workspace.time_zone)


async def known_at(living: Living, text: str | None, workspace: Workspace, name: str = "known_at") -> int | None:
    """The position that is asked for; a time means the last position recorded by then."""
    if text is None:
        return None
    if _POSITION.fullmatch(text):
        return int(text)
    at = moment_of(text, name, workspace.time_zone)
    with reaching():
        position: int | None = await living.services.pool.fetchval(QUERIES.position_at, workspace.workspace_id, at)
    return position or 0
