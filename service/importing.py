"""`accord import`: take a file of commands in, showing progress, and write down what was refused."""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
from pathlib import Path
from typing import TextIO

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from domain.registry import COMMANDS
from eventstore.errors import StoreError, UnknownWorkspace
from eventstore.importing import engine
from eventstore.importing.chunk import Refusal
from eventstore.importing.founding import NotAFoundationError, found_by_first_line
from eventstore.importing.lines import measure
from eventstore.store import Store
from eventstore.workspaces import Workspace
from service.arguments import Subcommands
from service.clock import utc_now
from service.databases import database
from service.exits import CommandError
from service.secrets import service_secret
from service.settings import Settings, add_options
from service.stores import opened_store

PAGE = 1000
GARBAGE = (50_000, 20, 50)
"""An import makes many small objects and hardly any cycles: the collector may look less often than by default."""


def add_commands(subcommands: Subcommands) -> None:
    """Add `import`."""
    command = subcommands.add_parser("import", help="take a JSON Lines file of commands into a workspace")
    command.add_argument("file", type=Path, help="commands, one a line (docs/import.md describes the form)")
    command.add_argument("--workspace", required=True, help="where to; founded by the file's first line if missing")
    command.add_argument("--actor", help="whose acts the lines without an actor are (default: the workspace's maker)")
    command.add_argument("--report", type=Path, help="where refusals go, as JSON Lines (default: FILE.refusals.jsonl)")
    command.add_argument("--chunk", type=int, default=engine.CHUNK, help="lines a transaction (default %(default)s)")
    add_options(command, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR", "ACCORD_SECRET")
    command.set_defaults(run=import_commands)


async def import_commands(options: argparse.Namespace) -> int:
    """Import, then write the refusals' report. Exit code 0 even where lines were refused: they are on the record."""
    path: Path = options.file
    if not await asyncio.to_thread(path.is_file):
        raise CommandError(f"{path} is not a file.")
    if not 1 <= options.chunk <= PAGE:
        raise CommandError(f"--chunk takes 1 to {PAGE} lines.")
    settings = Settings.read(vars(options))
    gc.set_threshold(*GARBAGE)
    async with database(settings) as address, opened_store(address) as store:
        secret = await service_secret(settings)
        workspace = await _workspace(store, options.workspace, path, secret)
        importer = options.actor or await _maker(store, workspace)
        try:
            done = await _with_progress(store, workspace, path, importer, secret, options.chunk)
        except StoreError as error:
            raise CommandError(str(error)) from error
        report = options.report or path.with_name(path.name + ".refusals.jsonl")
        await write_refusals(store, workspace, bytes.fromhex(done.sha256), report)
    print(
        f"{done.last_line} lines: {done.recorded} recorded, {done.repeated} recorded before, {done.refused} refused; "
        f"the ledger of {workspace.slug} is at position {done.position}"
    )
    print(f"refusals: {report}")
    return 0


async def _workspace(store: Store, slug: str, path: Path, secret: bytes) -> Workspace:
    try:
        return await store.workspace(slug)
    except UnknownWorkspace:
        try:
            return await found_by_first_line(store, slug, path, secret=secret, clock=utc_now, commands=COMMANDS)
        except NotAFoundationError as error:
            raise CommandError(str(error)) from error


async def _maker(store: Store, workspace: Workspace) -> str:
    first = await store.follow(workspace, limit=1)
    return first[0].actor


async def _with_progress(
    store: Store, workspace: Workspace, path: Path, importer: str, secret: bytes, chunk: int
) -> engine.Progress:
    _, lines, _ = await asyncio.to_thread(measure, path)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(show_speed=True),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(path.name, total=lines, rate="")
        start = asyncio.get_running_loop().time()
        first: int | None = None

        def show(now: engine.Progress) -> None:
            nonlocal first
            elapsed = asyncio.get_running_loop().time() - start
            first = now.last_line if first is None else first
            rate = f"{(now.last_line - first) / elapsed:,.0f} lines/s, {now.refused} refused" if elapsed else ""
            bar.update(task, completed=now.last_line, rate=rate)

        return await engine.import_file(
            store, workspace, path, importer=importer, secret=secret, clock=utc_now, report=show, chunk=chunk
        )


async def write_refusals(store: Store, workspace: Workspace, sha256: bytes, report: Path) -> None:
    """Write an import's refusals down as JSON Lines, page by page."""

    def write(file: TextIO, refusals: list[Refusal]) -> None:
        file.writelines(msgspec.json.encode(refusal).decode() + "\n" for refusal in refusals)

    with report.open("w", encoding="utf-8") as file:
        after = 0
        while page := await engine.refusals(store, workspace, sha256, after=after, limit=PAGE):
            write(file, page)
            after = page[-1].line
