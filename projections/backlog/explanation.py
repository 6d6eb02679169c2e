"""Why one opportunity ranks above another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import asyncpg
import msgspec

from database.queries import load
from domain.decisions.events import AgreementReached
from domain.kernel import Recorded
from eventstore.faults import AnyConnection
from projections.backlog.item import FIRST, ORDERED, UNRANKED
from projections.facts import EventRef, Position
from projections.paging import ALWAYS, EVERYTHING
from projections.references.events import events_at, histories

QUERIES = load(__file__, "differences.sql")
Ground = Literal["first_priority", "backlog_order", "time_raised", "outside"]
GROUNDS: dict[int, Ground] = {FIRST: "first_priority", ORDERED: "backlog_order", UNRANKED: "time_raised"}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one of the two stands, and by what.

    `by` is the decision in force that puts it there: as the first priority, or at `place` (from 1) of a backlog order.
    time_raised: no decision ranks it, so it follows the ranked ones by when it was raised. outside: ended, or a
    suggestion that nobody has adopted. `rests_on` are the agreements, or else the event that raised it.
    """

    opportunity: str
    scope: str
    rank: int | None
    ground: Ground
    by: str | None
    place: int | None
    rests_on: tuple[EventRef, ...]


class BacklogExplanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why one opportunity ranks above another; `holds` is false where it does not, and `words` say so."""

    holds: bool
    words: str
    above: Standing
    below: Standing
    rests_on: tuple[EventRef, ...]
    position: Position


class ExplanationQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which two, and when."""

    above: str
    below: str
    as_of: datetime | None = None
    known_at: int | None = None


async def explain(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: ExplanationQuery
) -> BacklogExplanation | str:
    """Explain the order of two opportunities; answers the one that was not there then."""
    known_at = EVERYTHING if query.known_at is None else query.known_at
    asked = [query.above, query.below]
    rows = await connection.fetch(QUERIES.standings, workspace_id, asked, query.as_of or ALWAYS, known_at)
    found = {row["opportunity"]: row for row in rows}
    for each in asked:
        if each not in found:
            return each
    tags = sorted({f"decision:{decision}" for row in rows for decision in row["decisions"]})
    last = max(row["from_position"] for row in rows)
    agreed = await histories(connection, workspace_id, tags, last, (AgreementReached,))
    raised = await events_at(connection, workspace_id, [row["raised_position"] for row in rows])
    agreements = [each for history in agreed.values() for each in history]
    above, below = (_standing(found[each], agreements, raised[found[each]["raised_position"]]) for each in asked)
    higher, lower = (
        (found[each]["order_group"], found[each]["order_index"], found[each]["raised_position"]) for each in asked
    )
    holds = above.scope == below.scope and "outside" not in {above.ground, below.ground} and higher < lower
    rests_on = {each.position: each for each in (*above.rests_on, *below.rests_on)}
    return BacklogExplanation(
        holds=holds,
        words=_words(above, below, holds=holds),
        above=above,
        below=below,
        rests_on=tuple(rests_on[position] for position in sorted(rests_on)),
        position=min(rows[0]["shown"], known_at),
    )


def _standing(row: asyncpg.Record, agreements: Iterable[Recorded], raised: EventRef) -> Standing:
    ground = GROUNDS.get(row["order_group"], "outside")
    behind: Recorded | None = None
    for each in agreements:
        event: Any = each.event
        in_force = event.decision in row["decisions"] and each.position <= row["from_position"]
        if in_force and event.place == f"{ground}/{row['scope']}" and row["opportunity"] in event.opportunities:
            behind = each
    decision: Any = behind.event if behind is not None else None
    return Standing(
        opportunity=row["opportunity"],
        scope=row["scope"],
        rank=row["rank"],
        ground=ground,
        by=decision.decision if decision else None,
        place=row["order_index"] + 1 if ground == "backlog_order" else None,
        rests_on=(EventRef.of(behind),) if behind is not None else (raised,),
    )


def _words(above: Standing, below: Standing, *, holds: bool) -> str:
    told = f"{_told(above)} {_told(below)}"
    if above.opportunity == below.opportunity:
        return f"Both are the same. {_told(above)}"
    if above.scope != below.scope:
        return f"Neither is above the other: each scope has an order of its own. {told}"
    if holds:
        both = " Of two that no decision ranks, the one raised earlier comes first."
        return told + (both if above.ground == below.ground == "time_raised" else "")
    if "outside" in {above.ground, below.ground}:
        return f"Neither is above the other. {told}"
    return f"{above.opportunity} is not above {below.opportunity}, but below it. {told}"


def _told(standing: Standing) -> str:
    name, scope = standing.opportunity, standing.scope
    match standing.ground:
        case "first_priority":
            return f"{name} is the first priority of {scope}, by decision {standing.by}."
        case "backlog_order":
            return f"{name} is number {standing.place} in the backlog order of {scope}, by decision {standing.by}."
        case "time_raised":
            return f"{name} is unranked in {scope}: no decision in force ranks it, it stands by time raised."
        case "outside":
            return f"{name} is not in the backlog of {scope}: it has ended, or nobody has adopted it."
