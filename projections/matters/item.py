"""What one matter looks like: the acts that wait there, for whom and since when, and its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from eventstore.workspaces import Workspace
from projections.matters.memory import ANY_SIDE, EACH_SIDE, MatterMemory, Wait
from projections.paging import ALWAYS

COLUMNS = ("kind", "subject", "began_position", "about", "audience", "due", "latest", "item", "dates")
YEARS = (1, 9999)  # in between, any time zone has every day
_encode = msgspec.json.Encoder().encode
Audience = Annotated[str, Meta(description="`side:…`, `team:…` or `person:…`", examples=["side:business"])]


class Duty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An act that waits for `whom`: whoever of them comes first, save those `barred`.

    `body` is what is known of its body. It rests on the event named. It counts from `since` on, and until `closes`.
    """

    act: str
    why: str
    whom: tuple[Audience, ...]
    event: str
    position: int
    since: datetime
    body: dict[str, Any]
    barred: tuple[str, ...] = ()
    closes: datetime | None = None
    deadline: datetime | None = None


class Day(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day (`on`) or time (`at`) of the calendar; `name` tells it from others of its subject, for good."""

    name: str
    kind: str
    text: str
    whom: tuple[Audience, ...]
    stamp: datetime
    sequence: int = 0
    at: datetime | None = None
    on: date | None = None
    cancelled: bool = False


class MatterItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One subject as the row keeps it. `scope` limits which delegates may act; None: it does not."""

    kind: str
    subject: str
    title: str
    about: str | None = None
    scope: str | None = None
    duties: tuple[Duty, ...] = ()


def row_of(memory: MatterMemory, workspace: Workspace) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    zone = ZoneInfo(workspace.time_zone)
    duties = () if memory.ended else tuple(_duties(memory, workspace.sides, zone))
    days = tuple(_days(memory, workspace.sides))
    item = MatterItem(
        kind=memory.kind,
        subject=memory.subject,
        title=memory.title,
        about=memory.about,
        scope=memory.scope,
        duties=duties,
    )
    whom = {each for duty in duties for each in duty.whom}
    return (
        memory.kind,
        memory.subject,
        memory.began_position,
        memory.about,
        sorted(f"{workspace.workspace_id} {each}" for each in whom),
        min((duty.deadline for duty in duties if duty.deadline), default=ALWAYS),
        max((day.at or _end(day.on, zone) for day in days), default=None),
        _encode(item).decode(),
        _encode(days).decode(),
    )


def _duties(memory: MatterMemory, sides: Sequence[str], zone: ZoneInfo) -> Iterator[Duty]:
    for wait in memory.waits.values():
        for whom, barred in _whom(memory, wait, sides):
            yield Duty(
                act=wait.act,
                why=wait.why,
                whom=whom,
                event=wait.event,
                position=wait.position,
                since=max(_begin(wait.opens, zone), wait.since) if wait.opens else wait.since,
                body=wait.body,
                barred=barred,
                closes=wait.closes,
                deadline=_end(wait.day, zone) if wait.day else wait.deadline,
            )


def _whom(memory: MatterMemory, wait: Wait, sides: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For whom it waits: once for each side that has still to speak, or once for all."""
    if wait.held:
        return
    if wait.whom != [EACH_SIDE]:
        yield _audiences(memory, wait.whom, sides), ()
        return
    for side in sides:
        if side not in wait.said and (wait.only is None or side in wait.only):
            spoken = memory.spoken if wait.signed else {}
            others = [person for person, other in spoken.items() if other != side]
            yield (f"side:{side}",), tuple(dict.fromkeys((*others, *wait.partly)))


def _audiences(memory: MatterMemory, whom: Sequence[str], sides: Sequence[str]) -> tuple[str, ...]:
    every = tuple(f"side:{side}" for side in sides)
    named = (every if each in {ANY_SIDE, EACH_SIDE} else (memory.people.get(each, each),) for each in whom)
    found = tuple(dict.fromkeys(audience for audiences in named for audience in audiences))
    return every if ANY_SIDE in found else found


def _days(memory: MatterMemory, sides: Sequence[str]) -> Iterator[Day]:
    for name, dated in memory.dates.items():
        yield Day(
            name=name,
            kind=dated.kind,
            text=dated.text,
            whom=_audiences(memory, dated.whom, sides),
            stamp=dated.stamp,
            sequence=dated.sequence,
            at=dated.at,
            on=dated.on,
            cancelled=dated.cancelled,
        )


def _begin(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins; days at the ends of the calendar as in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC) if YEARS[0] < day.year < YEARS[1] else _plainly(day)


def _end(day: date | None, zone: ZoneInfo) -> datetime:
    """The last moment of a day."""
    if day is None:
        return ALWAYS
    return _begin(day + timedelta(days=1), zone) - timedelta(microseconds=1) if day.year < YEARS[1] else ALWAYS


def _plainly(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
