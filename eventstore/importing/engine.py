"""Importing a whole file: chunk after chunk, each one transaction with its refusals and the line reached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from database.queries import load
from eventstore.appends import Append, Result, packed
from eventstore.faults import reaching
from eventstore.importing.chunk import Decision, Importing, Refusal
from eventstore.importing.lines import chunks_of_lines, measure
from eventstore.importing.pipeline import Chunk, ImportContested, Pipeline
from eventstore.store import Store
from eventstore.workspaces import Workspace

__all__ = ["CHUNK", "ImportContested", "Progress", "import_file", "progress", "refusals", "store_chunk"]

QUERIES = load(__file__)
CHUNK = 250


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
    run = Importing.of(store, workspace, importer=importer, sha256=sha256, secret=secret, clock=clock)
    reached = await progress(store, workspace, sha256)
    if reached.finished:
        return msgspec.structs.replace(reached, position=(await store.head(workspace)).position)
    pipeline, last = Pipeline(run, store_chunk), reached.last_line
    chunks = chunks_of_lines(path, after=last, size=chunk)
    try:
        while (lines := await asyncio.to_thread(next, chunks, None)) is not None:
            await pipeline.take(Chunk.of(run, lines, from_line=last, finished=lines[-1][0] >= total))
            last = lines[-1][0]
            if report:
                report(await progress(store, workspace, sha256))
        await pipeline.arrive()
    finally:
        await pipeline.close()
    reached = await progress(store, workspace, sha256)
    if not reached.finished:
        await store_chunk(run, Decision(appends=[], refusals=[], repeated=0), last, total, finished=True)
        reached = await progress(store, workspace, sha256)
    if report:
        report(reached)
    return msgspec.structs.replace(reached, position=(await store.head(workspace)).position)


async def store_chunk(
    run: Importing, decision: Decision, from_line: int, to_line: int, *, finished: bool
) -> list[Result]:
    """Store a chunk's events, its refusals and the line reached in one transaction, or nothing at all."""
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
            *packed(appends)[:-1],
        )
    return [Result.of(row) for row in rows]
