"""A command over HTTP: one server process, 32 connections, durable; beside an empty Litestar and two peers."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks import beside
from benchmarks.durable import server
from benchmarks.rows import Row, absolute, compared, unmeasured
from database.account import Account

ACCORD = Path(sys.executable).with_name("accord")
BODY = '{"title":"Releases wait for a calendar","problem":"Finished work waits three weeks for a release night."}'
CONNECTIONS = 32
LUA = """
wrk.method = "POST"
wrk.body = '{body}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {key}"
local bad = 0
function response(status) if status ~= 201 then bad = bad + 1 end end
function done(summary, latency)
  io.write(string.format("p50_ms %.3f p99_ms %.3f\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


@contextmanager
def accord(*arguments: str) -> Iterator[tuple[str, str, int]]:
    """A running `accord serve` on a disk, with a workspace; answers its address, a key and its process id."""
    home = Path(tempfile.mkdtemp(prefix="accord-bench-", dir="/var/tmp"))
    try:
        Account.choose().own(home)
        environment = {**os.environ, "ACCORD_DATA_DIR": str(home / "accord"), "ACCORD_PORT": "0"}
        running = subprocess.Popen(
            [ACCORD, "serve", *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            key = address = ""
            for line in running.stdout or ():
                key = key or (re.findall(r"acc_\w+", line) or [""])[0]
                if found := re.search(r"http://\S+", line):
                    address = found.group(0)
                    break
            client_of(address, key).post("/v1/workspaces", json={"slug": "acme", "name": "Acme"}).raise_for_status()
            me = client_of(address, key).get("/v1/workspaces/acme").json()
            partner = {"person": owner_of(me), "of": "technology"}
            client_of(address, key).post("/v1/workspaces/acme/partners", json=partner).raise_for_status()
            yield address, key, running.pid
        finally:
            running.terminate()
            running.wait(60)
            if running.stdout:
                running.stdout.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def client_of(address: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=30, trust_env=False)


def owner_of(workspace: dict[str, Any]) -> str:
    """The maker of a workspace, from its view."""
    found = re.search(r"per_[0-9a-z]{26}", str(workspace))
    if found is None:
        raise ValueError("the workspace's view names nobody")
    return found.group(0)


def load(url: str, key: str, seconds: int) -> tuple[float, float, float]:
    """Requests per second, p50 and p99 in milliseconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA.replace("{body}", BODY).replace("{key}", key))
        script.flush()
        command = [beside.wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script.name, url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True)
    if "Non-2xx" in done.stdout:
        raise ValueError(f"{url} refused: {done.stdout}")
    rate = float(re.search(r"Requests/sec: *([0-9.]+)", done.stdout).group(1))  # type: ignore[union-attr]
    p50, p99 = re.search(r"p50_ms ([0-9.]+) p99_ms ([0-9.]+)", done.stdout).groups()  # type: ignore[union-attr]
    return rate, float(p50), float(p99)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def wait_for(port: int, seconds: float = 30) -> None:
    """Wait until something listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise beside.PeerMissing(f"nothing listens on port {port}")


@contextmanager
def litestar(dsn: str) -> Iterator[str]:
    """The Litestar peer."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.peers.http_litestar", str(port), *beside.library_settings(dsn)]
    running = subprocess.Popen(command, cwd=beside.HERE.parent)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(30)


async def measure(*, quick: bool = False) -> list[Row]:
    """Everything in turn; medians."""
    seconds, runs = (3, 3) if quick else (6, 3)
    series: dict[str, list[float]] = {}
    missing: dict[str, str] = {}
    async with server() as cluster:
        library = await beside.empty_database(cluster, "library")
        emmett = await beside.empty_database(cluster, "emmett")
        with ExitStack() as stack:
            address, key, _ = stack.enter_context(accord("--no-workers"))
            targets = {"ours": f"{address}/v1/workspaces/acme/opportunities"}
            lite = stack.enter_context(litestar(library))
            targets["empty"] = f"{lite}/empty"
            targets["library"] = f"{lite}/opportunities"
            try:
                command = [beside.node(), str(beside.FOLDER / "http_emmett.mjs"), emmett]
                port = stack.enter_context(beside.process(command, r"^(\d+)$"))
                targets["emmett"] = f"http://127.0.0.1:{port}/opportunities"
            except beside.PeerMissing as error:
                missing["emmett"] = str(error)
            for _ in range(runs):
                for name, url in targets.items():
                    rate, p50, p99 = await asyncio.to_thread(load, url, key, seconds)
                    series.setdefault(name, []).append(rate)
                    series.setdefault(f"{name}-p50", []).append(p50)
                    series.setdefault(f"{name}-p99", []).append(p99)
    what = "POST a command (raise an opportunity), one process, 32 connections, durable"
    rows = [
        absolute(id="post-rate", what=what, unit="requests/s", values=series["ours"], goal=2000),
        absolute(id="post-p99", what=f"{what}: p99", unit="ms", values=series["ours-p99"]),
        compared(
            id="post-of-empty",
            what=what,
            unit="requests/s",
            other="Litestar's empty POST",
            ours=series["ours"],
            others=series["empty"],
        ),
        compared(
            id="post-library",
            what=what,
            unit="requests/s",
            other="Litestar + the library's own PostgreSQL recorder in threads",
            ours=series["ours"],
            others=series["library"],
            goal=5,
        ),
    ]
    other = "Express + emmett-postgresql"
    if "emmett" in series:
        rows.append(
            compared(
                id="post-emmett",
                what=what,
                unit="requests/s",
                other=other,
                ours=series["ours"],
                others=series["emmett"],
                goal=3,
            )
        )
    else:
        rows.append(unmeasured(id="post-emmett", what=what, other=other, why=missing["emmett"]))
    return rows
