"""Checkpoints for somebody outside: `accord checkpoint`, and a worker that appends them to a file."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from eventstore.proving.checkpoints import Checkpoint, notes_in
from eventstore.proving.notes import BadNoteError, taken_apart
from eventstore.proving.proofs import Prover
from projections.following import TRANSIENT
from projections.leases import having_the_turn
from service.arguments import Subcommands
from service.clock import utc_now
from service.databases import database
from service.exits import CommandError
from service.secrets import service_secret, signing_keyring
from service.settings import Settings, add_options
from service.stores import opened_store

LOGGER = logging.getLogger("accord.checkpoints")
TURN = 21
EVERY_SECONDS = 60.0


def add_commands(subcommands: Subcommands) -> None:
    """Add `checkpoint`."""
    command = subcommands.add_parser("checkpoint", help="sign what the ledgers hold now, for somebody outside to keep")
    command.add_argument("--workspace", metavar="SLUG", help="which one; all unless given")
    command.add_argument("--out", type=Path, metavar="FILE", help="append to a file instead of printing")
    add_options(
        command,
        "ACCORD_DATABASE_URL",
        "ACCORD_DATA_DIR",
        "ACCORD_SECRET",
        "ACCORD_INSTANCE",
        "ACCORD_SIGNING_KEYS",
    )
    command.set_defaults(run=make_checkpoints)


async def make_checkpoints(options: argparse.Namespace) -> int:
    """Print a note for each ledger, or append those to a file that it does not hold yet."""
    settings = Settings.read(vars(options))
    async with database(settings) as address, opened_store(address) as store:
        prover = Prover(store, await signing_keyring(settings, await service_secret(settings)))
        found = [each async for each in prover.checkpoints()]
    if options.workspace:
        found = [each for each in found if each.log.rpartition("/")[2] == options.workspace]
        if not found:
            raise CommandError(f"There is nothing recorded in a workspace {options.workspace}.")
    try:
        notes = [prover.sign(each, utc_now()) for each in found]
        if options.out is None:
            print("\n".join(notes), end="")
            return 0
        added = await asyncio.to_thread(add_notes, options.out, notes)
    except BadNoteError as error:
        raise CommandError(f"{error}.") from error
    print(f"{added} of {len(notes)} checkpoints are new in {options.out}")
    return 0


def add_notes(path: Path, notes: Sequence[str]) -> int:
    """Append notes whose state the file does not hold yet; answers how many."""
    known = _states(path)
    new = [note for note in notes if taken_apart(note)[0] not in known]
    if new:
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{note}\n" for note in new))
    return len(new)


def _states(path: Path) -> set[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return set()
    return {taken_apart(note)[0] for note in notes_in(text)}


class CheckpointFile:
    """Appends a checkpoint of every ledger that has grown, one worker at a time."""

    def __init__(self, prover: Prover, path: Path, *, clock: Callable[[], datetime]) -> None:
        self.prover = prover
        self.path = path
        self.clock = clock
        self._seen: set[Checkpoint] = set()

    async def run(self) -> None:
        """Take turns until cancelled; a database or a file that is out of reach is waited for."""
        while True:
            try:
                await self.turn()
            except (*TRANSIENT, OSError, BadNoteError) as fault:
                LOGGER.warning("checkpoints wait: %s", fault)
            await asyncio.sleep(EVERY_SECONDS)

    async def turn(self) -> int:
        """Append what is new, unless another worker is at it; answers how many notes."""
        async with having_the_turn(self.prover.store.pool, TURN) as mine:
            if not mine:
                return 0
            states = {each async for each in self.prover.checkpoints()}
            new = sorted(states - self._seen, key=lambda each: each.origin)
            notes = [self.prover.sign(each, self.clock()) for each in new]
            added = await asyncio.to_thread(add_notes, self.path, notes) if notes else 0
            self._seen = states
        return added
