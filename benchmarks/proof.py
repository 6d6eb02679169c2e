"""Proofs over a long ledger: the median of an inclusion proof, and how fast an export is verified."""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import asyncpg

from benchmarks.durable import ledgers, server
from benchmarks.rows import Row, absolute
from database.cluster import ADMINISTRATOR
from database.pool import connect_pool
from database.queries import load
from eventstore.merkle import extend
from eventstore.proving.keyring import Keyring
from eventstore.proving.proofs import Prover
from eventstore.store import Store
from eventstore.workspaces import Workspace
from service.verifying_files import verify_export

QUERIES = load(__file__, "proof.sql")
STRETCH = 50_000
PROOFS = 200
VERIFIED = 200_000


async def fill(connection: asyncpg.Connection, workspace: Workspace, count: int) -> None:
    """Make a ledger of synthetic events with true leaves and a true frontier."""
    frontier: tuple[bytes, ...] = ()
    for first in range(1, count + 1, STRETCH):
        last = min(count, first + STRETCH - 1)
        await connection.execute(QUERIES.rows, workspace.workspace_id, first, last)
        rows = await connection.fetch(QUERIES.leaves, workspace.workspace_id, first - 1, last)
        frontier = extend(frontier, first - 1, [row["leaf"] for row in rows])
    await connection.execute(QUERIES.head, workspace.workspace_id, count, list(frontier))


async def inclusion_times(prover: Prover, workspace: Workspace, count: int) -> list[float]:
    """Milliseconds of proofs of events anywhere in the ledger, in every tenth one under an earlier checkpoint."""
    dice, at = Random(1), datetime.now(UTC)  # noqa: S311 - no secret
    await prover.inclusion(workspace, 1, None, at)  # keeps the subtrees
    times = []
    for number in range(PROOFS):
        position = dice.randint(1, count)
        size = None if number % 10 else dice.randint(position, count)
        begin = time.perf_counter()
        await prover.inclusion(workspace, position, size, at)
        times.append((time.perf_counter() - begin) * 1000)
    return times


async def verify_rates(prover: Prover, workspace: Workspace, folder: Path, runs: int) -> list[float]:
    """Events a second of `accord verify` on an export in a file."""
    file = folder / "events.jsonl"
    with file.open("w") as out:
        for first in range(1, VERIFIED, STRETCH):
            entries = await prover.store.range(workspace, first, first + STRETCH - 1)
            await asyncio.to_thread(out.writelines, [f"{entry.text}\n" for entry in entries])
    checkpoint = await prover.checkpoint(workspace, VERIFIED)
    rates = []
    for _ in range(runs):
        begin = time.process_time()
        found = verify_export(file, (), [checkpoint], restored=False)
        rates.append(found.count / (time.process_time() - begin))
    return rates


async def measure(*, quick: bool = False) -> list[Row]:
    """Fill one ledger; a proof by the wall clock, verifying by the time of the processor."""
    count, runs = (250_000, 3) if quick else (1_000_000, 5)
    async with server() as cluster:
        dsn = await ledgers(cluster, "proof", 1)
        async with await connect_pool(dsn) as pool, Store(pool) as store:
            workspace = await store.workspace("w1")
            administrator = await asyncpg.connect(cluster.dsn(user=ADMINISTRATOR, database="proof"))
            try:
                await fill(administrator, workspace, count)
            finally:
                await administrator.close()
            prover = Prover(store, Keyring.derived(b"a secret of the benchmark"))
            times = await inclusion_times(prover, workspace, count)
            with tempfile.TemporaryDirectory() as folder:
                rates = await verify_rates(prover, workspace, Path(folder), runs)
    return [
        absolute(
            id="inclusion_proof",
            issue="proof",
            what=f"inclusion proof at {count:,} events, with its signed checkpoint".replace(",", " "),
            unit="ms",
            values=times,
            goal=5,
            at_most=True,
        ),
        absolute(
            id="verify_export",
            issue="proof",
            what="verifying an export, entries of 650 bytes",
            unit="events/s",
            values=rates,
            goal=200_000,
        ),
    ]
