"""Exporting a long ledger into a folder: events a second, and whether memory stays the same however long it is."""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from benchmarks.durable import ledgers, server
from benchmarks.proof import fill
from benchmarks.rows import Row, absolute
from database.cluster import ADMINISTRATOR
from database.pool import connect_pool
from eventstore.exporting.folder import Unfinished, begun, finish
from eventstore.exporting.selection import Selection
from eventstore.proving.keyring import Keyring
from eventstore.proving.proofs import Prover
from eventstore.store import Store
from eventstore.workspaces import Workspace

MEBIBYTE = 1 << 20
SHORT = 20_000


async def export(prover: Prover, workspace: Workspace, last: int) -> float:
    """Export the first events of a ledger; answers the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        begin = time.perf_counter()
        begun(path, Unfinished(workspace=workspace.slug, epoch=1, selection=Selection(last=last)))
        await finish(prover, workspace, path, datetime.now(UTC))
        return time.perf_counter() - begin


async def peak(prover: Prover, workspace: Workspace, last: int) -> float:
    """The most memory that an export takes, in MiB."""
    tracemalloc.start()
    try:
        await export(prover, workspace, last)
        return tracemalloc.get_traced_memory()[1] / MEBIBYTE
    finally:
        tracemalloc.stop()


async def measure(*, quick: bool = False) -> list[Row]:
    """One ledger, exported whole and in part."""
    count, runs = (200_000, 3) if quick else (1_000_000, 3)
    async with server() as cluster:
        dsn = await ledgers(cluster, "exporting", 1)
        async with await connect_pool(dsn) as pool, Store(pool) as store:
            workspace = await store.workspace("w1")
            administrator = await asyncpg.connect(cluster.dsn(user=ADMINISTRATOR, database="exporting"))
            try:
                await fill(administrator, workspace, count)
            finally:
                await administrator.close()
            prover = Prover(store, Keyring.derived(b"a secret of the benchmark"))
            rates = [count / await export(prover, workspace, count) for _ in range(runs)]
            short, long = [await peak(prover, workspace, each) for each in (SHORT, count)]
    many = f"{count:,}".replace(",", " ")
    return [
        absolute(
            id="export_rate",
            issue="audit",
            what=f"exporting {many} events of 650 bytes, with hash and manifest",
            unit="events/s",
            values=rates,
        ),
        absolute(
            id="export_memory",
            issue="audit",
            what=f"peak of Python's memory while {many} events are exported ({short:.1f} MiB for {SHORT:,})".replace(
                ",", " "
            ),
            unit="MiB",
            values=[long],
            goal=32,
            at_most=True,
        ),
    ]
