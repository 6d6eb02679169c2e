"""Two histories in one database: the demonstration's story, and real decisions taken in from a public record."""

from __future__ import annotations

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
from service.demo import tell
from service.demonstration import SLUG
from tests.api.office import Client, opened
from tests.questions.ledger import History, history_of
from tests.server import Server

EXCERPT = Path(__file__).parents[2] / "examples/kubernetes/excerpt.jsonl"
SECRET = b"a secret of tests, long enough"
REAL = "kubernetes"


def now() -> datetime:
    return datetime.now(UTC)


async def take_in(store: Store, commands: Path) -> str:
    """Import the real record; answers who did."""
    workspace = await found_by_first_line(store, REAL, commands, secret=SECRET, clock=now, commands=COMMANDS)
    importer = (await store.follow(workspace, limit=1))[0].actor
    await engine.import_file(store, workspace, commands, importer=importer, secret=SECRET, clock=now)
    return importer


@pytest.fixture(scope="session")
async def histories(
    server: Server, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[str, History]]:
    """Both histories, each with somebody who reads it over HTTP and with its ledger as it stands in the table."""
    commands = tmp_path_factory.mktemp("questions") / "commands.jsonl"
    convert(EXCERPT, commands)
    name = server.clone(template)
    pool = await connect_pool(server.dsn(name), minimum=1, maximum=4)
    try:
        async with opened(pool) as office:
            owners = {
                SLUG: (await tell(office.services.store, secret=SECRET)).owner,
                REAL: await take_in(office.services.store, commands),
            }
            found = {}
            for slug, owner in owners.items():
                await office.settle(slug)
                client: Client = await office.key_for(slug, owner)
                client.workspace = slug
                found[slug] = await history_of(pool, slug, owner, client)
            yield found
    finally:
        await pool.close()
        server.drop(name)


@pytest.fixture(params=[SLUG, REAL])
def history(request: pytest.FixtureRequest, histories: dict[str, History]) -> History:
    """One history after the other."""
    return histories[request.param]
