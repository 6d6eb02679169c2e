"""The backlog, 50 rows of 100 000: each order and filter, page 1 and page 1 000, beside pgbench with the same SQL."""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from msgspec.structs import replace

from benchmarks.durable import ledgers, pgbench, server
from benchmarks.history import fill
from benchmarks.rows import Row, compared
from database.cluster import ADMINISTRATOR, Cluster
from database.pool import connect_pool
from eventstore.store import Store
from projections.backlog.listing import BacklogQuery, list_backlog, parameters, statement
from projections.groups import LISTS
from projections.rebuilding import rebuild_workspace

CASES: dict[str, BacklogQuery] = {
    "rank": BacklogQuery(),
    "rank, worst first": BacklogQuery(descending=True),
    "raised": BacklogQuery(sort="raised"),
    "title": BacklogQuery(sort="title"),
    "changed, latest first": BacklogQuery(sort="changed", descending=True),
    "rank in one scope": BacklogQuery(scope="main"),
    "one theme": BacklogQuery(theme="culture"),
    "one state": BacklogQuery(state="open"),
    "without evidence": BacklogQuery(missing="evidence"),
    "title begins with": BacklogQuery(sort="title", title="rel"),
}
CLIENTS = 8
PAGE_NUMBER = 1000
SIZE = 50


def script(query: BacklogQuery, folder: Path) -> tuple[Path, dict[str, object]]:
    """The list's statement as a file for pgbench, and the values that it sends with it: the same as the service's."""
    sending = statement(query)
    values = {f"p{number}": value for number, value in enumerate(sending.values(parameters(query, 1)), start=1)}
    path = folder / "list.sql"
    path.write_text(" ".join(re.sub(r"\$([0-9]+)", r" :p\1", sending.sql).splitlines()) + ";\n", encoding="utf-8")
    return path, values


async def ours(pool: asyncpg.Pool, query: BacklogQuery, seconds: float) -> float:
    """Read a page as often as a few tasks can; pages per second."""
    begin = time.perf_counter()
    done = 0

    async def keep_reading() -> None:
        nonlocal done
        async with pool.acquire() as connection:
            while time.perf_counter() - begin < seconds:
                await list_backlog(connection, 1, query)
                done += 1

    await asyncio.gather(*(keep_reading() for _ in range(CLIENTS)))
    return done / (time.perf_counter() - begin)


async def far(pool: asyncpg.Pool, query: BacklogQuery) -> tuple[int, BacklogQuery]:
    """The last full page up to page 1 000: its number and the query for it."""
    number, at = 1, query
    while number < PAGE_NUMBER:
        page = await list_backlog(pool, 1, at)
        if page.next_key is None:
            break
        number, at = number + 1, replace(query, after=page.next_key)
    return number, at


async def compare(
    cluster: Cluster, dsn: str, pool: asyncpg.Pool, name: str, query: BacklogQuery, seconds: int, runs: int
) -> list[Row]:
    """One query: beside pgbench on its first page, and its last page beside its first."""
    mine: list[float] = []
    theirs: list[float] = []
    first: list[float] = []
    last: list[float] = []
    number, later = await far(pool, query)
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as folder:
        path, values = script(query, Path(folder))
        for _ in range(runs):
            theirs.append(
                await asyncio.to_thread(pgbench, cluster, dsn, path, clients=CLIENTS, seconds=seconds, **values)
            )
            mine.append(await ours(pool, query, seconds))
            first.append(1000 * CLIENTS / mine[-1])
            last.append(1000 * CLIENTS / await ours(pool, later, seconds))
    slug = name.replace(",", "").replace(" ", "-")
    return [
        compared(
            id=f"backlog-{slug}",
            what=f"backlog by {name}, {SIZE} rows",
            unit="pages/s",
            other="pgbench, the same SQL",
            ours=mine,
            others=theirs,
            goal=0.8,
        ),
        compared(
            id=f"backlog-{slug}-far",
            what=f"backlog by {name}, page {number}",
            unit="ms",
            other="page 1",
            ours=last,
            others=first,
            goal=1.2,
            at_most=True,
        ),
    ]


async def measure(*, quick: bool = False) -> list[Row]:
    """Every case in turn on one database."""
    count, seconds, runs = (40_000, 1, 3) if quick else (200_000, 3, 3)
    rows: list[Row] = []
    async with server() as cluster:
        dsn = await ledgers(cluster, "backlog", 1)
        superuser: Any = cluster.dsn(user=ADMINISTRATOR, database="backlog")
        await fill(superuser, count, most=2)
        async with await connect_pool(dsn, minimum=CLIENTS) as pool, Store(pool) as store:
            await rebuild_workspace(pool, LISTS, await store.workspace("w1"))
            connection = await asyncpg.connect(superuser)
            await connection.execute("VACUUM ANALYZE")
            await connection.close()
            for name, query in CASES.items():
                rows += await compare(cluster, dsn, pool, name, query, seconds, runs)
    return rows


if __name__ == "__main__":
    found = uvloop.run(measure(quick="--quick" in sys.argv))
    print(json.dumps([asdict(row) for row in found], indent=2))
    print(f"median against pgbench: {statistics.median(row.ratio or 0 for row in found[::2]):.2f}", file=sys.stderr)
