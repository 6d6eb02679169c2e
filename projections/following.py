"""Bring one workspace's projections up to date, around events that cannot be read."""

from __future__ import annotations

import logging

import asyncpg

from database.queries import load
from eventstore.errors import StoreUnavailable
from eventstore.faults import UNAVAILABLE
from eventstore.workspaces import Workspace
from projections.batches import Fenced, StandsStill, advance, lock_live
from projections.projector import Group

QUERIES = load(__file__)
LOGGER = logging.getLogger("accord.projections")
PAGE = 1000
# the last one is what asyncpg makes of a session that ends in the middle of a statement
TRANSIENT = (*UNAVAILABLE, StoreUnavailable, asyncpg.TransactionRollbackError, asyncpg.InternalClientError)
TOO_LONG = (asyncpg.QueryCanceledError, asyncpg.TransactionTimeoutError)
MESSAGE_LIMIT = 2000


async def follow(
    pool: asyncpg.Pool,
    group: Group,
    workspace: Workspace,
    *,
    worker: str,
    fence: int | None = None,
    again: bool = False,
    upto: int = 0,
    page: int = PAGE,
) -> int:
    """Read until the end of the ledger (or, if given, at least `upto`); answer the position reached.

    A batch that fails is halved until the event at fault is alone; everything before it is taken in, and the group
    stands still in this workspace, its error beside the checkpoint. `again` tries even so. One that takes too long is
    halved too.
    """
    limit = page
    while True:
        try:
            async with pool.acquire() as connection:
                read = await advance(
                    connection,
                    group,
                    workspace,
                    limit=limit,
                    fence=fence,
                    unless_failed_by=None if again else worker,
                )
        except TOO_LONG:
            if limit == 1:
                raise
            limit //= 2
            continue
        except (*TRANSIENT, Fenced, StandsStill):
            raise
        except Exception as fault:  # noqa: BLE001 - whatever an event does to a fold, only its workspace stands still
            if limit == 1:
                return await _stand_still(pool, group, workspace, fault, worker)
            limit //= 2
            continue
        if read.events < limit or (upto and read.position >= upto):
            return read.position


async def _stand_still(pool: asyncpg.Pool, group: Group, workspace: Workspace, fault: Exception, worker: str) -> int:
    position: int = await pool.fetchval(QUERIES.shown, workspace.workspace_id, group.name) or 0
    error = f"{type(fault).__name__}: {fault}"[:MESSAGE_LIMIT].replace("\0", "")
    LOGGER.error("%s of %s stands still before position %d: %s", group.name, workspace.slug, position + 1, error)
    async with pool.acquire() as connection, connection.transaction():
        row = await lock_live(connection, group, workspace.workspace_id)
        await connection.execute(
            QUERIES.fail, workspace.workspace_id, group.name, row["generation"], error, position + 1, worker
        )
    return position
