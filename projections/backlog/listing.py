"""The backlog as a list: now, or as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.opportunities.terms import Lifecycle, Theme
from eventstore.faults import AnyConnection
from projections.backlog.item import ENDED, ENDS, FIRST, SUGGESTED, UNRANKED, title_key
from projections.choosing import Asked, asked
from projections.paging import ALWAYS, EVERYTHING, LARGEST, NOTHING, Key, Page, key_moment, moment_key

QUERIES = load(__file__)
Sort = Literal["rank", "raised", "title", "changed"]
Missing = Annotated[str, Meta(pattern="^(evidence|impacted|aligned|assessed|value(:[a-z][a-z0-9_-]{1,31})?)$")]
ABOVE_ALL = "\U0010ffff"
WITHOUT = {
    "evidence": "without_evidence",
    "impacted": "without_impact",
    "value": "without_value",
    "aligned": "without_alignment",
    "assessed": "without_assessment",
}


class BacklogQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to list. Without `state` or `ended` only what goes on; `ended` None lists both.

    `suggested` lists the suggestions that nobody has adopted, and nothing else.

    `missing` is a facet that must be lacking; `decision` one in force that names the opportunity; `title` how a title
    begins, whatever its case. `after` is the `next_key` of the page before. With `as_of` (claimed time) or `known_at`
    (position) the list shows the past; see Memory in projections/projector.py.
    """

    scope: str | None = None
    state: Lifecycle | None = None
    theme: Theme | None = None
    ranked: bool | None = None
    ended: bool | None = False
    suggested: bool = False
    missing: Missing | None = None
    decision: str | None = None
    title: str | None = None
    sort: Sort = "rank"
    descending: bool = False
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None
    as_of: datetime | None = None
    known_at: int | None = None

    @property
    def past(self) -> bool:
        """Whether it asks for another time than now."""
        return self.as_of is not None or self.known_at is not None


def words(query: BacklogQuery) -> frozenset[str]:
    """What the statement must have for this query (see choosing.py)."""
    direction = "_down" if query.descending else ""
    given = {f"by_{query.sort}{direction}", f"key_{query.sort}", *_groups(query)}
    if query.after is not None:
        given.add(f"after_{query.sort}{direction}")
    given |= {name for name in ("scope", "state", "theme", "decision", "title") if getattr(query, name) is not None}
    if query.missing is not None:
        given.add(WITHOUT.get(query.missing, "without_side"))
    return frozenset(given)


def _groups(query: BacklogQuery) -> set[str]:
    """The bounds of order_group. In the order of ranks the key of the page before stands for one of them.

    Given both, the index would be entered at the wider bound and read up to the key.
    """
    first, below = _bounds(query)
    goes_on = query.sort == "rank" and query.after is not None
    bounds = set()
    if first > FIRST and not (goes_on and not query.descending):
        bounds.add(f"from_{first}")
    if below <= SUGGESTED and not (goes_on and query.descending):
        bounds.add(f"below_{below}")
    return bounds


def _bounds(query: BacklogQuery) -> tuple[int, int]:
    if query.suggested:
        return SUGGESTED, SUGGESTED + 1
    if query.ranked:
        return FIRST, UNRANKED
    if query.ended or (query.state in ENDS and query.ended is not None):
        return ENDED, SUGGESTED
    return (FIRST if query.ranked is None else UNRANKED), (SUGGESTED if query.ended is None else ENDED)


def parameters(query: BacklogQuery, workspace_id: int) -> list[Any]:
    """The statement's parameters."""
    group: int | None = None
    index: int | None = None
    moment: datetime | None = None
    text: str | None = None
    raised: int | None = None
    if query.after is not None:
        *first, raised = query.after  # type: ignore[assignment]
        if query.sort == "rank":
            group, index = first  # type: ignore[assignment]
        elif query.sort == "title":
            text = str(first[0])
        else:
            moment = key_moment(first[0])
    title = title_key(query.title) if query.title is not None else None
    side = query.missing.partition(":")[2] if query.missing else None
    below = title + ABOVE_ALL if title is not None else None
    filters = [query.scope, query.state, query.theme, query.decision, side, title, below]
    past = [query.as_of or ALWAYS, EVERYTHING if query.known_at is None else query.known_at] if query.past else []
    return [workspace_id, query.limit, group, index, moment, text, raised, *filters, *past]


def statement(query: BacklogQuery) -> Asked:
    """The statement for this query."""
    return asked(QUERIES.page_of_the_past if query.past else QUERIES.page, words(query))


async def list_backlog(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: BacklogQuery) -> Page:
    """List opportunities in the order asked for, each with its rank if it has one."""
    sending = statement(query)
    row = await connection.fetchrow(sending.sql, *sending.values(parameters(query, workspace_id)))
    if row is None:
        return NOTHING
    return Page(
        items=[] if row["items"] is None else [row["items"]],
        next_key=_key(query, row) if row["more"] else None,
        position=row["position"] if query.known_at is None else min(row["position"], query.known_at),
    )


def _key(query: BacklogQuery, row: asyncpg.Record) -> Key:
    match query.sort:
        case "rank":
            return row["order_group"], row["order_index"], row["raised_position"]
        case "title":
            return row["title_key"], row["raised_position"]
        case "raised":
            return moment_key(row["raised_at"]), row["raised_position"]
        case "changed":
            return moment_key(row["effective_from"]), row["raised_position"]
