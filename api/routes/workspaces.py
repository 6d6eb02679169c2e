"""Workspaces and the ledger itself: reads."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.cursors import read_cursor
from api.declarations import Read
from api.key_register import QUERIES
from api.living import Living
from api.pages import CursorText, Limit, NextCursor, Shown, list_of, page_answer
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
)
