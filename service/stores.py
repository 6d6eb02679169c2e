"""A store on a database, for the time of one command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from database.pool import connect_pool
from eventstore.store import Store
from service.databases import DatabaseAddress

LONG = timedelta(minutes=2)


@asynccontextmanager
async def opened_store(address: DatabaseAddress, *, connections: int = 4) -> AsyncIterator[Store]:
    """Open a pool and a store on it; long-running commands get longer time limits than requests."""
    pool = await connect_pool(
        address.dsn, minimum=1, maximum=connections, statement_timeout=LONG, transaction_timeout=LONG
    )
    try:
        async with Store(pool) as store:
            yield store
    finally:
        await pool.close()
