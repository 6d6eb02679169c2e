"""Who in this process wants to hear that a workspace has changed. A hint may be missing or late, so sweep as well."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watcher = Callable[[int, int], None]


class Ear:
    """Waits for a hint about one workspace; hints that came while nobody waited count."""

    def __init__(self) -> None:
        self._heard = asyncio.Event()

    def hint(self) -> None:
        """Wake whoever waits, now or next."""
        self._heard.set()

    async def heard(self, seconds: float) -> bool:
        """Wait for a hint since the last call; False where none came in time."""
        try:
            async with asyncio.timeout(seconds):
                await self._heard.wait()
        except TimeoutError:
            return False
        self._heard.clear()
        return True


class Hints:
    """Spreads hints from this process's own appends and from other processes."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self._ears: dict[int, set[Ear]] = {}

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher(workspace id, head)` for each change; (0, 0) says that hints may have been missed."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Stop calling it."""
        self._watchers.remove(watcher)

    @contextmanager
    def listening(self, workspace_id: int) -> Iterator[Ear]:
        """Open an ear for a workspace: look at the ledger inside the block, then wait, then look again."""
        ear = Ear()
        self._ears.setdefault(workspace_id, set()).add(ear)
        try:
            yield ear
        finally:
            ears = self._ears[workspace_id]
            ears.discard(ear)
            if not ears:
                del self._ears[workspace_id]

    def changed(self, workspace_id: int, head: int) -> None:
        """Spread that a workspace has a new head."""
        for watcher in tuple(self._watchers):
            watcher(workspace_id, head)
        for ear in self._ears.get(workspace_id, ()):
            ear.hint()

    def missed(self) -> None:
        """Spread that hints may have been lost: everyone looks."""
        for watcher in tuple(self._watchers):
            watcher(0, 0)
        for ears in self._ears.values():
            for ear in ears:
                ear.hint()
