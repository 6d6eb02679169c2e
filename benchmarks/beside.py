"""The peers: installed once beside the results, started as processes of their own, on the same server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from database.cluster import ADMINISTRATOR, Cluster

HERE = Path(__file__).parent
FOLDER = HERE / "peers"
INSTALLED = FOLDER / "node_modules"


class PeerMissing(Exception):  # noqa: N818 - says why a row has no figure
    """A peer cannot be installed or started here."""


# message-db's own files in the order of its installer; pgcrypto is left out, as PostgreSQL makes random ids itself now
MESSAGE_DB = (
    "schema/message-store",
    "tables/messages",
    "types/message",
    *(
        f"functions/{name}"
        for name in ("hash-64", "acquire-lock", "category", "is-category", "id", "cardinal-id", "stream-version")
    ),
    "functions/write-message",
    *(f"indexes/messages-{name}" for name in ("id", "stream", "category")),
)


def node() -> str:
    """The Node program, with the peers' packages in place."""
    program = shutil.which("node")
    npm = shutil.which("npm")
    if program is None or npm is None:
        raise PeerMissing("node and npm are not installed here")
    if not (INSTALLED / "@eventide").is_dir():
        done = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund"], cwd=FOLDER, capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode:
            raise PeerMissing(f"npm ci failed: {done.stderr.strip().splitlines()[-1:]}")
    return program


def wrk() -> str:
    """The load generator of Debian."""
    program = shutil.which("wrk")
    if program is None:
        raise PeerMissing("wrk is not installed here (Debian's package wrk)")
    return program


async def empty_database(cluster: Cluster, name: str) -> str:
    """Make a database for a peer; return its address."""
    administrator = await asyncpg.connect(cluster.dsn(user=ADMINISTRATOR, database="postgres"))
    await administrator.execute(f"CREATE DATABASE {name}")
    await administrator.close()
    return cluster.dsn(user=ADMINISTRATOR, database=name)


async def message_db(cluster: Cluster, name: str) -> str:
    """Make a database with message-db's tables and functions; return its address."""
    node()
    dsn = await empty_database(cluster, name)
    connection = await asyncpg.connect(dsn, server_settings={"search_path": "message_store,public"})
    for part in MESSAGE_DB:
        text = (INSTALLED / "@eventide/message-db/database" / f"{part}.sql").read_text(encoding="utf-8")
        await connection.execute(text.replace(" CONCURRENTLY", ""))
    await connection.execute(f"ALTER DATABASE {name} SET search_path TO message_store, public")
    await connection.close()
    return dsn


def library_settings(dsn: str) -> list[str]:
    """A server's address as the library's settings, as NAME=VALUE."""
    parts = urlsplit(dsn)
    query = parse_qs(parts.query)
    return [
        f"POSTGRES_DBNAME={unquote(parts.path.lstrip('/'))}",
        f"POSTGRES_HOST={query['host'][0]}",
        f"POSTGRES_PORT={query['port'][0]}",
        f"POSTGRES_USER={unquote(parts.username or '')}",
        "POSTGRES_PASSWORD=unused",
        "POSTGRES_POOL_SIZE=32",
        "POSTGRES_MAX_OVERFLOW=0",
    ]


def figure(command: list[str], *, timeout: float = 120) -> float:
    """Run a program that prints one number."""
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode:
        raise PeerMissing(f"{Path(command[1]).name}: {done.stderr.strip()[-300:]}")
    return float(done.stdout.split()[-1])


def emmett_appends(dsn: str, *, tasks: int, seconds: int, streams: int) -> float:
    """Appends per second of emmett's PostgreSQL event store."""
    return figure([node(), str(FOLDER / "append_emmett.mjs"), dsn, str(tasks), str(seconds), str(streams)])


def library_appends(dsn: str, *, tasks: int, seconds: int, workspaces: int) -> float:
    """Conditional appends per second of the library's own recorder."""
    program = [sys.executable, "-m", "benchmarks.peers.append_library"]
    return figure([*program, str(tasks), str(seconds), str(workspaces), *library_settings(dsn)])


@contextmanager
def process(command: list[str], ready: str) -> Iterator[str]:
    """Run a server until the end of the block; answers what `ready` matched in its output."""
    with tempfile.TemporaryFile("w+") as errors:
        running = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            if running.stdout is None:
                raise PeerMissing(f"{command[0]} has no output")
            for line in running.stdout:
                if found := re.search(ready, line):
                    yield found.group(1)
                    break
            else:
                errors.seek(0)
                raise PeerMissing(f"{Path(command[1]).name} did not start: {errors.read()[-300:]}")
        finally:
            running.terminate()
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            if running.stdout is not None:
                running.stdout.close()
