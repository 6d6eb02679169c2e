"""Appends per second: Accord's group commit against pgbench calling the same append_many, one event a call.

Both append to the same database, taking turns; the figures are medians. Every append checks a boundary and carries
three tags.
"""

import asyncio
import itertools
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import uvloop

from benchmarks.durable import ledgers, pgbench, server
from database.pool import connect_pool
from eventstore.appends import Append, NewEvent
from eventstore.conditions import Criterion
from eventstore.store import Store

SCRIPT = Path(__file__).with_name("append.sql")
LINE = (
    '"id":"evt_01kb5v3n8rf4tt2q9w6zg0x1y7","type":"side-agreed.v1","actor":"per_1","side":"technology",'
    '"basis":"first_hand","tags":[],"data":{"decision":"dec_01kb5v3n8rf4tt2q9w6zg0x1y7","revision":1,'
    '"hash":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}'
)
_numbers = itertools.count()
BOUNDARY = (Criterion("decision/none", "side-agreed.v1"),)


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    what: str
    tasks: int
    workspaces: int
    goal: float


CASES = (
    Case(name="append-32", what="append, 32 tasks, 1 000 workspaces", tasks=32, workspaces=1000, goal=1.5),
    Case(name="append-32-hot", what="append, 32 tasks, one hot workspace", tasks=32, workspaces=1, goal=4.5),
    Case(name="append-1", what="append, 1 task", tasks=1, workspaces=1000, goal=0.9),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One comparison: `ratio` is ours / other, `spread` the largest distance of a run from its median, relative."""

    id: str
    issue: str
    what: str
    ours: float
    unit: str
    other: str
    other_value: float
    ratio: float
    goal: float
    met: bool
    runs: int
    spread: float


def new_append(workspaces: int) -> Append:
    number = next(_numbers)
    subject = number * 31 % 200
    event = NewEvent(
        id="evt_01kb5v3n8rf4tt2q9w6zg0x1y7",
        type="side-agreed.v1",
        actor="per_1",
        tags=(f"decision/{subject}", f"opportunity/{subject}", "member/1"),
        line=LINE,
    )
    return Append(
        workspace_id=1 + number * 7919 % workspaces, events=(event,), after=0, criteria=BOUNDARY, actor="per_1"
    )


async def ours(store: Store, case: Case, seconds: float) -> float:
    """Append as fast as that many tasks can; return appends per second."""
    done = 0
    begin = time.perf_counter()

    async def keep_appending() -> None:
        nonlocal done
        while time.perf_counter() - begin < seconds:
            await store.append(new_append(case.workspaces))
            done += 1

    await asyncio.gather(*(keep_appending() for _ in range(case.tasks)))
    return done / (time.perf_counter() - begin)


def spread(values: list[float]) -> float:
    middle = statistics.median(values)
    return max(abs(value - middle) for value in values) / middle


async def measure(*, quick: bool = False) -> list[Row]:
    seconds, runs = (2, 3) if quick else (6, 5)
    rows = []
    async with server() as cluster:
        for case in CASES:
            dsn = await ledgers(cluster, case.name.replace("-", "_"), case.workspaces)
            mine: list[float] = []
            theirs: list[float] = []
            async with await connect_pool(dsn, minimum=4) as pool, Store(pool) as store:
                for _ in range(runs):
                    theirs.append(
                        await asyncio.to_thread(
                            pgbench,
                            cluster,
                            dsn,
                            SCRIPT,
                            clients=case.tasks,
                            seconds=seconds,
                            workspaces=case.workspaces,
                        )
                    )
                    mine.append(await ours(store, case, seconds))
            ratio = statistics.median(mine) / statistics.median(theirs)
            rows.append(
                Row(
                    id=case.name,
                    issue="spine",
                    what=case.what,
                    ours=round(statistics.median(mine)),
                    unit="appends/s",
                    other="pgbench calling the same append_many",
                    other_value=round(statistics.median(theirs)),
                    ratio=round(ratio, 2),
                    goal=case.goal,
                    met=ratio >= case.goal,
                    runs=runs,
                    spread=round(max(spread(mine), spread(theirs)), 2),
                )
            )
    return rows


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in uvloop.run(measure(quick="--quick" in sys.argv))], indent=2))
