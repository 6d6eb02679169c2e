"""Keeps projections current: woken by announcements, made certain by sweeps, in as many processes as one likes."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any

from database.queries import load
from eventstore import workspaces
from eventstore.errors import UnknownWorkspace
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections import reports
from projections.batches import Fenced, StandsStill
from projections.following import TRANSIENT, follow
from projections.leases import Leases, leading
from projections.projector import Group
from projections.rebuilding import rebuild_workspace

QUERIES = load(__file__)
LOGGER = logging.getLogger("accord.projections")
AT_ONCE = 4
BALANCE_SECONDS = 2.0
SAFETY_SECONDS = 15.0
FULL_SECONDS = 600.0
SAFETY_MARGIN = 60.0
SWEEP_PAGE = 2000
MOST_KNOWN = 10_000
PAUSE_AFTER_FAULT = 1.0

Progress = Callable[[str, int, int], None]


class Runner:
    """Follows the ledgers of the workspaces that this worker leads."""

    def __init__(self, store: Store, groups: tuple[Group, ...], *, worker: str) -> None:
        self.store = store
        self.groups = groups
        self.worker = f"{worker}:{secrets.token_hex(4)}"  # a restarted worker tries again what stood still
        self._names = [group.name for group in groups]
        self._known: dict[int, Workspace] = {}  # neither slug nor sides ever change
        self._dirty: dict[int, int] = {}
        self._busy: set[int] = set()
        self._wake = asyncio.Event()
        self._sweep_soon = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Keep projections current until told to stop; a database that is out of reach is waited for."""
        self.store.hints.watch(self._hinted)
        try:
            while not stop.is_set():
                try:
                    await self.store.listen()
                    async with leading(self.store.pool, self.worker) as leases:
                        await self._lead(leases, stop)
                except TRANSIENT as fault:
                    LOGGER.warning("projections wait for the database: %s", fault)
                    await _either(stop, PAUSE_AFTER_FAULT)
        finally:
            self.store.hints.unwatch(self._hinted)

    def changed(self, workspace_id: int, head: int) -> None:
        """Note that a workspace has events up to `head`."""
        self._dirty[workspace_id] = max(head, self._dirty.get(workspace_id, 0))
        self._wake.set()

    def _hinted(self, workspace_id: int, head: int) -> None:
        if workspace_id:
            self.changed(workspace_id, head)
        else:  # hints may have been missed
            self._sweep_soon.set()

    async def catch_up(self, workspace_id: int) -> int:
        """Read one workspace to its end now, even where it stood still; answer the position reached by all groups."""
        workspace = await workspaces.by_id(self.store.pool, workspace_id)
        if workspace is None:
            raise UnknownWorkspace(f"no workspace {workspace_id}")
        return min(
            [await follow(self.store.pool, group, workspace, worker=self.worker, again=True) for group in self.groups]
        )

    async def retry(self, workspace_id: int) -> None:
        """Let whoever leads the workspace try again what stood still."""
        await self.store.pool.execute(QUERIES.forgive, workspace_id)
        head: int = await self.store.pool.fetchval(QUERIES.head, workspace_id) or 0
        self.store.hints.changed(workspace_id, head)
        self.store.announcer.changed(workspace_id, head)

    async def rebuild(
        self, workspace_id: int | None = None, projector: str | None = None, progress: Progress | None = None
    ) -> None:
        """Build rows anew beside the live ones, for one workspace or all, one group (by name) or all."""
        after, pool = 0, self.store.pool
        while True:
            if workspace_id is not None:
                one = await workspaces.by_id(pool, workspace_id)
                page = [one] if one else []
            else:
                page = await workspaces.page(pool, after=after)
            for workspace in page:
                for group in self.groups:
                    if projector in {None, group.name}:
                        await rebuild_workspace(pool, group, workspace, progress=progress)
                after = workspace.workspace_id
            if workspace_id is not None or not page:
                return

    async def status(self) -> list[reports.GroupStatus]:
        """How far each group is, over all workspaces."""
        return await reports.status(self.store.pool, self.groups)

    async def health(self) -> dict[str, Any]:
        """What probes ask: who is behind, and what stands still."""
        return await reports.health(self.store.pool, self.groups)

    async def _lead(self, leases: Leases, stop: asyncio.Event) -> None:
        lost = asyncio.Event()

        def ended(_connection: object) -> None:
            lost.set()

        connection = leases.connection
        connection.add_termination_listener(ended)
        tasks = {asyncio.create_task(self._sweep(leases)), asyncio.create_task(self._dispatch(leases))}
        ends = {asyncio.create_task(stop.wait()), asyncio.create_task(lost.wait())}
        try:
            done, _ = await asyncio.wait(tasks | ends, return_when=asyncio.FIRST_COMPLETED)
            for task in done & tasks:
                task.result()
        finally:
            for task in tasks | ends:
                task.cancel()
            await asyncio.gather(*tasks, *ends, return_exceptions=True)
            if not connection.is_closed():
                connection.remove_termination_listener(ended)

    async def _dispatch(self, leases: Leases) -> None:
        async with asyncio.TaskGroup() as tasks:
            while True:
                await self._wake.wait()
                self._wake.clear()
                for workspace_id in list(self._dirty):
                    if len(self._busy) == AT_ONCE:
                        break
                    if workspace_id in self._busy:
                        continue
                    head, fence = self._dirty.pop(workspace_id), leases.fence(workspace_id)
                    if fence is not None:
                        self._busy.add(workspace_id)
                        tasks.create_task(self._follow(workspace_id, head, fence))

    async def _follow(self, workspace_id: int, head: int, fence: int) -> None:
        try:
            workspace = self._known.get(workspace_id) or await workspaces.by_id(self.store.pool, workspace_id)
            if workspace is None:
                return
            if len(self._known) < MOST_KNOWN:
                self._known[workspace_id] = workspace
            for group in self.groups:
                try:
                    await follow(self.store.pool, group, workspace, worker=self.worker, fence=fence, upto=head)
                except (Fenced, StandsStill):
                    LOGGER.debug("%s of %s is not followed here", group.name, workspace.slug)
        except TRANSIENT as fault:
            LOGGER.warning("workspace %d is tried again: %s", workspace_id, fault)
            asyncio.get_running_loop().call_later(PAUSE_AFTER_FAULT, self.changed, workspace_id, head)
        finally:
            self._busy.discard(workspace_id)
            self._wake.set()

    async def _sweep(self, leases: Leases) -> None:
        loop = asyncio.get_running_loop()
        safety = full = loop.time()
        while True:
            now = loop.time()
            taken = await leases.balance()
            if self._sweep_soon.is_set() or now >= full + FULL_SECONDS:
                self._sweep_soon.clear()
                full, taken = now, list(leases.fences)
            if taken:
                await self._sweep_all(leases, taken)
            elif now >= safety + SAFETY_SECONDS:
                safety = now
                lately = SAFETY_SECONDS * 2 + SAFETY_MARGIN
                for row in await leases.connection.fetch(
                    QUERIES.behind_lately, lately, list(leases.fences), self._names, self.worker
                ):
                    self.changed(row["workspace_id"], row["head"])
            await _either(self._sweep_soon, BALANCE_SECONDS)

    async def _sweep_all(self, leases: Leases, shards: list[int]) -> None:
        after = 0
        while page := await leases.connection.fetch(
            QUERIES.behind, after, shards, SWEEP_PAGE, self._names, self.worker
        ):
            after = page[-1]["workspace_id"]
            for row in page:
                if row["behind"]:
                    self.changed(row["workspace_id"], row["head"])


async def _either(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
