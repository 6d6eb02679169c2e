"""A store on a fresh database; workspaces are made by `new_workspace`."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.projections.ledger import new_workspace


@pytest.fixture
async def store(pool: asyncpg.Pool) -> AsyncIterator[Store]:
    async with Store(pool) as opened:
        yield opened


@pytest.fixture
async def workspace(pool: asyncpg.Pool) -> Workspace:
    return await new_workspace(pool, "acme")
