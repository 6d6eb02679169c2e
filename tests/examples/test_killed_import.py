"""`accord import` killed without warning and started again ends with the ledger of an uninterrupted run."""

import asyncio
import contextlib
import os
import random
import re
import signal
import sys
from pathlib import Path
from typing import Any

import asyncpg

from eventstore.announce import CHANNEL
from eventstore.importing.lines import measure
from eventstore.store import Store
from tests.server import Server

KILLS = 3
CHUNK = 100
KEPT = (
    "SELECT position, type, actor, occurred_at, entry FROM event ORDER BY position",
    "SELECT position, tag, type FROM event_tag ORDER BY position, tag",
    "SELECT line, rule, detail, command, subject FROM import_refusal ORDER BY line",
    "SELECT actor, idempotency_key, first, last FROM command ORDER BY first",
    "SELECT person, name, title FROM person ORDER BY person",
)
REACHED = "SELECT coalesce(max(last_line), 0) FROM import_run"
OWN = re.compile(r'"(id|recorded_at)":"(evt_[0-9a-z]+|[^"]+Z)",')


async def begin(dsn: str, commands: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("accord")),
        *("import", str(commands), "--workspace", "kubernetes", "--database-url", dsn, "--chunk", str(CHUNK)),
        env=os.environ | {"ACCORD_SECRET": "a secret of tests, long enough"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def reached(connection: asyncpg.Connection, line: int, running: asyncio.subprocess.Process) -> None:
    """Wait until a run has got to a line, or has ended; runs announce each chunk that they have stored."""
    announced = asyncio.Event()
    await connection.add_listener(CHANNEL, lambda *_: announced.set())
    ended = asyncio.create_task(running.wait())
    while not ended.done() and await connection.fetchval(REACHED) < line:
        heard = asyncio.create_task(announced.wait())
        await asyncio.wait({heard, ended}, return_when=asyncio.FIRST_COMPLETED)
        heard.cancel()
        announced.clear()
    ended.cancel()
    await connection.reset()


async def facts(dsn: str) -> list[list[tuple[Any, ...]]]:
    """Everything that was kept, without event ids and recorded times."""
    connection = await asyncpg.connect(dsn)
    try:
        return [
            [tuple(OWN.sub("", value) if isinstance(value, str) else value for value in row) for row in rows]
            for query in KEPT
            if (rows := await connection.fetch(query))
        ]
    finally:
        await connection.close()


async def test_killed_at_random_points_and_resumed_it_equals_an_uninterrupted_import(
    kubernetes: Store, commands: Path, server: Server, database_dsn: str
) -> None:
    _, lines, _ = measure(commands)
    stops = sorted(random.sample(range(1, lines - CHUNK), KILLS))
    connection = await asyncpg.connect(database_dsn)
    try:
        kills = []
        for stop in stops:
            running = await begin(database_dsn, commands)
            await reached(connection, stop, running)
            with contextlib.suppress(ProcessLookupError):
                running.kill()
            _, errors = await running.communicate()
            assert running.returncode in {-signal.SIGKILL, 0}, errors.decode()
            kills.append(await connection.fetchval(REACHED))
        assert all(0 < line <= lines for line in kills), stops
        last = await begin(database_dsn, commands)
        output, errors = await last.communicate()
        assert last.returncode == 0, errors.decode()
        assert f"{lines} lines" in output.decode()
    finally:
        await connection.close()
    async with kubernetes.pool.acquire() as whole:
        uninterrupted = await whole.fetchval("SELECT current_database()")
    assert await facts(database_dsn) == await facts(server.dsn(uninterrupted)), stops
