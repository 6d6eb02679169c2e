"""Which PostgreSQL the service uses: its own embedded one, or the one that a URL names."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import msgspec

from database import migrations
from database.embedded import EmbeddedServer
from service.settings import Settings


class DatabaseAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where the database is: `dsn` for the service's work, `owner_dsn` for migrations; `server` where it is our own."""

    dsn: str
    owner_dsn: str
    server: EmbeddedServer | None = None


@asynccontextmanager
async def database(settings: Settings, *, migrate: bool | None = None) -> AsyncIterator[DatabaseAddress]:
    """Hold a share of the embedded server, or point to the given one, and see that the schema fits.

    The embedded one is migrated on the way; a given one only when `migrate` says so, else it is checked.
    Raises SchemaMismatchError where the schema is not this release's.
    """
    if settings.database_url:
        address = DatabaseAddress(dsn=settings.database_url, owner_dsn=settings.database_url)
        await _fit(address, migrate=bool(migrate))
        yield address
        return
    server = await EmbeddedServer.start(settings.data_dir)
    try:
        address = DatabaseAddress(dsn=server.dsn, owner_dsn=server.owner_dsn, server=server)
        await _fit(address, migrate=True)
        yield address
    finally:
        await server.stop()


async def _fit(address: DatabaseAddress, *, migrate: bool) -> None:
    connection = await asyncpg.connect(address.owner_dsn if migrate else address.dsn, timeout=30)
    try:
        if migrate:
            await migrations.migrate(connection)
        await migrations.check(connection)
    finally:
        await connection.close()
