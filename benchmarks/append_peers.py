"""The same appends as in `append`, beside other event stores on the same server."""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks import beside
from benchmarks.append import CASES, ours
from benchmarks.durable import ledgers, pgbench, server
from benchmarks.rows import Row, compared, unmeasured
from database.pool import connect_pool
from eventstore.store import Store

BUSY = CASES[0]
GOALS = {"emmett-postgresql": 2.5, "eventsourcing, DCB recorder, conditional": 5.0}
MESSAGE_DB = "message-db, one category (pgbench)"
SCRIPT = Path(__file__).with_name("peers") / "append_message_db.sql"


async def measure(*, quick: bool = False) -> list[Row]:
    """Ours and each peer in turn, 32 at a time."""
    seconds, runs = (2, 3) if quick else (5, 3)
    rows = []
    async with server() as cluster:
        dsn = await ledgers(cluster, "ours", BUSY.workspaces)
        emmett = await beside.empty_database(cluster, "emmett")
        library = await beside.empty_database(cluster, "library")
        messages, why = "", ""
        try:
            messages = await beside.message_db(cluster, "messages")
        except beside.PeerMissing as missing:
            why = str(missing)

        def emmett_run() -> float:
            return beside.emmett_appends(emmett, tasks=BUSY.tasks, seconds=seconds, streams=BUSY.workspaces)

        def library_run() -> float:
            return beside.library_appends(library, tasks=BUSY.tasks, seconds=seconds, workspaces=BUSY.workspaces)

        def message_db_run() -> float:
            if not messages:
                raise beside.PeerMissing(why)
            return pgbench(cluster, messages, SCRIPT, clients=BUSY.tasks, seconds=seconds, streams=BUSY.workspaces)

        async with await connect_pool(dsn, minimum=4) as pool, Store(pool) as store:
            for name, run in (
                ("emmett-postgresql", emmett_run),
                ("eventsourcing, DCB recorder, conditional", library_run),
                (MESSAGE_DB, message_db_run),
            ):
                mine: list[float] = []
                theirs: list[float] = []
                try:
                    for _ in range(runs):
                        theirs.append(await asyncio.to_thread(run))
                        mine.append(await ours(store, BUSY, seconds))
                except beside.PeerMissing as missing:
                    rows.append(unmeasured(id=f"append-32-{name}", what=BUSY.what, other=name, why=str(missing)))
                    continue
                rows.append(
                    compared(
                        id=f"append-32-{name.partition(',')[0]}",
                        what=BUSY.what,
                        unit="appends/s",
                        other=name,
                        ours=mine,
                        others=theirs,
                        goal=GOALS.get(name),
                    )
                )
    return rows
