"""Benefits summed up: for whom, of what kind, how much."""

from __future__ import annotations

from typing import Annotated

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.benefits.terms import BenefitKind, Receiver
from eventstore.faults import AnyConnection
from projections.paging import LARGEST, Key, Page

QUERIES = load(__file__)
_encode = msgspec.json.Encoder().encode


class BenefitTotal(msgspec.Struct, frozen=True, kw_only=True):
    """The benefits of one kind for one receiver whose amounts have one unit; null without an amount.

    `confirmed` of the `benefits` were confirmed by a side at least. The benefits themselves are in the list of
    benefits, by the same filters.
    """

    receiver: Receiver
    kind: BenefitKind
    unit: str | None
    total: float | None
    benefits: int
    confirmed: int


class TotalsQuery(msgspec.Struct, frozen=True, kw_only=True, rename={"sort": "kind"}):
    """Which benefits to sum up. `after` is the receiver, kind and unit of the sum before."""

    about: str | None = None
    receiver: Receiver | None = None
    sort: BenefitKind | None = None
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None

    def marks(self) -> list[str]:
        """What rows must be marked with."""
        given = {"about": self.about, "receiver": self.receiver, "kind": self.sort}
        return [f"{name}:{value}" for name, value in given.items() if value is not None]


async def list_totals(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: TotalsQuery) -> Page:
    """List the sums, by receiver, kind and unit."""
    before = query.after or (None, None, None)
    rows = await connection.fetch(QUERIES.totals, workspace_id, query.marks(), *before, query.limit + 1)
    shown = [row for row in rows[: query.limit] if row["receiver"] is not None]
    last = shown[-1] if shown and len(rows) > query.limit else None
    return Page(
        items=[_encode(_total(row)).decode() for row in shown],
        next_key=None if last is None else (last["receiver"], last["kind"], last["unit"]),
        position=rows[0]["position"] if rows else 0,
    )


def _total(row: asyncpg.Record) -> BenefitTotal:
    return BenefitTotal(
        receiver=row["receiver"],
        kind=row["kind"],
        unit=row["unit"] or None,
        total=None if row["total"] is None else float(row["total"]),
        benefits=row["benefits"],
        confirmed=row["confirmed"],
    )
