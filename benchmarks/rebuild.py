"""Rebuild every list of one long ledger: events per second, and whether memory stays where it was."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

import uvloop

from benchmarks import beside
from benchmarks.durable import ledgers, server
from benchmarks.history import fill
from benchmarks.rows import Row, absolute, compared, unmeasured
from database.cluster import ADMINISTRATOR, Cluster
from database.pool import connect_pool
from eventstore.store import Store
from projections.groups import LISTS
from projections.rebuilding import rebuild_workspace

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MEBIBYTE = 2**20


def resident() -> float:
    """This process's memory in MiB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / MEBIBYTE


async def emmett_run(cluster: Cluster, run: int, events: int) -> float:
    """Events per second of emmett's own rebuild, of far fewer events (it takes too long for more)."""
    dsn = await beside.empty_database(cluster, f"emmett_{run}")
    return await asyncio.to_thread(
        beside.figure, [beside.node(), str(beside.FOLDER / "rebuild_emmett.mjs"), dsn, str(events)]
    )


async def measure(*, quick: bool = False) -> list[Row]:
    """Rebuild three times; memory is compared within each, once 40 % were read and at the end."""
    count, theirs_count, runs = (100_000, 1_000, 3) if quick else (1_000_000, 5_000, 3)
    rates: list[float] = []
    growth: list[float] = []
    theirs: list[float] = []
    why = ""
    async with server() as cluster:
        dsn = await ledgers(cluster, "rebuild", 1)
        await fill(cluster.dsn(user=ADMINISTRATOR, database="rebuild"), count)
        async with await connect_pool(dsn) as pool, Store(pool) as store:
            workspace = await store.workspace("w1")
            for run in range(runs):
                try:
                    theirs.append(await emmett_run(cluster, run, theirs_count))
                except beside.PeerMissing as missing:
                    why = str(missing)
                early: list[float] = []

                def note(_slug: str, position: int, head: int, early: list[float] = early) -> None:
                    if not early and position >= head * 0.4:
                        early.append(resident())

                begin = time.perf_counter()
                await rebuild_workspace(pool, LISTS, workspace, progress=note)
                rates.append(count / (time.perf_counter() - begin))
                growth.append(resident() / early[0])
    number = f"{count:,}".replace(",", " ")
    what = f"rebuild of all lists, {number} events"
    other = "emmett-postgresql, one document a stream"
    return [
        unmeasured(id="rebuild-emmett", what=what, other=other, why=why)
        if why
        else compared(id="rebuild-emmett", what=what, unit="events/s", other=other, ours=rates, others=theirs, goal=10),
        absolute(id="rebuild", what=what, unit="events/s", values=rates, goal=40_000),
        absolute(
            id="rebuild-memory",
            what=f"{what}: memory at the end / at 40 %",
            unit="times",
            values=growth,
            goal=1.2,
            at_most=True,
        ),
    ]


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in uvloop.run(measure(quick="--quick" in sys.argv))], indent=2))
