"""What waits for somebody, or for anybody: the most urgent first."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Annotated

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.partnership.member import Member
from eventstore.faults import AnyConnection
from projections.choosing import chosen
from projections.matters.item import Duty, MatterItem
from projections.paging import LARGEST, Key, key_moment, moment_key

QUERIES = load(__file__)
MOST_LOOKED_AT = 2000  # rows a page looks at, however few of them it shows
BEGINNING = "0001-01-01T00:00:00+00:00"
_decode = msgspec.json.Decoder(MatterItem).decode


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """For whom something may wait: the person, and what the person belongs to.

    `scopes` maps sides that the person speaks for to the scopes in which, None for all.
    """

    person: str
    teams: frozenset[str]
    scopes: dict[str, frozenset[str] | None]

    @property
    def audiences(self) -> list[str]:
        """Every audience that the person is part of."""
        return [
            f"person:{self.person}",
            *(f"side:{side}" for side in self.scopes),
            *(f"team:{team}" for team in sorted(self.teams)),
        ]

    def concerns(self, audiences: Container[str], scope: str | None) -> bool:
        """Whether one of these audiences has the person in it, as far as that scope goes."""
        if f"person:{self.person}" in audiences or any(f"team:{team}" in audiences for team in self.teams):
            return True
        return any(
            f"side:{side}" in audiences and (scopes is None or scope is None or scope in scopes)
            for side, scopes in self.scopes.items()
        )


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """A subject and what waits there for whoever asked; `scope` is None where it is in none."""

    kind: str
    subject: str
    title: str
    scope: str | None
    duties: tuple[Duty, ...]


class WaitingQuery(msgspec.Struct, frozen=True, kw_only=True):
    """For whom (None: for anybody), at which time, and which page."""

    at: datetime
    asker: Asker | None = None
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None


class WaitingPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page. A page before the last one may hold fewer than asked for."""

    matters: list[Matter]
    next_key: Key | None
    position: int


def asker_of(member: Member, at: datetime) -> Asker:
    """What somebody belongs to at a time."""
    scopes: dict[str, frozenset[str] | None] = dict.fromkeys(sorted(member.sides))
    for granted in member.delegations.values():
        if granted.begins <= at < granted.ends:
            former = scopes.get(granted.side, frozenset())
            whole = former is None or granted.scope is None
            scopes[granted.side] = None if whole else (former or frozenset()) | {granted.scope or ""}
    return Asker(person=member.person, teams=frozenset(member.teams), scopes=scopes)


def waiting_at(item: MatterItem, scope: str | None, query: WaitingQuery) -> tuple[Duty, ...]:
    """What of a matter waits at that time for whoever asks."""
    asker = query.asker
    return tuple(
        duty
        for duty in item.duties
        if duty.since <= query.at
        and (duty.closes is None or query.at < duty.closes)
        and (asker is None or (asker.person not in duty.barred and asker.concerns(duty.whom, scope)))
    )


async def list_waiting(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: WaitingQuery) -> WaitingPage:
    """List what waits. Rows are read until the page is full; what closed or has still to open is passed over."""
    statement = chosen(QUERIES.page, frozenset({"whose"} if query.asker else ()))
    whose = [f"{workspace_id} {audience}" for audience in query.asker.audiences] if query.asker else []
    sides = [audience for audience in whose if " side:" in audience]
    others = [audience for audience in whose if audience not in sides]
    key: Key = query.after or (BEGINNING, 0)
    found: list[tuple[Key, Matter]] = []
    position, looked_at, more, size = 0, 0, True, query.limit + 1
    while more and looked_at < MOST_LOOKED_AT and len(found) <= query.limit:
        rows = await connection.fetch(statement, workspace_id, sides, key_moment(key[0]), key[1], size, others)
        position = max(position, *(row["position"] for row in rows), 0)
        rows = [row for row in rows if row["item"] is not None]
        more, looked_at, size = len(rows) == size, looked_at + len(rows), LARGEST
        for row in rows:
            key = (moment_key(row["due"]), row["began_position"])
            matter = _matter(row, query)
            if matter.duties:
                found.append((key, matter))
    shown = found[: query.limit]
    if len(found) > query.limit:
        key, more = shown[-1][0], True
    return WaitingPage(matters=[matter for _, matter in shown], next_key=key if more else None, position=position)


def _matter(row: asyncpg.Record, query: WaitingQuery) -> Matter:
    item = _decode(row["item"])
    scope = item.scope or (row["scope"] if item.kind == "opportunity" else None)
    return Matter(
        kind=item.kind,
        subject=item.subject,
        title=titled(item, row["title"]),
        scope=scope,
        duties=waiting_at(item, scope, query),
    )


def titled(item: MatterItem, opportunity: str | None) -> str:
    """The title, with that of the opportunity which it is about."""
    return item.title.replace("{about}", f"“{opportunity}”" if opportunity else item.about or "")
