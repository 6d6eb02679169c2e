"""A store on a fresh database, with one workspace."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from eventstore import workspaces
from eventstore.store import Store
from eventstore.workspaces import Workspace


async def new_workspace(pool: asyncpg.Pool, slug: str) -> Workspace:
    async with pool.acquire() as connection, connection.transaction():
        created = await workspaces.insert(
            connection, slug=slug, sides=("technology", "business"), time_zone="Europe/Berlin"
        )
    assert created is not None
    return created


@pytest.fixture
async def store(pool: asyncpg.Pool) -> AsyncIterator[Store]:
    async with Store(pool) as opened:
        yield opened


@pytest.fixture
async def workspace(pool: asyncpg.Pool) -> Workspace:
    return await new_workspace(pool, "acme")
