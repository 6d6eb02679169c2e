"""From a command to the backlog that shows it, for one client; and what an idle service costs."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks.http_post import BODY, accord, client_of
from benchmarks.rows import Row, absolute

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib(pid: int) -> float:
    """Memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0


def delays(address: str, key: str, count: int) -> list[float]:
    """Milliseconds from sending a command to having read a backlog that shows it."""
    times = []
    with client_of(address, key) as client:
        headers = {"Content-Type": "application/json"}
        for _ in range(count):
            begin = time.perf_counter()
            made = client.post("/v1/workspaces/acme/opportunities", content=BODY, headers=headers).raise_for_status()
            position: Any = made.headers["Accord-Position"]
            shown = client.get(
                "/v1/workspaces/acme/backlog",
                params={"min_position": position, "limit": 1, "sort": "-raised"},
                headers={"Prefer": "wait=5"},
            ).raise_for_status()
            if int(shown.json()["position"]) < int(position):
                raise ValueError("the backlog did not show the command in time")
            times.append((time.perf_counter() - begin) * 1000)
    return times


async def measure(*, quick: bool = False) -> list[Row]:
    """One client, then nobody."""
    count, idle = (100, 5) if quick else (500, 20)
    with accord() as (address, key, pid):
        await asyncio.to_thread(delays, address, key, 20)
        times = await asyncio.to_thread(delays, address, key, count)
        await asyncio.sleep(3)
        before = cpu_seconds(pid)
        await asyncio.sleep(idle)
        busy = (cpu_seconds(pid) - before) / idle * 100
        memory = resident_mib(pid)
    times.sort()
    what = "write → visible in the backlog, one client"
    return [
        absolute(
            id="visible-p50", what=f"{what}: p50", unit="ms", values=[statistics.median(times)], goal=10, at_most=True
        ),
        absolute(
            id="visible-p99",
            what=f"{what}: p99",
            unit="ms",
            values=[times[int(len(times) * 0.99) - 1]],
            goal=50,
            at_most=True,
        ),
        absolute(
            id="idle-cpu",
            what="an idle service: share of a core",
            unit="%",
            values=[busy],
            goal=1,
            at_most=True,
        ),
        absolute(
            id="memory",
            what="memory of the process afterwards",
            unit="MiB",
            values=[memory],
            goal=200,
            at_most=True,
            issue="all",
        ),
    ]
