"""The access log over HTTP: every answer of the audit area is recorded before it goes out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.cursors import read_cursor
from api.declarations import Read
from api.living import Living
from api.membership import require_oversight
from api.pages import CursorText, Limit, NextCursor, Shown, list_of, page_answer
from api.recorded import Moment
from domain.ids import ActorId
from eventstore.accesses.log import Access, KeptAccess, accesses, record_access

NAME = "access-log"
_encode = msgspec.json.Encoder().encode


class AccessItem(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody read something in the audit area: which operation, its path and query, how many items went out."""

    at: Moment
    person: ActorId
    credential: Annotated[str, Meta(max_length=100)]
    operation: Annotated[str, Meta(max_length=100, examples=["exportLedger"])]
    path: Annotated[str, Meta(max_length=2000)]
    query: Annotated[str, Meta(max_length=65_535)]
    items: Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]


class AccessPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the access log, the newest first."""

    items: Annotated[tuple[AccessItem, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


class AccessQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which page."""

    limit: Limit = 50
    cursor: CursorText | None = None


async def list_accesses(living: Living, ask: Ask) -> Answer:
    """Show a page of the access log."""
    query = ask.query(AccessQuery)
    await require_oversight(living, ask)
    services, limit, before = living.services, query.limit, None
    if query.cursor is not None:
        cursor = read_cursor(services.secret, query.cursor, list_of(ask, NAME))
        limit, before = cursor.query["limit"], UUID(cursor.after[0])
    found = await accesses(services.pool, ask.workspace, before=before, limit=limit + 1)
    shown = found[:limit]
    return page_answer(
        living,
        ask,
        [_encode(_told(access)).decode() for access in shown],
        name=NAME,
        query={"limit": limit},
        after=[str(shown[-1].access_id)] if len(found) > limit else None,
        position=(await services.store.head(ask.workspace)).position,
    )


async def read_on_record(living: Living, ask: Ask, read: Read) -> Answer:
    """Answer a read of the audit area, once it is on the access log that it was answered."""
    answer = await read.reader(living, ask)
    access = Access(
        person=ask.caller.holder,
        credential=ask.caller.credential,
        operation=read.operation,
        path=ask.instance,
        query=ask.scope["query_string"].decode("ascii", "backslashreplace"),
        items=answer.items,
    )
    await record_access(living.services.pool, ask.workspace, access, living.services.access_days)
    return answer


def _told(access: KeptAccess) -> AccessItem:
    return msgspec.convert(access, AccessItem, from_attributes=True)
