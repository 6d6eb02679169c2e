"""`accord demo`: a workspace with a whole story in it, and links to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from domain.registry import COMMANDS
from eventstore.errors import StoreError, UnknownWorkspace
from eventstore.importing import engine
from eventstore.importing.founding import found_by_first_line
from eventstore.store import Store
from service.arguments import Subcommands
from service.clock import utc_now
from service.databases import database
from service.demonstration import SLUG, STEPS, STORY, lines, views
from service.exits import CommandError
from service.keys import key_of
from service.secrets import service_secret
from service.settings import Settings, add_options
from service.stores import opened_store


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The story in the ledger: whose workspace it is, whether it was founded just now, and what the import came to."""

    owner: str
    founded: bool
    progress: engine.Progress


def add_commands(subcommands: Subcommands) -> None:
    """Add `demo`."""
    command = subcommands.add_parser("demo", help=f"tell a whole story in the workspace {SLUG}; again, it adds nothing")
    add_options(command, "ACCORD_HOST", "ACCORD_PORT", "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR", "ACCORD_SECRET")
    command.set_defaults(run=demonstrate)


async def demonstrate(options: argparse.Namespace) -> int:
    """Tell the story, make a key to read it with the first time, and print where to look."""
    settings = Settings.read(vars(options))
    async with database(settings) as address, opened_store(address) as store:
        try:
            told = await tell(store, secret=await service_secret(settings))
        except StoreError as error:
            raise CommandError(str(error)) from error
        key = await key_of(store.pool, told.owner) if told.founded else None
    done = told.progress
    print(f"{SLUG}: {STEPS} steps, {done.recorded + done.repeated} acts, {done.refused} refused")
    for line in guide(settings, told.owner, key):
        print(line)
    return 0


async def tell(store: Store, *, secret: bytes, story: Path = STORY) -> Told:
    """Take the story in; what is there already stays as it is.

    Raises CommandError where somebody else's workspace has the name.
    """
    owner = lines()[0].actor
    try:
        workspace, founded = await store.workspace(SLUG), False
    except UnknownWorkspace:
        workspace = await found_by_first_line(store, SLUG, story, secret=secret, clock=utc_now, commands=COMMANDS)
        founded = True
    (first,) = await store.follow(workspace, limit=1)
    if first.actor != owner:
        raise CommandError(f"There is another workspace {SLUG}; the demonstration leaves it alone.")
    progress = await engine.import_file(store, workspace, story, importer=owner, secret=secret, clock=utc_now)
    return Told(owner=owner, founded=founded, progress=progress)


def guide(settings: Settings, owner: str, key: str | None) -> list[str]:
    """Say what to look at and how."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}" if settings.port else "$ADDRESS"
    base = f"{address}/v1/workspaces/{SLUG}"
    width = max(len(view.shows) for view in views())
    if key:
        unlock = [
            "Its facilitator's key, shown this once; it founds other workspaces, too:",
            "",
            f"  export KEY={key}",
        ]
    else:
        unlock = ["Another key for its facilitator:", "", f"  export KEY=$(accord keys create --holder {owner})"]
    return [
        "",
        *unlock,
        *([] if settings.port else [f"  export ADDRESS=http://{host}:…  # the port that `accord serve` prints"]),
        f'  curl -s -H "Authorization: Bearer $KEY" "{base}/backlog"',
        "",
        "What to look at, while `accord serve` runs:",
        "",
        *(f"  {view.shows.ljust(width)}  {base}{view.path}" for view in views()),
        "",
    ]
