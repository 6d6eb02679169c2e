"""`accord migrate`: bring a database to this release's schema."""

from __future__ import annotations

import argparse

import asyncpg

from database import migrations
from service.arguments import Subcommands
from service.databases import database
from service.settings import Settings, add_options


def add_commands(subcommands: Subcommands) -> None:
    """Add `migrate`."""
    command = subcommands.add_parser("migrate", help="create or upgrade the schema (as a role that may create roles)")
    add_options(command, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR")
    command.set_defaults(run=migrate)


async def migrate(options: argparse.Namespace) -> int:
    """Apply the missing migrations and say which version the database has."""
    async with database(Settings.read(vars(options)), migrate=True) as address:
        connection = await asyncpg.connect(address.dsn, timeout=30)
        try:
            version = await migrations.schema_version(connection)
        finally:
            await connection.close()
    print(f"schema {version:04}")
    return 0
