"""Migrations are applied once, in order, forward only, by whoever comes first."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from database.migrations import (
    DIRECTORY,
    SchemaChangedError,
    SchemaNewerError,
    SchemaOlderError,
    check,
    known,
    migrate,
    schema_version,
)
from database.pool import connect_pool
from tests.server import Server

PRIVILEGES = (DIRECTORY / "0000_privileges.sql").read_text(encoding="utf-8")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """The migrations of a small release."""
    (tmp_path / "0000_privileges.sql").write_text(PRIVILEGES, encoding="utf-8")
    (tmp_path / "0001_things.sql").write_text("CREATE TABLE thing (number integer PRIMARY KEY);", encoding="utf-8")
    return tmp_path


@pytest.fixture
def empty_database(server: Server) -> Iterator[str]:
    name = server.empty_database()
    yield name
    server.drop(name)


@pytest.fixture
async def connection(server: Server, empty_database: str) -> AsyncIterator[asyncpg.Connection]:
    opened = await asyncpg.connect(server.dsn(empty_database, user="accord_owner"))
    yield opened
    await opened.close()


async def test_each_file_is_applied_once(connection: asyncpg.Connection, release: Path) -> None:
    assert await schema_version(connection) is None
    assert [migration.name for migration in await migrate(connection, directory=release)] == ["privileges", "things"]
    assert await schema_version(connection) == 1
    assert await migrate(connection, directory=release) == []
    await check(connection, directory=release)


async def test_processes_that_migrate_at_once_apply_each_file_once(
    server: Server, empty_database: str, release: Path
) -> None:
    async def one() -> int:
        opened = await asyncpg.connect(server.dsn(empty_database, user="accord_owner"))
        try:
            return len(await migrate(opened, directory=release))
        finally:
            await opened.close()

    assert sorted(await asyncio.gather(*(one() for _ in range(4)))) == [0, 0, 0, 2]


async def test_a_failing_file_leaves_nothing_of_itself(connection: asyncpg.Connection, release: Path) -> None:
    (release / "0002_broken.sql").write_text("CREATE TABLE half (); SELECT 1 / 0;", encoding="utf-8")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(connection, directory=release)
    assert await schema_version(connection) == 1
    assert await connection.fetchval("SELECT to_regclass('half')") is None


async def test_an_older_schema_is_refused_by_name(connection: asyncpg.Connection, release: Path) -> None:
    await migrate(connection, directory=release)
    (release / "0002_more.sql").write_text("SELECT 1;", encoding="utf-8")
    with pytest.raises(SchemaOlderError, match="0002_more"):
        await check(connection, directory=release)


async def test_a_newer_schema_is_refused(connection: asyncpg.Connection, release: Path) -> None:
    await migrate(connection, directory=release)
    (release / "0001_things.sql").unlink()
    with pytest.raises(SchemaNewerError):
        await check(connection, directory=release)
    with pytest.raises(SchemaNewerError):
        await migrate(connection, directory=release)


async def test_a_changed_file_is_refused(connection: asyncpg.Connection, release: Path) -> None:
    await migrate(connection, directory=release)
    (release / "0001_things.sql").write_text("CREATE TABLE thing (number bigint PRIMARY KEY);", encoding="utf-8")
    with pytest.raises(SchemaChangedError, match="0001_things"):
        await check(connection, directory=release)
    with pytest.raises(SchemaChangedError, match="0001_things"):
        await migrate(connection, directory=release)


async def test_a_file_that_is_gone_is_refused(connection: asyncpg.Connection, release: Path) -> None:
    (release / "0002_more.sql").write_text("SELECT 1;", encoding="utf-8")
    await migrate(connection, directory=release)
    (release / "0001_things.sql").unlink()
    with pytest.raises(SchemaChangedError, match="0001_things"):
        await check(connection, directory=release)


async def test_a_late_file_with_a_lower_number_is_refused(connection: asyncpg.Connection, release: Path) -> None:
    (release / "0005_late.sql").write_text("SELECT 1;", encoding="utf-8")
    await migrate(connection, directory=release)
    (release / "0003_between.sql").write_text("SELECT 1;", encoding="utf-8")
    with pytest.raises(SchemaChangedError, match="renumber"):
        await migrate(connection, directory=release)


def test_two_files_of_one_number_are_refused(release: Path) -> None:
    (release / "0001_other.sql").write_text("SELECT 1;", encoding="utf-8")
    with pytest.raises(ValueError, match="share a number"):
        known(release)


async def test_tables_belong_to_the_owner_whoever_migrates(server: Server, empty_database: str, release: Path) -> None:
    administrator = await asyncpg.connect(server.dsn(empty_database, user="postgres"))
    try:
        await migrate(administrator, directory=release)
        owner = await administrator.fetchval("SELECT tableowner FROM pg_tables WHERE tablename = 'thing'")
        assert owner == "accord_owner"
    finally:
        await administrator.close()


async def test_the_service_writes_rows_but_no_schema(server: Server, empty_database: str, release: Path) -> None:
    owner = await asyncpg.connect(server.dsn(empty_database, user="accord_owner"))
    await migrate(owner, directory=release)
    await owner.close()
    app = await asyncpg.connect(server.dsn(empty_database))
    try:
        await app.execute("INSERT INTO thing VALUES (1); UPDATE thing SET number = 2; DELETE FROM thing")
        await check(app, directory=release)
        for forbidden in ("TRUNCATE thing", "DROP TABLE thing", "CREATE TABLE other ()", "DELETE FROM migration"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(forbidden)
    finally:
        await app.close()


async def test_this_release_is_migrated_whole(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection:
        await check(connection)
        assert await schema_version(connection) == known()[-1].number


@pytest.mark.parametrize("table", ["event", "event_tag"])
@pytest.mark.parametrize("privilege", ["UPDATE", "DELETE", "TRUNCATE"])
async def test_the_service_can_never_change_what_was_recorded(pool: asyncpg.Pool, table: str, privilege: str) -> None:
    assert not await pool.fetchval("SELECT has_table_privilege('accord_app', $1, $2)", table, privilege)
    assert await pool.fetchval("SELECT has_table_privilege('accord_app', $1, 'SELECT, INSERT')", table)


async def test_an_operator_who_is_no_superuser_migrates_and_serves(
    server: Server, empty_database: str, release: Path
) -> None:
    server.execute(
        f"""
        CREATE ROLE operator LOGIN CREATEROLE;
        GRANT accord_owner, accord_app TO operator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE; -- as for roles it made
        ALTER DATABASE {empty_database} OWNER TO operator
        """
    )
    dsn = server.dsn(empty_database, user="operator")
    operator = await asyncpg.connect(dsn)
    await migrate(operator, directory=release)
    await check(operator, directory=release)
    await operator.close()
    pool = await connect_pool(dsn)
    assert await pool.fetchval("SELECT current_user") == "accord_app"
    assert await pool.fetchval("SELECT count(*) FROM thing") == 0
    await pool.close()
