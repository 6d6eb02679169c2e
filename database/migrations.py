"""Numbered SQL files, applied once and forward only."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from database.pool import Session
from database.queries import load

QUERIES = load(__file__, "migration_queries.sql")
OWNER_ROLE = "accord_owner"
ROLES = Path(__file__).with_name("roles.sql")
DIRECTORY = Path(__file__).with_name("migrations")


class SchemaMismatchError(Exception):
    """The database's schema is not the one this release works with."""


class SchemaOlderError(SchemaMismatchError):
    """The database has not been migrated to this release yet."""


class SchemaNewerError(SchemaMismatchError):
    """A newer release has migrated the database."""


class SchemaChangedError(SchemaMismatchError):
    """A migration differs from what was applied to the database."""


@dataclass(frozen=True, kw_only=True)
class Migration:
    number: int
    name: str
    sql: str
    checksum: bytes


def known(directory: Path = DIRECTORY) -> list[Migration]:
    """Return this release's migrations in order. File names are `<four digits>_<name>.sql`."""
    migrations = []
    for path in sorted(directory.glob("*.sql")):
        digits, _, name = path.stem.partition("_")
        content = path.read_bytes()
        migrations.append(
            Migration(
                number=int(digits), name=name, sql=content.decode("utf-8"), checksum=hashlib.sha256(content).digest()
            )
        )
    numbers = [migration.number for migration in migrations]
    if len(set(numbers)) < len(numbers):
        raise ValueError(f"two migrations share a number in {directory.name}: {numbers}")
    return migrations


async def migrate(connection: Session, *, directory: Path = DIRECTORY) -> list[Migration]:
    """Apply what is missing, each file in its own transaction as accord_owner; return what was applied.

    Several processes may call this at once: one applies, the others wait and find nothing to do.
    """
    await connection.fetchval(QUERIES.lock)
    try:
        pending = _pending(known(directory), await _applied(connection))
        if pending:
            await connection.execute(ROLES.read_text(encoding="utf-8"))
        for migration in pending:
            async with connection.transaction():
                await connection.fetch(QUERIES.no_timeouts)
                await connection.execute(QUERIES.become_owner)
                await connection.execute(migration.sql)
                await connection.execute(QUERIES.record, migration.number, migration.name, migration.checksum)
    finally:
        await connection.fetchval(QUERIES.unlock)
    return pending


async def schema_version(connection: Session) -> int | None:
    """Return the number of the newest applied migration, None before the first."""
    return max(await _applied(connection), default=None)


async def check(connection: Session, *, directory: Path = DIRECTORY) -> None:
    """Refuse a database whose schema is not exactly this release's."""
    pending = _pending(known(directory), await _applied(connection))
    if pending:
        names = ", ".join(f"{migration.number:04}_{migration.name}" for migration in pending)
        raise SchemaOlderError(f"The database lacks {names}. Run: accord migrate")


async def _applied(connection: Session) -> dict[int, asyncpg.Record]:
    if not await connection.fetchval(QUERIES.table_exists):
        return {}
    return {row["number"]: row for row in await connection.fetch(QUERIES.applied)}


def _pending(migrations: list[Migration], applied: dict[int, asyncpg.Record]) -> list[Migration]:
    version = max(applied, default=-1)
    newest = migrations[-1].number
    if version > newest:
        message = f"The database is at schema {version:04}, this release knows {newest:04}. Upgrade accord."
        raise SchemaNewerError(message)
    gone = applied.keys() - {migration.number for migration in migrations}
    if gone:
        names = ", ".join(f"{number:04}_{applied[number]['name']}" for number in sorted(gone))
        raise SchemaChangedError(f"The database has {names}, which this release does not know.")
    for migration in migrations:
        row = applied.get(migration.number)
        label = f"{migration.number:04}_{migration.name}"
        if row is None and migration.number < version:
            message = f"{label} was never applied, but {version:04} was. Migrations only go forward: renumber it."
            raise SchemaChangedError(message)
        if row is not None and (row["name"], row["checksum"]) != (migration.name, migration.checksum):
            message = f"{label} is not what was applied to this database as {row['name']}. Add a new migration instead."
            raise SchemaChangedError(message)
    return [migration for migration in migrations if migration.number not in applied]
