"""Watches the embedded PostgreSQL: one that died is started again; where it does not come back, the process ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

import asyncpg

from database.cluster import ServerError
from service.exits import CommandError

LOGGER = logging.getLogger("accord.postgresql")
LOOK = 0.5
PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0)  # before each attempt to start it again


class Server(Protocol):
    """What there is to watch."""

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        ...

    async def revive(self) -> None:
        """Start it again."""
        ...


async def watch(server: Server | None, *, look: float = LOOK, pauses: Sequence[float] = PAUSES) -> None:
    """Look after a server for as long as this runs; raises CommandError once it cannot be started again.

    None, a server that is not ours, is nobody's to start: there is nothing to look after.
    """
    if server is None:
        await asyncio.Event().wait()
        return
    while True:
        await asyncio.sleep(look)
        if not server.alive:
            LOGGER.error("the embedded PostgreSQL has died")
            await _revive(server, pauses)
            LOGGER.warning("the embedded PostgreSQL was started again")


async def _revive(server: Server, pauses: Sequence[float]) -> None:
    fault: Exception | None = None
    for pause in pauses:
        await asyncio.sleep(pause)
        try:
            await server.revive()
        except (ServerError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            LOGGER.warning("the embedded PostgreSQL does not start: %s", error)
            fault = error
        else:
            return
    raise CommandError(f"The embedded PostgreSQL died and did not start again in {len(pauses)} attempts: {fault}")
