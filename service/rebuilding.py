"""`accord rebuild`: build projections anew beside the live ones; readers notice nothing until they take over."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.progress import Progress

from eventstore.errors import UnknownWorkspace
from projections.groups import PROJECTORS
from projections.rebuilding import AlreadyRebuilding
from projections.runner import Runner
from service.arguments import Subcommands
from service.databases import database
from service.exits import CommandError
from service.settings import Settings, add_options
from service.stores import opened_store


def add_commands(subcommands: Subcommands) -> None:
    """Add `rebuild`."""
    command = subcommands.add_parser("rebuild", help="build the projections anew from the ledger")
    command.add_argument("--workspace", help="only this one (default: all)")
    command.add_argument("--projection", choices=[group.name for group in PROJECTORS], help="only this one")
    add_options(command, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR")
    command.set_defaults(run=rebuild)


async def rebuild(options: argparse.Namespace) -> int:
    """Rebuild with a progress bar a workspace."""
    async with database(Settings.read(vars(options))) as address, opened_store(address) as store:
        chosen = None
        if options.workspace:
            try:
                chosen = (await store.workspace(options.workspace)).workspace_id
            except UnknownWorkspace as error:
                raise CommandError(f"There is no workspace {options.workspace}.") from error
        runner = Runner(store, PROJECTORS, worker="rebuild")
        with Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
            tasks = {}

            def show(slug: str, position: int, head: int) -> None:
                if slug not in tasks:
                    tasks[slug] = bar.add_task(slug, total=head)
                bar.update(tasks[slug], completed=position, total=head)

            try:
                await runner.rebuild(chosen, options.projection, progress=show)
            except AlreadyRebuilding as error:
                raise CommandError(str(error)) from error
    print("rebuilt")
    return 0
