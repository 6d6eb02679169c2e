"""A whole ledger in the database, computed anew from its entries and compared with every row that derives from them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple

import asyncpg
import msgspec

from database.queries import load
from domain.blind import proves
from eventstore.codec import moment
from eventstore.faults import AnyConnection
from eventstore.merkle import extend, root
from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.derived import check_founding, check_tags, commitment, written
from eventstore.proving.judging import judge
from eventstore.proving.scanning import BrokenLedgerError, Scan
from eventstore.proving.subtrees import STEP
from eventstore.workspaces import Workspace

QUERIES = load(__file__, "ledger.sql")
BLOCK = 1 << STEP


class Checked(NamedTuple):
    """A ledger that holds."""

    size: int
    epoch: int
    root: bytes
    redacted: list[int]


class Sealed(msgspec.Struct):
    """Where an event commits to something."""

    position: int
    commitment: str


async def check_ledger(
    connection: AnyConnection,
    workspace: Workspace,
    checkpoints: Sequence[Checkpoint] = (),
    *,
    log: str | None = None,
    restored: bool = False,
) -> Checked:
    """Read one ledger in one snapshot; raises BrokenLedgerError at the first position that does not hold."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        reading = Reading(connection, workspace, [each.size for each in checkpoints])
        await reading.events()
        judge(reading.scan, checkpoints, log=log, epoch=reading.row["epoch"], restored=restored)
        await reading.subtrees()
        reading.ledger_row()
        await reading.beside()
    return Checked(reading.scan.size, reading.row["epoch"], reading.scan.root, reading.scan.redacted)


class Reading:
    """One ledger on its way through the checks."""

    row: asyncpg.Record

    def __init__(self, connection: AnyConnection, workspace: Workspace, sizes: Sequence[int]) -> None:
        self.connection = connection
        self.workspace = workspace
        self.scan = Scan(workspace.slug, sizes)
        self.sealed: dict[str, Sealed] = {}
        self.blocks: list[bytes] = []
        self.last = ""  # when the last event was recorded

    async def events(self) -> None:
        """Check every event with its tags: leaves, columns, rows by which it is found."""
        workspace_id = self.workspace.workspace_id
        row = await self.connection.fetchrow(QUERIES.ledger_row, workspace_id)
        if row is None:
            raise BrokenLedgerError(1, f"{self.workspace.slug} has no ledger")
        self.row = row
        if row["slug"] != self.workspace.slug:
            raise BrokenLedgerError(1, f"the workspace is called {row['slug']!r}")
        tagged = aiter(self.connection.cursor(QUERIES.tags, workspace_id, prefetch=BLOCK))
        waiting = await anext(tagged, None)
        async for rows in self._blocks():
            for row in rows:
                position = self.scan.size + 1
                if waiting is not None and waiting["position"] < position:
                    raise BrokenLedgerError(waiting["position"], "there are tags of no event")
                own = waiting if waiting is not None and waiting["position"] == position else None
                self._event(position, row, own)
                if own:
                    waiting = await anext(tagged, None)
            if len(rows) == BLOCK:
                self.blocks.append(root(extend((), 0, [row["leaf"] for row in rows])))
        if waiting is not None:
            raise BrokenLedgerError(waiting["position"], "there are tags of no event")

    def _event(self, position: int, row: asyncpg.Record, tags: asyncpg.Record | None) -> None:
        self.scan.feed([row["entry"].encode()], [row["leaf"]])
        found = written(row)
        self.last = found.recorded_at
        if row["position"] != position:
            raise BrokenLedgerError(position, f"the column position is {row['position']}")
        check_tags(position, found, tags["tags"] if tags else (), tags["types"] if tags else ())
        if position == 1:
            check_founding(found, self.row["sides"], self.row["time_zone"])
        if text := commitment(found):
            self.sealed[found.id] = Sealed(position, text)

    async def _blocks(self) -> AsyncIterator[list[asyncpg.Record]]:
        block: list[asyncpg.Record] = []
        async for row in self.connection.cursor(QUERIES.events, self.workspace.workspace_id, prefetch=BLOCK):
            block.append(row)
            if len(block) == BLOCK:
                yield block
                block = []
        if block:
            yield block

    async def subtrees(self) -> None:
        """Compare the hashes that are kept for proofs."""
        levels: dict[int, list[bytes]] = {STEP: self.blocks}
        async for row in self.connection.cursor(QUERIES.kept_subtrees, self.workspace.workspace_id, prefetch=BLOCK):
            level, number = row["level"], row["number"]
            if level not in levels:
                below = levels.get(level - STEP, [])
                levels[level] = [
                    root(extend((), 0, below[at : at + BLOCK])) for at in range(0, len(below) - BLOCK + 1, BLOCK)
                ]
            known = levels[level]
            if not 0 <= number < len(known) or known[number] != row["hash"]:
                first, last = number << level, number + 1 << level
                raise BrokenLedgerError(first + 1, "the hash kept for proofs is not that of these events", last)

    def ledger_row(self) -> None:
        """Compare what the next append would build on."""
        scan, row = self.scan, self.row
        if row["head"] > scan.size:
            raise BrokenLedgerError(scan.size + 1, f"the ledger has {row['head']} events, but they end here")
        if row["head"] < scan.size:
            raise BrokenLedgerError(row["head"] + 1, f"the ledger has {row['head']} events, but there are more")
        if list(row["frontier"]) != scan.frontier:
            raise BrokenLedgerError(1, "the frontier in the ledger's row is not that of its events", scan.size)
        if scan.size and moment(row["recorded_at"]) != self.last:
            raise BrokenLedgerError(scan.size, "the time in the ledger's row is not that of the last event")

    async def beside(self) -> None:
        """Check what lies beside the ledger: sealed contents, and answers kept for idempotency keys."""
        workspace_id = self.workspace.workspace_id
        for row in await self.connection.fetch(QUERIES.private_contents, workspace_id):
            event = self.sealed.get(row["event_id"])
            if event is None:
                raise BrokenLedgerError(
                    self.scan.size, f"{row['event_id']!r} has sealed content, but commits to nothing"
                )
            if not proves(event.commitment, row["salt"].hex(), row["content"]):
                raise BrokenLedgerError(event.position, "the sealed content is not what the event commits to")
            if f'"person":"{row["person"]}"' not in row["content"]:
                raise BrokenLedgerError(event.position, "the sealed content is kept for somebody else")
        odd = await self.connection.fetchval(QUERIES.odd_command, workspace_id)
        if odd is not None:
            raise BrokenLedgerError(odd, "an answer kept for an idempotency key names other events")
