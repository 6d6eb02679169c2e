"""The watch over the embedded PostgreSQL: it starts it again, a few times, then says that it cannot."""

from __future__ import annotations

import asyncio

import pytest

from database.cluster import ServerError
from service.exits import CommandError
from service.watching import watch


class Fallen:
    """A server that is down and takes some attempts to come back."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.attempts = 0
        self.alive = False
        self.back = asyncio.Event()

    async def revive(self) -> None:
        self.attempts += 1
        if self.attempts <= self.failures:
            raise ServerError("no room on the disk")
        self.alive = True
        self.back.set()


async def test_it_is_started_again() -> None:
    server = Fallen(failures=2)
    watching = asyncio.create_task(watch(server, look=0, pauses=(0, 0, 0)))
    await server.back.wait()
    assert server.attempts == 3
    assert not watching.done()
    watching.cancel()


async def test_one_that_does_not_come_back_ends_the_process_with_a_reason() -> None:
    with pytest.raises(CommandError, match="2 attempts: no room on the disk"):
        await watch(Fallen(failures=9), look=0, pauses=(0, 0))


async def test_somebody_elses_server_is_left_alone() -> None:
    watching = asyncio.create_task(watch(None, look=0))
    await asyncio.sleep(0)
    assert not watching.done()
    watching.cancel()
