"""`accord export`: write a workspace's ledger into a folder, with a manifest that proves what it is."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from eventstore.errors import StoreError, UnknownWorkspace
from eventstore.exporting.content import FILES
from eventstore.exporting.folder import FolderError, Unfinished, begun, finish, interrupted
from eventstore.exporting.manifest import Manifest
from eventstore.exporting.selection import Selection, types_like
from eventstore.proving.proofs import Prover
from eventstore.store import Store
from eventstore.workspaces import Workspace
from service.arguments import Subcommands
from service.clock import utc_now
from service.databases import database
from service.exits import CommandError
from service.secrets import service_secret, signing_keyring
from service.settings import Settings, add_options
from service.stores import opened_store


def add_commands(subcommands: Subcommands) -> None:
    """Add `export`."""
    command = subcommands.add_parser("export", help="write a workspace's ledger into a folder, with a manifest")
    command.add_argument("folder", type=Path, metavar="DIR", help="where to; made if missing")
    command.add_argument("--workspace", required=True, help="which one")
    command.add_argument("--format", choices=[*FILES], default="jsonl", help="form of the events (default jsonl)")
    command.add_argument("--from", dest="first", type=int, default=1, metavar="POSITION", help="the first position")
    command.add_argument("--to", dest="last", type=int, metavar="POSITION", help="the last position (default: all)")
    command.add_argument("--type", help="only these types, such as decision-*,side-agreed")
    command.add_argument("--resume", action="store_true", help="finish what was interrupted in that folder")
    add_options(
        command,
        "ACCORD_DATABASE_URL",
        "ACCORD_DATA_DIR",
        "ACCORD_SECRET",
        "ACCORD_INSTANCE",
        "ACCORD_SIGNING_KEYS",
    )
    command.set_defaults(run=export)


async def export(options: argparse.Namespace) -> int:
    """Export, or finish an export; the result is the same, byte for byte."""
    settings = Settings.read(vars(options))
    folder: Path = options.folder
    async with database(settings) as address, opened_store(address) as store:
        keyring = await signing_keyring(settings, await service_secret(settings))
        try:
            workspace = await store.workspace(options.workspace)
            if not (options.resume and await asyncio.to_thread(interrupted, folder)):
                await _begin(store, workspace, options)
            made = await _with_progress(Prover(store, keyring), workspace, folder)
        except UnknownWorkspace as error:
            raise CommandError(f"There is no workspace {options.workspace}.") from error
        except (FolderError, StoreError) as error:
            raise CommandError(str(error)) from error
    print(
        f"{made.count} events of {made.workspace}, positions {made.first_position} to {made.last_position}, "
        f"{made.bytes} bytes; SHA-256 {made.sha256}"
    )
    return 0


async def _begin(store: Store, workspace: Workspace, options: argparse.Namespace) -> None:
    head = await store.head(workspace)
    last = head.position if options.last is None else options.last
    if not 1 <= options.first <= last + 1 or last > head.position:
        raise CommandError(f"--from and --to take positions from 1 to {head.position}.")
    selection = Selection(format=options.format, first=options.first, last=last, types=_types(options.type))
    wanted = Unfinished(workspace=workspace.slug, epoch=head.epoch, selection=selection)
    await asyncio.to_thread(begun, options.folder, wanted)


async def _with_progress(prover: Prover, workspace: Workspace, folder: Path) -> Manifest:
    columns = (TextColumn("{task.description}"), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(workspace.slug, total=None)
        return await finish(prover, workspace, folder, utc_now(), lambda written: bar.update(task, completed=written))


def _types(patterns: str | None) -> tuple[str, ...] | None:
    try:
        return None if patterns is None else types_like(patterns)
    except LookupError as error:
        raise CommandError(f"No type of event is called {error}.") from error
