"""`accord status`: the schema, the ledgers, how far the projections are and what stands still."""

from __future__ import annotations

import argparse

import asyncpg
from rich.console import Console
from rich.table import Table

from database import migrations
from projections.groups import PROJECTORS
from projections.reports import status
from service.arguments import Subcommands
from service.databases import database
from service.settings import Settings, add_options
from service.stores import opened_store


def add_commands(subcommands: Subcommands) -> None:
    """Add `status`."""
    command = subcommands.add_parser("status", help="show schema, projections and what stands still")
    add_options(command, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR")
    command.set_defaults(run=show_status)


async def show_status(options: argparse.Namespace) -> int:
    """Print a table; exit code 1 where a projection stands still, so that scripts notice."""
    async with database(Settings.read(vars(options))) as address, opened_store(address) as store:
        connection = await asyncpg.connect(address.dsn, timeout=30)
        try:
            version = await migrations.schema_version(connection)
        finally:
            await connection.close()
        groups = await status(store.pool, PROJECTORS)
    console = Console()
    console.print(f"schema {version:04}" if version is not None else "no schema")
    table = Table("projection", "workspaces", "behind", "events", "left to read", "stands still")
    for group in groups:
        numbers = (group.workspaces, group.behind, group.head, group.lag, group.failed)
        table.add_row(group.projection, *(f"{number:,}" for number in numbers))
    console.print(table)
    for group in groups:
        for failure in group.failures:
            console.print(f"{group.projection} of {failure.workspace} before position {failure.position}:", style="red")
            console.print(f"  {failure.error} ({failure.failed_at:%Y-%m-%d %H:%M})", markup=False)
    return 1 if any(group.failed for group in groups) else 0
