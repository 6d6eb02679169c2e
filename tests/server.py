"""The PostgreSQL server of a test run."""

import asyncio
import itertools
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import asyncpg

from database.cluster import ADMINISTRATOR, Cluster
from database.migrations import migrate

Result = TypeVar("Result")


class Server:
    """A running server that makes and drops databases.

    Its event loop runs in a thread of its own, so that synchronous and asynchronous tests may call it alike.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._numbers = itertools.count(1)
        self._connection = self._wait(self._connect("postgres", ADMINISTRATOR))

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _connect(self, database: str, user: str) -> asyncpg.Connection:
        return await asyncpg.connect(self.dsn(database, user=user))

    def dsn(self, database: str, *, user: str = "accord_app") -> str:
        return self.cluster.dsn(user=user, database=database)

    def execute(self, sql: str) -> None:
        self._wait(self._connection.execute(sql))

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
            connection = await self._connect(name, "accord_owner")
            try:
                await migrate(connection)
            finally:
                await connection.close()

        self._wait(apply())

    def close(self) -> None:
        self._wait(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
