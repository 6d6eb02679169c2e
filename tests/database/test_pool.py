"""What a session of the pool is allowed to do."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from database.pool import connect_pool
from tests.server import Server


async def test_sessions_act_as_the_service_and_keep_json_as_text(pool: asyncpg.Pool) -> None:
    assert await pool.fetchval("SELECT current_user") == "accord_app"
    assert await pool.fetchval("""SELECT '{"a": 1}'::json""") == '{"a": 1}'
    assert await pool.fetchval("SHOW timezone") == "UTC"


@pytest.mark.parametrize("user", ["accord_owner", "postgres"])
async def test_the_role_is_taken_whoever_logs_in(server: Server, database: str, user: str) -> None:
    opened = await connect_pool(server.dsn(database, user=user), role="accord_owner")
    try:
        assert await opened.fetchval("SELECT current_user") == "accord_owner"
    finally:
        await opened.close()


async def test_a_slow_statement_is_cancelled(database_dsn: str) -> None:
    opened = await connect_pool(database_dsn, statement_timeout=timedelta(milliseconds=20))
    try:
        with pytest.raises(asyncpg.QueryCanceledError):
            await opened.fetchval("SELECT pg_sleep(60)")
        assert await opened.fetchval("SELECT 1") == 1
    finally:
        await opened.close()


async def test_a_long_transaction_loses_its_session_and_the_pool_recovers(database_dsn: str) -> None:
    opened = await connect_pool(database_dsn, maximum=1, transaction_timeout=timedelta(milliseconds=50))
    try:
        with pytest.raises(asyncpg.InterfaceError, match="closed"):
            async with opened.acquire() as connection, connection.transaction():
                await connection.fetchval("SELECT pg_sleep(60)")
        assert await opened.fetchval("SELECT 1") == 1
    finally:
        await opened.close()


async def test_an_abandoned_transaction_is_rolled_back_on_release(owner_dsn: str) -> None:
    opened = await connect_pool(owner_dsn, maximum=1, role="accord_owner")
    try:
        async with opened.acquire() as connection:
            await connection.execute("BEGIN; CREATE TABLE abandoned ()")
        assert await opened.fetchval("SELECT to_regclass('abandoned')") is None
    finally:
        await opened.close()


async def test_a_cancelled_caller_gives_its_connection_back(database_dsn: str) -> None:
    opened = await connect_pool(database_dsn, maximum=1)
    try:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(opened.fetchval("SELECT pg_sleep(60)"), timeout=0.01)
        assert await opened.fetchval("SELECT 1") == 1
    finally:
        await opened.close()
