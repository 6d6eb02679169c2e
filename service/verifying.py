"""`accord verify`: compute a ledger anew and say whether it is what was signed, or the first position that is not."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import asyncpg

from eventstore import workspaces
from eventstore.proving.checkpoints import Checkpoint, origin_of
from eventstore.proving.ledger_check import check_ledger
from eventstore.proving.notes import BadNoteError, VerifierKey, encoded
from eventstore.proving.scanning import BrokenLedgerError
from eventstore.proving.trust import all_trusted, keys_in
from eventstore.workspaces import Workspace
from service.arguments import Subcommands
from service.databases import database
from service.exits import CommandError
from service.settings import Settings, add_options
from service.stores import opened_store
from service.verifying_files import Found, verify_decision, verify_export
from service.verifying_servers import Remote, verify_server

SHOWN = 20


def add_commands(subcommands: Subcommands) -> None:
    """Add `verify`."""
    command = subcommands.add_parser(
        "verify", help="check an export, a proof, a server or the database (docs/proof.md)"
    )
    command.add_argument("file", type=Path, nargs="?", help="an export (folder or file), or the proof of a decision")
    command.add_argument("--database", action="store_true", help="compute the database's ledgers and all rows anew")
    command.add_argument("--server", metavar="URL", help="a running service; with --workspace and --key-file")
    command.add_argument("--workspace", metavar="SLUG", help="which one; of a database all unless given")
    command.add_argument("--key-file", type=Path, metavar="FILE", help="file with the API key for --server")
    command.add_argument("--keys", type=Path, metavar="FILE", help="public keys to believe, one a line")
    command.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="checkpoints kept outside that the ledger has to continue",
    )
    command.add_argument("--restored", action="store_true", help="allow checkpoints from before a restore from a copy")
    add_options(command, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR", "ACCORD_INSTANCE")
    command.set_defaults(run=verify)


async def verify(options: argparse.Namespace) -> int:
    """Exit code 0 where all of it holds, 1 where anything does not; the message names the first bad position."""
    if [options.file is not None, options.database, options.server is not None].count(True) != 1:
        raise CommandError("Name one thing to verify: a file, --database or --server.")
    try:
        keys = await asyncio.to_thread(_keys, options)
        outside = await asyncio.to_thread(_outside, options, keys)
        if options.database:
            return await _verify_database(options, outside)
        _tell(await asyncio.to_thread(_verify_elsewhere, options, keys, outside))
    except (BrokenLedgerError, BadNoteError) as error:
        print(f"NOT VALID: {error}", file=sys.stderr)
        return 1
    return 0


def _keys(options: argparse.Namespace) -> tuple[VerifierKey, ...]:
    return keys_in(options.keys.read_text(encoding="utf-8")) if options.keys else ()


def _outside(options: argparse.Namespace, keys: Sequence[VerifierKey]) -> list[Checkpoint]:
    files: list[Path] = options.checkpoint
    if files and not keys:
        raise CommandError("--checkpoint needs --keys: the public keys that are believed, from somebody you trust.")
    found = [each for file in files for each in all_trusted(file.read_text(encoding="utf-8"), keys)]
    if options.workspace:
        found = [each for each in found if each.log.rpartition("/")[2] == options.workspace]
    if files and not found:
        raise CommandError("There is no checkpoint of this workspace in the files given.")
    return found


def _verify_elsewhere(options: argparse.Namespace, keys: Sequence[VerifierKey], outside: Sequence[Checkpoint]) -> Found:
    if not keys:
        raise CommandError("Name the public keys to believe with --keys (GET …/audit/keys, kept from earlier).")
    if options.server:
        if not options.workspace or not options.key_file:
            raise CommandError("--server needs --workspace and --key-file.")
        secret = options.key_file.read_text(encoding="utf-8").strip()
        remote = Remote(options.server, options.workspace, secret)
        return verify_server(remote, keys, outside, restored=options.restored)
    path: Path = options.file
    if path.suffix == ".json":
        return verify_decision(path, keys)
    found = verify_export(path, keys, outside, restored=options.restored)
    if not any(each.size == found.count for each in found.checkpoints):
        raise BadNoteError(f"no checkpoint was given for all {found.count} events; their root is {encoded(found.root)}")
    return found


async def _verify_database(options: argparse.Namespace, outside: Sequence[Checkpoint]) -> int:
    settings = Settings.read(vars(options))
    broken = 0
    async with database(settings) as address, opened_store(address) as store:
        connection = await asyncpg.connect(address.dsn, timeout=30)
        try:
            async for workspace in _chosen(store.pool, options.workspace):
                log = origin_of(settings.instance, workspace.slug, 1).rpartition("/")[0]
                own = [each for each in outside if each.log.rpartition("/")[2] == workspace.slug]
                try:
                    done = await check_ledger(connection, workspace, own, log=log, restored=options.restored)
                except BrokenLedgerError as error:
                    broken += 1
                    print(f"NOT VALID: {workspace.slug}: {error}", file=sys.stderr)
                    continue
                found = Found(count=done.size, root=done.root, redacted=tuple(done.redacted), checkpoints=tuple(own))
                _tell(found, workspace.slug)
        finally:
            await connection.close()
    return 1 if broken else 0


async def _chosen(pool: asyncpg.Pool, slug: str | None) -> AsyncIterator[Workspace]:
    if slug is not None:
        found = await workspaces.by_slug(pool, slug)
        if found is None:
            raise CommandError(f"There is no workspace {slug}.")
        yield found
        return
    after = 0
    while page := await workspaces.page(pool, after=after):
        for each in page:
            yield each
        after = page[-1].workspace_id


def _tell(found: Found, name: str = "") -> None:
    head = f"{name}: " if name else ""
    held = len(found.checkpoints)
    print(
        f"{head}valid: {found.count - len(found.redacted)} events, root {encoded(found.root)}, "
        f"{held} {'checkpoint holds' if held == 1 else 'checkpoints hold'}"
    )
    if found.redacted:
        more = " …" if len(found.redacted) > SHOWN else ""
        print(f"{head}redacted: {len(found.redacted)} events, at {', '.join(map(str, found.redacted[:SHOWN]))}{more}")
