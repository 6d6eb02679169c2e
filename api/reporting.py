"""Reports over HTTP: their filters, pages of lines, figures, and the same as a table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import asyncpg
import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Read, Reader
from api.lists import FilterText, MinPosition, continued, page_type, patience_of
from api.living import Living
from api.membership import require_part
from api.moments import TIMES, moment_of
from api.pages import CursorText, Limit, fingerprint, list_of, page_answer
from api.preconditions import revalidated, weak_etag
from api.tables import as_table
from eventstore.faults import reaching
from eventstore.workspaces import Workspace
from projections.groups import LISTS
from projections.paging import Key, Page
from projections.reporting.asking import ReportQuery
from projections.reporting.group import REPORTS
from projections.waiting import wait_for

Lister = Callable[[asyncpg.Pool, int, ReportQuery], Awaitable[Page]]
Counter = Callable[[asyncpg.Pool, int, ReportQuery], Awaitable[Any]]
A_DAY = len("2026-11-20")
OF_PAGES = frozenset({"cursor", "min_position"})
Moment = Annotated[str, Meta(min_length=1, max_length=40, extra_json_schema={"anyOf": TIMES})]
_encode = msgspec.json.Encoder().encode


def _filter(kind: Any, meaning: str) -> Any:  # noqa: ANN401 - annotations
    return Annotated[kind, Meta(description=meaning)] | None


FILTERS: list[tuple[str, Any, Any]] = [
    ("person", _filter(FilterText, "Only what this person had a part in."), None),
    ("side", _filter(FilterText, "Only what this side had a part in."), None),
    ("opportunity", _filter(FilterText, "Only what concerns this opportunity."), None),
    ("scope", _filter(FilterText, "Only what belongs to this scope."), None),
    ("from", _filter(Moment, "Only what began at this time or later: RFC 3339, or a day from its start."), None),
    ("to", _filter(Moment, "Only what began at this time or before: RFC 3339, or a day to its end."), None),
    (
        "clock",
        Annotated[
            Literal["claimed", "recorded"], Meta(description="Which time `from` and `to` mean; claimed, if not given.")
        ],
        "claimed",
    ),
    (
        "format",
        Annotated[Literal["json", "csv"], Meta(description="`csv` answers as `Accept: text/csv` does.")],
        "json",
    ),
]
PAGES: list[tuple[str, Any, Any]] = [
    ("limit", Limit, 50),
    ("cursor", CursorText | None, None),
]
WAITS: list[tuple[str, Any, Any]] = [("min_position", MinPosition | None, None)]


def query_struct(name: str, fields: list[tuple[str, Any, Any]]) -> type[msgspec.Struct]:
    """Query parameters."""
    return msgspec.defstruct(
        name, fields, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, module=__name__
    )


PagedQuery = query_struct("ReportQueryText", [*FILTERS, *PAGES, *WAITS])
FiguresQuery = query_struct("FiguresQueryText", [*FILTERS, *WAITS])


def report(name: str, *, summary: str, lister: Lister, item: Any, description: str = "") -> Read:  # noqa: ANN401 - types
    """Declare a report of many lines."""
    operation = _operation(name)
    return Read(
        path=f"/reports/{name}",
        operation=f"report{operation}",
        summary=summary,
        description=description,
        tag="reports",
        reader=_lines(name, lister, item),
        answers=page_type(f"{operation}Report", item),
        also=("text/csv",),
        query=PagedQuery,
    )


def figures(name: str, *, summary: str, counter: Counter, answers: Any, rows: str) -> Read:  # noqa: ANN401 - types
    """Declare a report of figures; `rows` is the field that makes the lines of its table."""
    return Read(
        path=f"/reports/{name}",
        operation=f"report{_operation(name)}",
        summary=summary,
        tag="reports",
        reader=_figures(counter, answers, rows),
        answers=answers,
        also=("text/csv",),
        query=FiguresQuery,
    )


def _operation(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _lines(name: str, lister: Lister, item: Any) -> Reader:  # noqa: ANN401 - a type
    columns = [field.encode_name for field in msgspec.structs.fields(item)]

    async def read(living: Living, ask: Ask) -> Answer:
        query: Any = ask.query(PagedQuery)
        await require_part(living, ask)
        least, after = query.min_position, None
        if query.cursor is not None:
            query, after = continued(living, query, list_of(ask, f"reports/{name}"), PagedQuery)
        wanted = asked_of(living, ask, query, after)
        await caught_up(living, ask, least)
        with reaching():
            page = await lister(living.services.pool, ask.workspace.workspace_id, wanted)
        return paged(living, ask, page, name=f"reports/{name}", query=query, columns=columns)

    return read


def paged(living: Living, ask: Ask, page: Page, *, name: str, query: Any, columns: list[str]) -> Answer:  # noqa: ANN401 - any query
    """One page, as JSON or as a table."""
    table = wants_table(ask, query)
    if table:
        ask.headers.pop(b"if-none-match", None)
    filters = {key: value for key, value in msgspec.to_builtins(query).items() if key not in OF_PAGES}
    after = None if page.next_key is None else list(page.next_key)
    answer = page_answer(living, ask, page.items, name=name, query=filters, after=after, position=page.position)
    return as_table(answer, columns, msgspec.json.decode(answer.body)["items"]) if table else answer


def _figures(counter: Counter, answers: Any, rows: str) -> Reader:  # noqa: ANN401 - a type
    inner = next(field.type for field in msgspec.structs.fields(answers) if field.name == rows).__args__[0]
    columns = [field.encode_name for field in msgspec.structs.fields(inner)]

    async def read(living: Living, ask: Ask) -> Answer:
        query: Any = ask.query(FiguresQuery)
        await require_part(living, ask)
        wanted = asked_of(living, ask, query)
        await caught_up(living, ask, query.min_position)
        with reaching():
            found = await counter(living.services.pool, ask.workspace.workspace_id, wanted)
        body = _encode(found)
        answer = Answer(200, body, [JSON, (b"accord-position", b"%d" % found.position)])
        tag, table = weak_etag(f"{found.position}-{fingerprint(body)}"), wants_table(ask, query)
        answer = revalidated(answer, tag, None if table else ask.headers.get(b"if-none-match"))
        return as_table(answer, columns, msgspec.json.decode(body)[rows]) if table else answer

    return read


def wants_table(ask: Ask, query: Any) -> bool:  # noqa: ANN401 - any query
    """Whether the client asks for comma-separated values."""
    return query.format == "csv" or b"text/csv" in ask.headers.get(b"accept", b"")


async def caught_up(living: Living, ask: Ask, least: int | None) -> None:
    """Wait for what the client asks to see."""
    patience = patience_of(ask)
    if least is None:
        return
    services = living.services
    with reaching():
        await asyncio.gather(
            *(
                wait_for(services.pool, ask.workspace.workspace_id, name, least, patience, ending=services.ending)
                for name in (LISTS.name, REPORTS.name)
            )
        )


def asked_of(living: Living, ask: Ask, query: Any, after: Key | None = None) -> ReportQuery:  # noqa: ANN401 - made at run time
    """What the projections are asked for."""
    workspace = ask.workspace
    return ReportQuery(
        person=getattr(query, "person", None),
        side=query.side,
        opportunity=query.opportunity,
        scope=getattr(query, "scope", None),
        since=start_of(getattr(query, "from"), workspace),
        until=None if query.to is None else moment_of(query.to, "to", workspace.time_zone),
        clock=query.clock,
        limit=getattr(query, "limit", 1),
        after=after,
        today=living.services.clock().astimezone(ZoneInfo(workspace.time_zone)).date(),
    )


def start_of(text: str | None, workspace: Workspace) -> datetime | None:
    """The first moment that `from` means."""
    if text is None:
        return None
    at = moment_of(text, "from", workspace.time_zone)
    if len(text) != A_DAY:
        return at
    eve = date.fromordinal(max(1, date.fromisoformat(text).toordinal() - 1))
    return moment_of(eve.isoformat(), "from", workspace.time_zone) + timedelta(microseconds=1)
