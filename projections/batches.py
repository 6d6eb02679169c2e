"""One batch: the next events of a workspace, the rows that they change and the checkpoint, in one transaction."""

from __future__ import annotations

from typing import Any, NamedTuple

import asyncpg

from database.queries import load
from domain.kernel import CATALOGUE, Recorded
from eventstore.codec import decode
from eventstore.errors import UnknownEventType
from eventstore.faults import AnyConnection
from eventstore.workspaces import Workspace
from projections.kept_rows import KeptRows
from projections.projector import Group

QUERIES = load(__file__)


class Fenced(Exception):  # noqa: N818 - the name of what happened, not of a fault
    """Another worker has taken the lease over and written since."""


class StandsStill(Exception):  # noqa: N818 - as above
    """This worker has found an event that it cannot read; it tries again when told to."""


class Read(NamedTuple):
    """How far a batch came, and how many events it read."""

    position: int
    events: int


def recognised(group: Group, rows: list[asyncpg.Record]) -> list[Recorded]:
    """Decode the events that the group folds; raises UnknownEventType for one that no catalogue has."""
    events: list[Recorded] = []
    for row in rows:
        kind = CATALOGUE.get(row["type"])
        if kind is None:
            raise UnknownEventType(row["type"])
        if group.folds(kind):
            events.append(decode(row["entry"]))
    return events


def opened(group: Group, workspace: Workspace, generation: int, *, fresh: bool = False) -> list[KeptRows[Any]]:
    """The rows of each projection of the group."""
    return [KeptRows(projector, workspace, generation, fresh=fresh) for projector in group.projectors]


async def take(connection: AnyConnection, kept: list[KeptRows[Any]], events: list[Recorded], *, keep: int = 0) -> None:
    """Let events change rows, and write them."""
    for rows in kept:
        await rows.load(connection, events)
        for recorded in events:
            rows.take(recorded)
        await rows.write(connection, keep=keep)


async def lock_live(connection: AnyConnection, group: Group, workspace_id: int) -> asyncpg.Record:
    """Lock the checkpoint of the live rows, which begins at 0."""
    while True:
        row = await connection.fetchrow(QUERIES.lock_live, workspace_id, group.name)
        if row is not None:
            return row
        await connection.execute(QUERIES.begin_live, workspace_id, group.name)


async def advance(
    connection: AnyConnection,
    group: Group,
    workspace: Workspace,
    *,
    limit: int,
    fence: int | None = None,
    unless_failed_by: str | None = None,
) -> Read:
    """Read at most `limit` events into the live rows, exactly once. Opens its own transaction.

    `fence` None is for callers without a lease: the checkpoint's lock alone keeps them apart.
    """
    workspace_id = workspace.workspace_id
    async with connection.transaction():
        row = await lock_live(connection, group, workspace_id)
        if fence is not None and row["fence"] > fence:
            raise Fenced(f"{workspace.slug} is led under lease {row['fence']}, not {fence}")
        if row["error"] is not None and row["failed_by"] == unless_failed_by:
            raise StandsStill(row["error"])
        unread = await connection.fetch(QUERIES.unread, workspace_id, row["position"], limit)
        if not unread:
            return Read(row["position"], 0)
        await take(connection, opened(group, workspace, row["generation"]), recognised(group, unread))
        position = unread[-1]["position"]
        await connection.execute(QUERIES.advance, workspace_id, group.name, row["generation"], position, fence or 0)
    return Read(position, len(unread))
