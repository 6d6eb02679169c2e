"""`accord keys`: the instance's own keys, which found workspaces. Keys within a workspace are issued over HTTP."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

import asyncpg
from rich.console import Console
from rich.table import Table

from api import keys
from database.pool import connect_pool
from database.queries import load
from service.arguments import Subcommands
from service.clock import fresh_id
from service.databases import database
from service.exits import CommandError
from service.settings import Settings, add_options

QUERIES = load(__file__)
SCOPES = ["admin", "read", "write"]
DAYS_AT_MOST = 3650


def add_commands(subcommands: Subcommands) -> None:
    """Add `keys` with its actions."""
    command = subcommands.add_parser("keys", help="list, create or revoke the instance's keys")
    actions = command.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="show the instance keys; never their secrets")
    listing.set_defaults(run=list_keys)
    creating = actions.add_parser("create", help="make an instance key and show it once")
    creating.add_argument("--holder", help="person id that the key acts as (default: a new one)")
    creating.add_argument("--days", type=int, help="days until it expires (default: never)")
    creating.set_defaults(run=create_key)
    revoking = actions.add_parser("revoke", help="let a key never work again")
    revoking.add_argument("prefix", help="the eight characters behind acc_")
    revoking.set_defaults(run=revoke_key)
    for action in (listing, creating, revoking):
        add_options(action, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR")


async def owner_key(pool: asyncpg.Pool, given: str) -> str | None:
    """Install the given owner key, or make one where the instance has none; answers a secret that was just made.

    Raises CommandError for a given key of another form.
    """
    async with pool.acquire() as connection, connection.transaction():
        await connection.fetchval(QUERIES.lock_owner_key)
        if given:
            try:
                key = keys.adopt(given)
            except ValueError as error:
                raise CommandError(f"ACCORD_OWNER_KEY: {error}") from error
            if not await connection.fetchval(QUERIES.key_known, key.sha256):
                await _add(connection, key, fresh_id("per"), None)
            return None
        if await connection.fetchval(QUERIES.any_instance_key):
            return None
        key = keys.generate()
        await _add(connection, key, fresh_id("per"), None)
        return key.secret


async def key_of(pool: asyncpg.Pool, holder: str) -> str:
    """Make an instance key that acts as somebody; answers its secret."""
    key = keys.generate()
    async with pool.acquire() as connection:
        await _add(connection, key, holder, None)
    return key.secret


async def list_keys(options: argparse.Namespace) -> int:
    """Print a table of the instance keys."""
    table = Table("prefix", "holder", "created", "expires", "revoked", "last used")
    async with database(Settings.read(vars(options))) as address:
        pool = await connect_pool(address.dsn, maximum=1)
        async with pool:
            for row in await pool.fetch(QUERIES.instance_keys):
                times = [row[name] for name in ("created_at", "expires_at", "revoked_at", "last_used_at")]
                shown = [f"{time:%Y-%m-%d %H:%M}" if time else "never" for time in times]
                table.add_row(row["prefix"], row["holder"], *shown)
    Console().print(table)
    return 0


async def create_key(options: argparse.Namespace) -> int:
    """Make a key; its secret is printed and kept nowhere."""
    expires = None
    if options.days is not None:
        if not 1 <= options.days <= DAYS_AT_MOST:
            raise CommandError(f"--days takes 1 to {DAYS_AT_MOST}.")
        expires = datetime.now(UTC) + timedelta(days=options.days)
    key = keys.generate()
    async with database(Settings.read(vars(options))) as address:
        pool = await connect_pool(address.dsn, maximum=1)
        async with pool, pool.acquire() as connection:
            await _add(connection, key, options.holder or fresh_id("per"), expires)
    print(key.secret)
    return 0


async def revoke_key(options: argparse.Namespace) -> int:
    """Revoke a key by its prefix."""
    async with database(Settings.read(vars(options))) as address:
        pool = await connect_pool(address.dsn, maximum=1)
        async with pool:
            done = await pool.execute(QUERIES.revoke_instance_key, options.prefix)
    if done != "UPDATE 1":
        raise CommandError(f"There is no working instance key {options.prefix}.")
    print(f"revoked {options.prefix}")
    return 0


async def _add(
    connection: asyncpg.pool.PoolConnectionProxy, key: keys.NewKey, holder: str, expires: datetime | None
) -> None:
    await connection.execute(QUERIES.add_instance_key, fresh_id("key"), key.sha256, key.prefix, holder, SCOPES, expires)
