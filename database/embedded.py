"""PostgreSQL as part of Accord: started by the first process on a data folder, stopped by the last one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

import asyncpg

from database import programs
from database.cluster import ADMINISTRATOR, Cluster, ServerError
from database.location import locate
from database.locks import FileLock
from database.migrations import OWNER_ROLE
from database.pool import APP_ROLE
from database.postmaster import Postmaster
from database.queries import load

QUERIES = load(__file__, "embedded_queries.sql")
DATABASE = "accord"
ATTEMPTS, ORPHAN_ATTEMPTS, PAUSE = 600, 100, 0.1  # a server found starting or stopping gets a minute for it


@dataclass(frozen=True, kw_only=True)
class EmbeddedServer:
    """This process's share in the server of a data folder.

    Whoever calls `start` calls `stop`, on SIGTERM too. A process that dies without it leaves the server running; the
    next to start adopts it, the last to stop stops it. `turn` is held alone while the server starts or stops, `use`
    is shared by all that use it.
    """

    cluster: Cluster
    turn: FileLock
    use: FileLock

    @property
    def dsn(self) -> str:
        """The address for the service, which acts as accord_app."""
        return self.cluster.dsn(user=APP_ROLE, database=DATABASE)

    @property
    def owner_dsn(self) -> str:
        """The address for migrations, which run as accord_owner."""
        return self.cluster.dsn(user=OWNER_ROLE, database=DATABASE)

    @classmethod
    async def start(cls, data_dir: Path) -> Self:
        """Serve `data_dir`, which is made if missing; waits while another process starts or stops the server."""
        turn = FileLock.open(data_dir / "postgresql.turn")
        use = FileLock.open(data_dir / "postgresql.use")
        try:
            async with turn.taken():
                home, account = locate(data_dir)
                cluster = Cluster(home=home, account=account, programs=programs.folder(account))
                server = cls(cluster=cluster, turn=turn, use=use)
                await server._join()
        except BaseException:
            turn.close()
            use.close()
            raise
        return server

    @property
    def alive(self) -> bool:
        """Whether the server's process is there."""
        return self.cluster.running()

    async def revive(self) -> None:
        """Start the server again where it died; raises ServerError where it does not come back at its address."""
        async with self.turn.taken():
            connection = await self._connect()
            await connection.close()

    async def stop(self) -> None:
        """Give up this process's share; the last one stops the server and waits until it is gone."""
        try:
            async with self.turn.taken():
                await self._leave()
        finally:
            self.use.close()
            self.turn.close()

    async def _join(self) -> None:
        self.use.share()
        try:
            await _to_the_end(self.cluster.create)
            await self._prepare(await self._connect())
        except BaseException:
            await self._leave()
            raise

    async def _leave(self) -> None:
        if self.use.take():
            await _to_the_end(self.cluster.stop)

    async def _connect(self) -> asyncpg.Connection:
        former = Postmaster.read(self.cluster.data)
        killed = former is not None and not self.cluster.running()
        for attempt in range(ATTEMPTS):
            try:
                if not self.cluster.running():
                    await _to_the_end(partial(self.cluster.start, former=former.sockets if former else None))
                return await asyncpg.connect(self.cluster.dsn(user=ADMINISTRATOR, database="postgres"))
            except ServerError:
                # The children of a killed server hold its memory for a moment, and PostgreSQL will not start beside.
                if not killed or attempt >= ORPHAN_ATTEMPTS:
                    raise
            except (asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError, OSError):
                killed = True  # found starting, stopping or dying
            await asyncio.sleep(PAUSE)
        raise ServerError(f"PostgreSQL runs in {self.cluster.home} but does not answer; see {self.cluster.log}")

    async def _prepare(self, connection: asyncpg.Connection) -> None:
        try:
            await connection.execute(QUERIES.roles)
            if not await connection.fetchval(QUERIES.database_exists):
                await connection.execute(QUERIES.create_database)
        finally:
            await connection.close()


async def _to_the_end(work: Callable[[], None]) -> None:
    """Run blocking work in a thread; when cancelled, still see it through, so that nothing goes on unobserved."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await running
        raise
