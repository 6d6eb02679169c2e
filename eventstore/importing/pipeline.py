"""Deciding one chunk while the database stores the one before: neither waits for the other.

A chunk is decided as if the one before it went in at once and nobody else wrote meanwhile. Where that turns out wrong,
the decision is thrown away and made again on what the ledger then holds.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Sequence
from typing import Protocol

import asyncpg
import msgspec

from database.queries import load
from eventstore.appends import Result
from eventstore.errors import StoreError
from eventstore.faults import reaching
from eventstore.importing.chunk import Decision, Importing, Prepared, Refusal, decide_chunk, prepare
from eventstore.importing.memory import Memory

QUERIES = load(__file__)
ATTEMPTS = 20
PAUSE = 0.05


class ImportContested(StoreError):  # noqa: N818 - an answer, not a fault of the program
    """Another process imports the same file into the same workspace, or others keep changing what it builds on."""


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """Some lines of the file, read: those behind `from_line` up to `to_line`."""

    prepared: Sequence[Prepared]
    malformed: Sequence[Refusal]
    from_line: int
    to_line: int
    finished: bool

    @classmethod
    def of(cls, run: Importing, lines: Sequence[tuple[int, bytes]], *, from_line: int, finished: bool) -> Chunk:
        """Read lines."""
        prepared, malformed = prepare(run, lines)
        return cls(prepared=prepared, malformed=malformed, from_line=from_line, to_line=lines[-1][0], finished=finished)


class StoreChunk(Protocol):
    """Stores what was decided of a chunk in one transaction."""

    def __call__(
        self, run: Importing, decision: Decision, from_line: int, to_line: int, *, finished: bool
    ) -> Awaitable[list[Result]]:
        """Answer what became of each append; raises asyncpg.SerializationError where nothing was kept."""
        ...


class Pipeline:
    """Takes chunk after chunk; at most one is on its way to the database. `close` it whatever happens."""

    def __init__(self, run: Importing, store_chunk: StoreChunk) -> None:
        self.run = run
        self.store_chunk = store_chunk
        self.memory = Memory()
        self._flying: tuple[Chunk, Decision, asyncio.Future[list[Result]]] | None = None

    async def take(self, chunk: Chunk) -> None:
        """Decide a chunk and send it off, once the one before has arrived."""
        if self.memory.full:
            await self.arrive()
            self.memory.forget()
        decision = await self._decide(chunk)
        if not await self.arrive():
            decision = await self._decide(chunk)
        self._send(chunk, decision)

    async def arrive(self) -> bool:
        """Wait for the chunk on its way; False where what was decided behind it cannot stand."""
        expected = True
        for _ in range(ATTEMPTS):
            if self._flying is None:
                return expected
            chunk, decision, flight = self._flying
            self._flying = None
            try:
                results = await flight
            except asyncpg.SerializationError as error:
                if error.args and "import_moved" in str(error.args[0]):
                    raise ImportContested("Another process imports this file into this workspace.") from error
                expected = False
                self.memory.forget()
                await asyncio.sleep(random.uniform(0, PAUSE))  # noqa: S311 - spreads retries, hides nothing
                self._send(chunk, await self._decide(chunk))
                continue
            if results:
                expected = self.memory.settle(results[0].first, results[-1].last) and expected
                self.run.store.announce(decision.appends, results)
            return expected
        raise ImportContested("The file rests on what others keep changing; try again.")

    async def close(self) -> None:
        """Let what is on its way arrive or fail, without a word: the next run finds out how far it got."""
        if self._flying:
            await asyncio.gather(self._flying[2], return_exceptions=True)

    async def _decide(self, chunk: Chunk) -> Decision:
        known = await self._known_keys(chunk.prepared)
        decision = await decide_chunk(self.run, self.memory, chunk.prepared, known)
        decision.refusals.extend(chunk.malformed)
        decision.refusals.sort(key=lambda refusal: refusal.line)
        return decision

    def _send(self, chunk: Chunk, decision: Decision) -> None:
        self.memory.launch()
        storing = self.store_chunk(self.run, decision, chunk.from_line, chunk.to_line, finished=chunk.finished)
        self._flying = chunk, decision, asyncio.ensure_future(storing)

    async def _known_keys(self, prepared: Sequence[Prepared]) -> dict[tuple[str, str], bytes]:
        """The digests of idempotency keys that are in the ledger already, or on their way there."""
        with reaching():
            rows = await self.run.store.pool.fetch(
                QUERIES.known_keys,
                self.run.workspace.workspace_id,
                [each.actor for each in prepared],
                [each.idempotency.key for each in prepared],
            )
        known = {(row["actor"], row["key"]): row["digest"] for row in rows}
        for append in self._flying[1].appends if self._flying else ():
            if append.idempotency:
                known.setdefault((append.actor, append.idempotency.key), append.idempotency.digest)
        return known
