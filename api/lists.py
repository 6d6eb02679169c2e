"""Lists of the projections: filters, pages, the past, and waiting for what one has just written."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Annotated, Any, Protocol

import asyncpg
import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.cursors import Cursor, read_cursor
from api.declarations import Read, Reader
from api.filters import FILTERS, FILTERS_OF
from api.living import Living
from api.membership import require_part
from api.moments import AsOf, KnownAt, as_of, known_at
from api.pages import CursorText, Limit, NextCursor, Shown, list_of, page_answer
from api.problems import CURSOR_INVALID, HEADER_INVALID, Fault, Problem
from eventstore.faults import reaching
from projections.groups import LISTS
from projections.paging import Page
from projections.waiting import wait_for

MOST_SECONDS = 30.0
MOST_PREFERENCES = 100
INTERNAL = frozenset({"after", "limit", "as_of", "known_at"})
PAST = {"as_of": AsOf, "known_at": KnownAt}
OF_PAGES = frozenset({"cursor", "min_position"})
_WAIT = re.compile(rb"(?:^|[,;\s])wait\s*=\s*(\d{1,4})(?=$|[,;\s])")

FilterText = Annotated[str, Meta(max_length=200, pattern="^[^\\u0000]*$")]
MinPosition = Annotated[
    int,
    Meta(
        ge=0,
        le=9_007_199_254_740_991,
        description="Show at least this position, if `Prefer: wait=…` gives the time; `position` says what is shown.",
    ),
]


class Lister(Protocol):
    """What a projection offers for a list."""

    def __call__(self, connection: asyncpg.Pool, workspace_id: int, query: Any) -> Awaitable[Page]:  # noqa: ANN401 - each list has a query of its own
        """Read one page."""
        ...


def query_type(name: str, query: type[msgspec.Struct], fixed: tuple[str, ...] = ()) -> type[msgspec.Struct]:
    """The query parameters of a list: its filters without the fixed ones, and what every list has."""
    meanings = FILTERS | FILTERS_OF.get(name, {})
    fields = msgspec.structs.fields(query)
    filters = [
        (field.encode_name, _described(field.type, meanings[field.encode_name]), field.default)
        for field in fields
        if field.name not in {*INTERNAL, *fixed}
    ]
    past = [(name, PAST[name] | None, None) for name in PAST if name in query.__struct_fields__]
    shared: list[Any] = [
        ("limit", Limit, 50),
        ("cursor", CursorText | None, None),
        ("min_position", MinPosition | None, None),
    ]
    return msgspec.defstruct(
        name, [*filters, *shared, *past], frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
    )


def _described(kind: Any, meaning: str) -> Any:  # noqa: ANN401 - annotations
    described = Meta(description=meaning)
    return Annotated[FilterText, described] | None if kind == str | None else Annotated[kind, described]


def page_type(name: str, item: Any) -> type[msgspec.Struct]:  # noqa: ANN401 - a type made at run time
    """The type of a page of some items."""
    return msgspec.defstruct(
        name,
        [
            ("items", Annotated[tuple[item, ...], Meta(max_length=200)]),
            ("position", Shown),
            ("next", NextCursor | None),
        ],
        frozen=True,
        kw_only=True,
        namespace={"__doc__": "A page: its items, the position that they show, the cursor of the next page."},
    )


def list_reader(name: str, lister: Lister, inner: type[msgspec.Struct], outer: type[msgspec.Struct]) -> Reader:
    """What answers a list."""
    sent = set(outer.__struct_fields__)
    asked = [
        (field.name, field.encode_name)
        for field in msgspec.structs.fields(inner)
        if field.name not in INTERNAL and field.encode_name in sent
    ]
    past = "as_of" in inner.__struct_fields__

    async def read(living: Living, ask: Ask) -> Answer:
        query: Any = ask.query(outer)
        await require_part(living, ask)
        least, after = query.min_position, None
        if query.cursor is not None:
            query, after = continued(living, query, list_of(ask, name), outer)
        pool, workspace = living.services.pool, ask.workspace
        patience = patience_of(ask)
        if least is not None:
            with reaching():
                await wait_for(pool, workspace.workspace_id, LISTS.name, least, patience, ending=living.services.ending)
        wanted = inner(**{name: getattr(query, sent) for name, sent in asked}, limit=query.limit, after=after)
        if past:
            at, position = as_of(query.as_of, workspace), await known_at(living, query.known_at, workspace)
            wanted = msgspec.structs.replace(wanted, as_of=at, known_at=position)
        with reaching():
            page = await lister(pool, workspace.workspace_id, wanted)
        filters = {key: value for key, value in msgspec.to_builtins(query).items() if key not in OF_PAGES}
        return page_answer(
            living,
            ask,
            page.items,
            name=name,
            query=filters,
            after=None if page.next_key is None else list(page.next_key),
            position=page.position,
        )

    return read


def continued(living: Living, query: Any, name: str, outer: type[msgspec.Struct]) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401 - as above
    """The query that a cursor carries, and where it goes on; other filters beside it are refused."""
    cursor: Cursor = read_cursor(living.services.secret, query.cursor, name)
    given = {key: value for key, value in msgspec.to_builtins(query).items() if key not in {*OF_PAGES, "limit"}}
    other = [key for key, value in given.items() if cursor.query.get(key) != value]
    if other:
        detail = f"The cursor was made for another {other[0]}."
        raise Problem(CURSOR_INVALID, detail, [Fault(pointer=f"/{other[0]}", detail=detail)])
    limit = query.limit if "limit" in msgspec.to_builtins(query) else cursor.query.get("limit", query.limit)
    return msgspec.convert({**cursor.query, "limit": limit}, outer), tuple(cursor.after)


def patience_of(ask: Ask) -> float:
    """The seconds of `Prefer: wait=…`, 0 without it."""
    preferences = ask.headers.get(b"prefer", b"")
    if len(preferences) > MOST_PREFERENCES or (not preferences and b"prefer" in ask.headers):
        detail = f"It takes 1 to {MOST_PREFERENCES} characters."
        raise Problem(HEADER_INVALID, f"Prefer: {detail}", [Fault(pointer="/Prefer", detail=detail)])
    found = _WAIT.search(preferences)
    if found is None:
        return 0.0
    seconds = min(float(found.group(1)), MOST_SECONDS)
    ask.notes.append((b"preference-applied", b"wait=%d" % int(seconds)))
    return seconds


def list_read(
    name: str,
    path: str,
    *,
    summary: str,
    tag: str,
    lister: Lister,
    query: type[msgspec.Struct],
    item: type[Any],
    fixed: tuple[str, ...] = (),
) -> Read:
    """Declare a list."""
    outer = query_type(f"{name}Query", query, fixed)
    return Read(
        path=path,
        operation=f"list{name}",
        summary=summary,
        tag=tag,
        reader=list_reader(name, lister, query, outer),
        answers=page_type(f"{name}Page", item),
        query=outer,
    )
