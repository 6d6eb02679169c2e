"""Advisory file locks: the kernel lets them go when a process dies, however it dies."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PAUSE = 0.02  # seconds between two attempts


@dataclass(frozen=True, kw_only=True)
class FileLock:
    descriptor: int

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the lock, its folder made if missing, without taking it. Programs that we start do not inherit it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(descriptor=os.open(path, os.O_RDWR | os.O_CREAT, 0o600))

    def close(self) -> None:
        os.close(self.descriptor)

    def share(self) -> bool:
        """Hold the lock together with others; False while someone holds it alone."""
        return self._attempt(fcntl.LOCK_SH)

    def take(self) -> bool:
        """Hold the lock alone. False, and whatever share we had is gone, while someone else holds it."""
        return self._attempt(fcntl.LOCK_EX)

    def wait(self) -> None:
        """Hold the lock alone; the thread stands still until it is free."""
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Hold the lock alone for a while, waiting for it as long as it takes."""
        while not self.take():  # noqa: ASYNC110 - the kernel tells no event loop that a file lock is free
            await asyncio.sleep(PAUSE)
        try:
            yield
        finally:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def _attempt(self, operation: int) -> bool:
        try:
            fcntl.flock(self.descriptor, operation | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
