"""Connections for the running service: few, reused, with bounded transactions."""

from datetime import timedelta
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

APP_ROLE = "accord_app"
Session: TypeAlias = asyncpg.Connection | PoolConnectionProxy  # one's own connection, or one lent by a pool


async def connect_pool(
    dsn: str,
    *,
    minimum: int = 1,
    maximum: int = 10,
    role: str = APP_ROLE,
    statement_timeout: timedelta = timedelta(seconds=10),
    transaction_timeout: timedelta = timedelta(seconds=15),
    idle_in_transaction_timeout: timedelta = timedelta(seconds=5),
) -> asyncpg.Pool:
    """Open a pool whose sessions act as `role`, whoever the dsn logs in as. A zero timeout means none.

    json and jsonb arrive as text: whoever wants values decodes the bytes with msgspec.
    """
    return await asyncpg.create_pool(
        dsn,
        min_size=minimum,
        max_size=maximum,
        reset=_keep_session,
        server_settings={
            "application_name": "accord",
            "role": role,
            "timezone": "UTC",
            "jit": "off",
            "default_transaction_isolation": "read committed",
            "statement_timeout": _milliseconds(statement_timeout),
            "transaction_timeout": _milliseconds(transaction_timeout),
            "idle_in_transaction_session_timeout": _milliseconds(idle_in_transaction_timeout),
        },
    )


async def _keep_session(_connection: asyncpg.Connection) -> None:
    """Spare the round trip of RESET ALL (1.3 times the cost of a short call): no caller changes session state.

    asyncpg itself rolls back an open transaction before it calls this.
    """


def _milliseconds(duration: timedelta) -> str:
    return str(duration // timedelta(milliseconds=1))
