"""Importing a whole file: chunk after chunk, each one transaction with its refusals and the line reached."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from database.queries import load
from eventstore.appends import Append, Result, arguments
from eventstore.errors import StoreError
from eventstore.faults import reaching
from eventstore.importing.chunk import Decision, Importing, Prepared, Refusal, decide_chunk, prepare
from eventstore.importing.lines import chunks_of_lines, measure
from eventstore.importing.memory import Memory
from eventstore.store import Store
from eventstore.workspaces import Workspace

QUERIES = load(__file__)
CHUNK = 250
ATTEMPTS = 20
PAUSE = 0.05


class ImportContested(StoreError):  # noqa: N818 - an answer, not a fault of the program
    """Another process imports the same file into the same workspace, or others keep changing what it builds on."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an import is: lines read, commands recorded, found recorded before, and refused."""

    sha256: str
    last_line: int = 0
    recorded: int = 0
    repeated: int = 0
    refused: int = 0
    finished: bool = False
    position: int = 0


async def progress(store: Store, workspace: Workspace, sha256: bytes) -> Progress:
    """Look up how far a file has been imported; all zero where it never was."""
    with reaching():
        row = await store.pool.fetchrow(QUERIES.progress, workspace.workspace_id, sha256)
    if row is None:
        return Progress(sha256=sha256.hex())
    return Progress(
        sha256=sha256.hex(),
        last_line=row["last_line"],
        recorded=row["recorded"],
        repeated=row["repeated"],
        refused=row["refused"],
        finished=row["finished_at"] is not None,
    )


async def refusals(
    store: Store, workspace: Workspace, sha256: bytes, *, after: int = 0, limit: int = 1000
) -> list[Refusal]:
    """Return one page of an import's refusals, in the order of their lines."""
    with reaching():
        rows = await store.pool.fetch(QUERIES.refusals, workspace.workspace_id, sha256, after, limit)
    return [Refusal(**row) for row in rows]


async def import_file(
    store: Store,
    workspace: Workspace,
    path: Path,
    *,
    importer: str,
    secret: bytes,
    clock: Callable[[], datetime],
    report: Callable[[Progress], Any] | None = None,
    chunk: int = CHUNK,
) -> Progress:
    """Import a file of commands (see lines.py) and answer what became of it in all.

    A file that was imported before, wholly or in part, goes on behind the last line that was reached.
    Raises ImportContested where another process imports the same file at the same time.
    """
    sha256, total, _ = await asyncio.to_thread(measure, path)
    run = Importing(store=store, workspace=workspace, importer=importer, sha256=sha256, secret=secret, clock=clock)
    reached = await progress(store, workspace, sha256)
    if reached.finished:
        return msgspec.structs.replace(reached, position=(await store.head(workspace)).position)
    memory = Memory()
    chunks = chunks_of_lines(path, after=reached.last_line, size=chunk)
    while (lines := await asyncio.to_thread(next, chunks, None)) is not None:
        await _take_in(run, memory, lines, from_line=reached.last_line, finished=lines[-1][0] >= total)
        reached = await progress(store, workspace, sha256)
        if report:
            report(reached)
    if not reached.finished:
        await store_chunk(run, Decision(appends=[], refusals=[], repeated=0), reached.last_line, total, finished=True)
        reached = await progress(store, workspace, sha256)
    return msgspec.structs.replace(reached, position=(await store.head(workspace)).position)


async def _take_in(
    run: Importing, memory: Memory, lines: Sequence[tuple[int, bytes]], *, from_line: int, finished: bool
) -> None:
    prepared, malformed = prepare(run, lines)
    to_line = lines[-1][0]
    for _ in range(ATTEMPTS):
        known = await _known_keys(run, prepared)
        decision = await decide_chunk(run, memory, prepared, known)
        decision.refusals.extend(malformed)
        decision.refusals.sort(key=lambda refusal: refusal.line)
        try:
            results = await store_chunk(run, decision, from_line, to_line, finished=finished)
        except asyncpg.SerializationError as error:
            if error.args and "import_moved" in str(error.args[0]):
                raise ImportContested("Another process imports this file into this workspace.") from error
            memory.forget()
            await asyncio.sleep(random.uniform(0, PAUSE))  # noqa: S311 - spreads retries, hides nothing
            continue
        if results:
            memory.settle(results[0].first, results[-1].last)
            run.store.announce(decision.appends, results)
        return
    raise ImportContested(f"Lines {lines[0][0]} to {to_line} rest on what others keep changing; try again.")


async def _known_keys(run: Importing, prepared: Sequence[Prepared]) -> dict[tuple[str, str], bytes]:
    with reaching():
        rows = await run.store.pool.fetch(
            QUERIES.known_keys,
            run.workspace.workspace_id,
            [each.actor for each in prepared],
            [each.idempotency.key for each in prepared],
        )
    return {(row["actor"], row["key"]): row["digest"] for row in rows}


async def store_chunk(
    run: Importing, decision: Decision, from_line: int, to_line: int, *, finished: bool
) -> list[Result]:
    appends: list[Append] = decision.appends
    refused = decision.refusals
    with reaching():
        rows = await run.store.pool.fetch(
            QUERIES.import_chunk,
            run.workspace.workspace_id,
            run.sha256,
            run.importer,
            from_line,
            to_line,
            decision.repeated,
            finished,
            [refusal.line for refusal in refused],
            [refusal.rule for refusal in refused],
            [refusal.detail for refusal in refused],
            [refusal.command for refusal in refused],
            [refusal.subject for refusal in refused],
            *arguments(appends)[:-1],
        )
    return [Result.of(row) for row in rows]
