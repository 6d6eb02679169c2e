"""The PostgreSQL server of a test run."""

import asyncio
import itertools

import asyncpg

from database.cluster import ADMINISTRATOR, Cluster
from database.migrations import migrate


class Server:
    """A running server that makes and drops databases. Its own event loop serves synchronous tests too."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._loop = asyncio.new_event_loop()
        self._numbers = itertools.count(1)
        self._connection = self._loop.run_until_complete(asyncpg.connect(self.dsn("postgres", user=ADMINISTRATOR)))

    def dsn(self, database: str, *, user: str = "accord_app") -> str:
        return self.cluster.dsn(user=user, database=database)

    def execute(self, sql: str) -> None:
        self._loop.run_until_complete(self._connection.execute(sql))

    def empty_database(self) -> str:
        """Make a database that nothing has migrated yet, and return its name."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} OWNER accord_owner")
        return name

    def clone(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER accord_owner STRATEGY file_copy")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def migrate(self, name: str) -> None:
        async def apply() -> None:
            connection = await asyncpg.connect(self.dsn(name, user="accord_owner"))
            try:
                await migrate(connection)
            finally:
                await connection.close()

        self._loop.run_until_complete(apply())

    def close(self) -> None:
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()
