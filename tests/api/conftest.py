"""The API of one test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.api.office import Client, Office, opened


@pytest.fixture
async def office(pool: asyncpg.Pool) -> AsyncIterator[Office]:
    """The app on a fresh database."""
    async with opened(pool) as made:
        yield made


@pytest.fixture
async def owner(office: Office) -> Client:
    """The owner of the workspace `acme`."""
    return await office.found()


@pytest.fixture
async def tech(office: Office, owner: Client) -> Client:
    """A partner of technology in `acme`."""
    return await office.joined(owner, of="technology")


@pytest.fixture
async def biz(office: Office, owner: Client) -> Client:
    """A partner of business in `acme`."""
    return await office.joined(owner, of="business")
