"""The record converted and imported once, for all tests that look at the result."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from database.pool import connect_pool
from domain.registry import COMMANDS
from eventstore.importing import engine
from eventstore.importing.founding import found_by_first_line
from eventstore.store import Store
from examples.kubernetes_enhancements import convert
from service.importing import write_refusals
from tests.examples.sources import SOURCE
from tests.server import Server

SECRET = b"a secret of tests"


def now() -> datetime:
    return datetime.now(UTC)


async def imported(store: Store, commands: Path) -> engine.Progress:
    """What `accord import` does, in this process."""
    workspace = await found_by_first_line(store, "kubernetes", commands, secret=SECRET, clock=now, commands=COMMANDS)
    importer = (await store.follow(workspace, limit=1))[0].actor
    return await engine.import_file(store, workspace, commands, importer=importer, secret=SECRET, clock=now)


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as a file of commands."""
    path = tmp_path_factory.mktemp("kubernetes") / "commands.jsonl"
    convert(SOURCE, path)
    return path


@pytest.fixture(scope="session")
async def kubernetes(server: Server, template: str, commands: Path) -> AsyncIterator[Store]:
    """A store into which the record was imported."""
    name = server.clone(template)
    pool = await connect_pool(server.dsn(name), minimum=1, maximum=4)
    try:
        async with Store(pool) as store:
            done = await imported(store, commands)
            workspace = await store.workspace("kubernetes")
            await write_refusals(
                store, workspace, bytes.fromhex(done.sha256), commands.with_name(commands.name + ".refusals.jsonl")
            )
            yield store
    finally:
        await pool.close()
        server.drop(name)
