"""One PostgreSQL server a run (a worker under xdist), one database a test, cloned from a migrated template."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from hypothesis import settings

from database.pool import connect_pool
from database.throwaway import throwaway_cluster
from tests.server import Server

TEMPLATE = "accord_template"

# a slow machine is no fault of the code; `--hypothesis-profile=deep` belongs to `make check-deep`
settings.register_profile("accord", deadline=None, print_blob=True)
settings.register_profile("deep", settings.get_profile("accord"), max_examples=2_000)
settings.load_profile("accord")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server in a folder of its own, without the disk safety that tests do not need."""
    with throwaway_cluster() as cluster:
        running = Server(cluster)
        running.execute("CREATE ROLE accord_owner LOGIN; CREATE ROLE accord_app LOGIN")
        yield running
        running.close()


@pytest.fixture(scope="session")
def template(server: Server) -> str:
    """The name of a migrated database without rows that nobody is connected to."""
    server.execute(f"CREATE DATABASE {TEMPLATE} OWNER accord_owner")
    server.migrate(TEMPLATE)
    return TEMPLATE


@pytest.fixture
def database(server: Server, template: str) -> Iterator[str]:
    """The name of a fresh migrated database."""
    name = server.clone(template)
    yield name
    server.drop(name)


@pytest.fixture
def database_dsn(server: Server, database: str) -> str:
    """The address of a fresh migrated database, as the service sees it (accord_app)."""
    return server.dsn(database)


@pytest.fixture
def owner_dsn(server: Server, database: str) -> str:
    """The address of the same database for accord_owner: migrations, and tests that tamper with rows."""
    return server.dsn(database, user="accord_owner")


@pytest.fixture
async def pool(database_dsn: str) -> AsyncIterator[asyncpg.Pool]:
    """A pool of accord_app on the fresh database, set up like the service's."""
    opened = await connect_pool(database_dsn, minimum=1, maximum=10)
    yield opened
    await opened.close()
