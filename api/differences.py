"""The backlog at two bounds: their parameters, and the page of what differs."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.declarations import Read
from api.lists import FilterText, MinPosition, continued, page_type, patience_of
from api.living import Living
from api.membership import require_part
from api.moments import TIMES, known_at, moment_of
from api.pages import CursorText, Limit, list_of, page_answer
from eventstore.faults import reaching
from projections.backlog.differences import BacklogDifference, DifferencesQuery, list_differences
from projections.groups import LISTS
from projections.waiting import wait_for

NAME = "BacklogDifferences"
OF_PAGES = frozenset({"cursor", "min_position"})
POSITIONS = [{"pattern": "^[0-9]{1,18}$"}, *TIMES]


def _bound(meaning: str, forms: list[dict[str, str]]) -> Any:  # noqa: ANN401 - annotations
    described = Meta(min_length=1, max_length=40, description=meaning, extra_json_schema={"anyOf": forms})
    return Annotated[str, described] | None


FIELDS: list[Any] = [
    ("from_as_of", _bound("The earlier bound as people claim it: RFC 3339, or a day to its end.", TIMES), None),
    ("from_known_at", _bound("What the ledger knew at the earlier bound: a position, a time, a day.", POSITIONS), None),
    ("to_as_of", _bound("The later bound as people claim it; without `to_…` it is now.", TIMES), None),
    ("to_known_at", _bound("What the ledger knew at the later bound: a position, a time, a day.", POSITIONS), None),
    ("scope", Annotated[FilterText, Meta(description="Only those that belong to this scope.")] | None, None),
    ("limit", Limit, 50),
    ("cursor", CursorText | None, None),
    ("min_position", MinPosition | None, None),
]
Query = msgspec.defstruct(
    f"{NAME}Query", FIELDS, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
)


async def read(living: Living, ask: Ask) -> Answer:
    """Answer a page of what differs."""
    query: Any = ask.query(Query)
    await require_part(living, ask)
    pool, workspace = living.services.pool, ask.workspace
    least, after, patience = query.min_position, None, patience_of(ask)
    if query.cursor is not None:
        query, after = continued(living, query, list_of(ask, NAME), Query)
    if least is not None:
        with reaching():
            await wait_for(pool, workspace.workspace_id, LISTS.name, least, patience, ending=living.services.ending)
    wanted: dict[str, Any] = {}
    for name in ("from_as_of", "to_as_of"):
        text = getattr(query, name)
        wanted[name] = None if text is None else moment_of(text, name, workspace.time_zone)
    for name in ("from_known_at", "to_known_at"):
        wanted[name] = await known_at(living, getattr(query, name), workspace, name)
    asked = DifferencesQuery(scope=query.scope, limit=query.limit, after=after, **wanted)
    with reaching():
        page = await list_differences(pool, workspace.workspace_id, asked)
    filters = {key: value for key, value in msgspec.to_builtins(query).items() if key not in OF_PAGES}
    following = None if page.next_key is None else list(page.next_key)
    return page_answer(living, ask, page.items, name=NAME, query=filters, after=following, position=page.position)


DIFFERENCES = Read(
    path="/backlog/diff",
    operation=f"list{NAME}",
    summary="What changed in the backlog between two times: entered, left, moved, other state or readiness, and why",
    tag="backlog",
    reader=read,
    answers=page_type(f"{NAME}Page", BacklogDifference),
    query=Query,
)
