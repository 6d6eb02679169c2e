"""Decisions as a list: now, or as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.decisions.terms import DecisionKind, DecisionState
from eventstore.faults import AnyConnection
from projections.choosing import chosen
from projections.paging import ALWAYS, EVERYTHING, LARGEST, NOTHING, Key, Page, key_moment, moment_key

QUERIES = load(__file__)
Sort = Literal["proposed", "agreed", "respond_by", "review_on"]
NULLABLE = {"agreed", "respond_by", "review_on"}
COLUMN = {"proposed": "proposed_at", "agreed": "agreed_at", "respond_by": "respond_by", "review_on": "review_on"}


class DecisionsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to list. `side` is the side that proposed first; `opportunity` one that was ever among the options.

    `in_force` also holds for contested ones (`state` `contested` lists those alone). Sorted by when they were agreed,
    by respond_by or by review_on, the list has only the decisions with such a date. `after` is the `next_key` of the
    page before. With `as_of` (claimed time) or `known_at` (position) the list shows the past.
    """

    state: DecisionState | None = None
    in_force: bool | None = None
    kind: DecisionKind | None = None
    scope: str | None = None
    opportunity: str | None = None
    side: str | None = None
    sort: Sort = "proposed"
    descending: bool = False
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None
    as_of: datetime | None = None
    known_at: int | None = None

    @property
    def past(self) -> bool:
        """Whether it asks for another time than now."""
        return self.as_of is not None or self.known_at is not None


def words(query: DecisionsQuery) -> frozenset[str]:
    """What the statement must have for this query (see choosing.py)."""
    order = f"by_{query.sort}_down" if query.descending else f"by_{query.sort}"
    given = {order}
    if query.after is not None:
        given.add(order.replace("by_", "after_", 1))
    if query.sort in NULLABLE:
        given.add(f"with_{query.sort}")
    if query.in_force is not None:
        given.add("in_force" if query.in_force else "not_in_force")
    filters = ("state", "kind", "scope", "opportunity", "side")
    return frozenset(given | {name for name in filters if getattr(query, name) is not None})


def parameters(query: DecisionsQuery, workspace_id: int) -> list[Any]:
    """The statement's parameters."""
    moment: datetime | None = None
    day: date | None = None
    position: int | str | None = None
    if query.after is not None:
        first, position = query.after
        if query.sort == "review_on":
            day = date.fromisoformat(str(first))
        else:
            moment = key_moment(first)
    past = [query.as_of or ALWAYS, EVERYTHING if query.known_at is None else query.known_at] if query.past else []
    filters = [query.state, query.kind, query.scope, query.opportunity, query.side]
    return [workspace_id, query.limit, moment, day, position, *filters, *past]


async def list_decisions(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: DecisionsQuery) -> Page:
    """List decisions in the order asked for."""
    statement = chosen(QUERIES.page_of_the_past if query.past else QUERIES.page, words(query))
    row = await connection.fetchrow(statement, *parameters(query, workspace_id))
    if row is None:
        return NOTHING
    return Page(
        items=[] if row["items"] is None else [row["items"]],
        next_key=_key(query, row) if row["more"] else None,
        position=row["position"] if query.known_at is None else min(row["position"], query.known_at),
    )


def _key(query: DecisionsQuery, row: asyncpg.Record) -> Key:
    value = row[COLUMN[query.sort]]
    return moment_key(value) if isinstance(value, datetime) else value.isoformat(), row["proposed_position"]
