"""The app behind a real port, for tools that only speak HTTP."""

from __future__ import annotations

import asyncio
import socket
import threading

import uvicorn

from database.pool import connect_pool
from tests.api.office import opened


class ToldServer(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


class Running(threading.Thread):
    """The app on any free port, in a thread with an event loop of its own, with an owner who speaks for technology."""

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self.dsn = dsn
        self.up = threading.Event()
        self.address = ""
        self.authorization = ""
        self._told = asyncio.Event()
        self._loop = asyncio.new_event_loop()

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        pool = await connect_pool(self.dsn)
        async with pool, opened(pool) as office:
            owner = await office.found()
            await office.joined(owner, of="business")
            await owner.act("./partners", {"person": owner.person, "of": "technology"})
            self.authorization = owner.headers["Authorization"]
            server = ToldServer(
                uvicorn.Config(
                    office.app,
                    port=0,
                    log_config=None,
                    lifespan="off",
                    http="httptools",
                    ws="none",
                    h11_max_incomplete_event_size=1 << 20,
                )
            )
            serving = asyncio.create_task(server.serve())
            await server.listens.wait()
            self.address = "http://{}:{}".format(*server.servers[0].sockets[0].getsockname()[:2])
            self.up.set()
            await self._told.wait()
            server.should_exit = True
            await serving

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._told.set)
        self.join()
