"""Workspaces and the ledger itself: reads."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.cursors import read_cursor
from api.declarations import Read
from api.key_register import QUERIES
from api.living import Living
from api.membership import require_part
from api.pages import CursorText, Limit, NextCursor, Shown, list_of, page_answer
from api.preconditions import revalidated, weak_etag
from api.recorded import Entry
from eventstore import workspaces
from eventstore.faults import reaching
from eventstore.workspaces import Workspace

_encode = msgspec.json.Encoder().encode


class WorkspaceItem(msgspec.Struct, frozen=True, kw_only=True):
    """One partnership."""

    workspace: Annotated[str, Meta(max_length=63, examples=["acme"])]
    sides: Annotated[tuple[Annotated[str, Meta(max_length=32)], ...], Meta(max_length=10)]
    time_zone: Annotated[str, Meta(max_length=64, examples=["Europe/Copenhagen"])]


class WorkspacePage(msgspec.Struct, frozen=True, kw_only=True):
    """The workspaces that the key reaches."""

    items: Annotated[tuple[WorkspaceItem, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


class PageQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which page."""

    limit: Limit = 50
    cursor: CursorText | None = None


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the ledger, in its order."""

    items: Annotated[tuple[Entry, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


class EventQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to go on in the ledger."""

    after: Annotated[
        int, Meta(ge=0, le=9_007_199_254_740_991, description="The position after which the page begins.")
    ] = 0
    limit: Limit = 50


async def list_workspaces(living: Living, ask: Ask) -> Answer:
    """Show the workspaces in which the key's holder takes part."""
    query = ask.query(PageQuery)
    services, caller = living.services, ask.caller
    cursor = read_cursor(services.secret, query.cursor, list_of(ask, "workspaces")) if query.cursor else None
    limit = cursor.query["limit"] if cursor else query.limit
    if caller.workspace_id is not None:
        own = await workspaces.by_id(services.pool, caller.workspace_id)
        found = [own] if own else []
    else:
        after = cursor.after[0] if cursor else 0
        with reaching():
            rows = await services.pool.fetch(QUERIES.workspaces_of_person, f"member:{caller.holder}", after, limit + 1)
        found = [Workspace.of(row) for row in rows]
    shown = found[:limit]
    return page_answer(
        living,
        ask,
        [_encode(_item(each)).decode() for each in shown],
        name="workspaces",
        query={"limit": limit},
        after=[shown[-1].workspace_id] if len(found) > limit else None,
        position=0,
    )


def _item(workspace: Workspace) -> WorkspaceItem:
    return WorkspaceItem(workspace=workspace.slug, sides=workspace.sides, time_zone=workspace.time_zone)


async def list_events(living: Living, ask: Ask) -> Answer:
    """Show the ledger after a position, as it stands there."""
    query = ask.query(EventQuery)
    await require_part(living, ask)
    entries = await living.services.store.entries(ask.workspace, after=query.after, limit=query.limit)
    if entries:
        last = entries[-1].position
    else:
        last = min(query.after, (await living.services.store.head(ask.workspace)).position)
    body = "".join(('{"items":[', ",".join(entry.text for entry in entries), f'],"position":{last},"next":null}}'))
    headers = [JSON, (b"accord-position", b"%d" % last)]
    if len(entries) == query.limit:
        following = f"{ask.instance}?after={last}&limit={query.limit}"
        headers.append((b"link", f'<{following}>; rel="next"'.encode()))
    tag = weak_etag(f"{query.after}-{last}")
    return revalidated(Answer(200, body.encode(), headers), tag, ask.headers.get(b"if-none-match"))


READS = (
    Read(
        path="/v1/workspaces",
        operation="listWorkspaces",
        summary="The workspaces in which the key's holder takes part",
        tag="workspaces",
        reader=list_workspaces,
        answers=WorkspacePage,
        query=PageQuery,
        rooted=True,
    ),
    Read(
        path="/events",
        operation="listEvents",
        summary="The ledger after a position, each entry as it stands there",
        description=(
            "The ledger after a position, each entry as it stands there. Go on with `after` = the last `position`; "
            "an empty page means that there is nothing newer."
        ),
        tag="events",
        reader=list_events,
        answers=EventPage,
        query=EventQuery,
    ),
)
