"""The ledger as the rest of the service sees it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Self

import asyncpg

from database.queries import load
from domain.kernel import Recorded
from eventstore import workspaces
from eventstore.announce import Announcer, Listener
from eventstore.appends import Append, Result, refusal, touched
from eventstore.codec import decode
from eventstore.conditions import Criterion
from eventstore.credentials import Credential
from eventstore.errors import UnknownWorkspace
from eventstore.faults import AnyConnection, reaching
from eventstore.group import GroupCommit, append_many
from eventstore.hints import Hints
from eventstore.reading import GroupRead, simple
from eventstore.workspaces import Workspace

QUERIES = load(__file__)
SHORT = 2000
# what acts rest on (the actor's sides, the policy) is the same few entries over and over; events never change
_decode_again = lru_cache(maxsize=2048)(decode)


class Earlier(NamedTuple):
    """What an idempotency key has recorded before."""

    digest: bytes
    first: int
    last: int
    recorded_at: datetime


class Boundary(NamedTuple):
    """The events that were asked for, oldest first, and the head at the same moment."""

    head: int
    epoch: int
    recorded: list[Recorded]
    earlier: Earlier | None


class Head(NamedTuple):
    """The end of a ledger. `frontier`: see merkle.py."""

    position: int
    epoch: int
    recorded_at: datetime | None
    frontier: tuple[bytes, ...]


class Entry(NamedTuple):
    """One event as the exact text in the ledger."""

    position: int
    text: str


class Store:
    """Boundaries go through the group read, appends through the group commit, other reads through the pool."""

    def __init__(self, pool: asyncpg.Pool, *, writers: int = 2) -> None:
        self.pool = pool
        self.hints = Hints()
        self.announcer = Announcer(pool)
        self.listener = Listener(pool, self.hints)
        self._group = GroupCommit(pool, self._changed, writers=writers)
        self._reads = GroupRead(pool)
        self._workspaces: dict[str, Workspace] = {}

    async def close(self) -> None:
        """Finish what is on its way; the pool stays open."""
        await self._reads.close()
        await self._group.close()
        await self.announcer.close()
        await self.listener.close()

    async def listen(self) -> None:
        """Turn what other processes record into `hints` too; this process's own appends always are."""
        with reaching():
            await self.listener.start()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def workspace(self, slug: str) -> Workspace:
        """Return the workspace of that slug; remembered, as neither slug nor sides ever change."""
        known = self._workspaces.get(slug)
        if known is None:
            with reaching():
                known = await workspaces.by_slug(self.pool, slug)
            if known is None:
                raise UnknownWorkspace(slug)
            self._workspaces[slug] = known
        return known

    async def read_boundary(
        self,
        workspace: Workspace,
        criteria: Sequence[Criterion],
        *,
        actor: str = "",
        key: str | None = None,
        credential: Credential | None = None,
    ) -> Boundary:
        """Read every event that matches one of the criteria, the head and what `key` recorded, in one snapshot.

        `credential` is confirmed no earlier than that; raises CredentialWithdrawn where it is revoked.
        """
        own, entries = await self._boundary(workspace, criteria, actor, key, credential)
        recorded = [_decode_again(text) if len(text) < SHORT else decode(text) for _, text in entries]
        earlier = None
        if own["digest"] is not None:
            earlier = Earlier(own["digest"], own["first"], own["last"], own["recorded_at"])
        return Boundary(own["head"], own["epoch"], recorded, earlier)

    async def boundary_entries(self, workspace: Workspace, criteria: Sequence[Criterion]) -> tuple[int, list[Entry]]:
        """Read the head and the entries of a boundary as they stand in the ledger."""
        own, entries = await self._boundary(workspace, criteria, "", None, None)
        return own["head"], entries

    async def read_tag(self, workspace: Workspace, tag: str, *, after: int = 0, limit: int = 1000) -> list[Recorded]:
        """Return one page of a tag's events, oldest first."""
        return [decode(entry.text) for entry in await self.tag_entries(workspace, tag, after=after, limit=limit)]

    async def tag_entries(self, workspace: Workspace, tag: str, *, after: int = 0, limit: int = 1000) -> list[Entry]:
        """Return one page of a tag's entries as they stand in the ledger."""
        return await self._entries(QUERIES.read_tag, workspace.workspace_id, tag, after, limit)

    async def tag_position(self, workspace: Workspace, tag: str) -> int:
        """Return the position of the last event with that tag, 0 where there is none."""
        with reaching():
            position: int | None = await self.pool.fetchval(QUERIES.tag_position, workspace.workspace_id, tag)
        return position or 0

    async def follow(self, workspace: Workspace, *, after: int = 0, limit: int = 1000) -> list[Recorded]:
        """Return the next events after a position, oldest first."""
        return [decode(entry.text) for entry in await self.entries(workspace, after=after, limit=limit)]

    async def entries(self, workspace: Workspace, *, after: int = 0, limit: int = 1000) -> list[Entry]:
        """Return the next entries after a position as they stand in the ledger."""
        return await self._entries(QUERIES.follow, workspace.workspace_id, after, limit)

    async def range(self, workspace: Workspace, first: int, last: int) -> list[Entry]:
        """Return the entries of the positions first to last."""
        return await self._entries(QUERIES.range, workspace.workspace_id, first, last)

    async def head(self, workspace: Workspace) -> Head:
        """Return where the ledger ends."""
        with reaching():
            row = await self.pool.fetchrow(QUERIES.head, workspace.workspace_id)
        if row is None:
            raise UnknownWorkspace(workspace.slug)
        return Head(row["head"], row["epoch"], row["recorded_at"], tuple(row["frontier"]))

    async def append(self, append: Append) -> Result:
        """Record events in a call shared with concurrent appends; raises what refused them."""
        result = await self._group.submit(append)
        if refused := refusal(append, result):
            raise refused
        return result

    async def append_chain(self, connection: AnyConnection, appends: Sequence[Append]) -> list[Result]:
        """Record appends that build on each other, in the caller's transaction; answers one result each.

        The caller reports them with `announce` after its commit.
        """
        with reaching():
            return await append_many(connection, appends, chain=True)

    def announce(self, appends: Sequence[Append], results: Sequence[Result]) -> None:
        """Tell who follows that these appends were committed."""
        for workspace_id, head in touched(appends, results).items():
            self._changed(workspace_id, head)

    def _changed(self, workspace_id: int, head: int) -> None:
        self.hints.changed(workspace_id, head)
        self.announcer.changed(workspace_id, head)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AnyConnection]:
        """Open a transaction for appends that must stand or fall with other rows."""
        with reaching():
            async with self.pool.acquire() as connection, connection.transaction():
                yield connection

    async def _boundary(
        self,
        workspace: Workspace,
        criteria: Sequence[Criterion],
        actor: str,
        key: str | None,
        credential: Credential | None,
    ) -> tuple[asyncpg.Record, list[Entry]]:
        if simple(criteria):
            with reaching():
                found = await self._reads.read(workspace.workspace_id, criteria, actor, key, credential)
            if found is None:
                raise UnknownWorkspace(workspace.slug)
            return found.own, [Entry(position, found.entries[position]) for position in sorted(found.entries)]
        with reaching():
            if credential is not None:
                await self._reads.read(workspace.workspace_id, (), "", None, credential)
            rows = await self.pool.fetch(
                QUERIES.read_boundary,
                workspace.workspace_id,
                [criterion.tags for criterion in criteria],
                [criterion.types for criterion in criteria],
                [criterion.newest for criterion in criteria],
                actor,
                key,
            )
        if not rows:
            raise UnknownWorkspace(workspace.slug)
        return rows[0], [Entry(row["position"], row["entry"]) for row in rows if row["position"] is not None]

    async def _entries(self, query: str, *arguments: object) -> list[Entry]:
        with reaching():
            rows = await self.pool.fetch(query, *arguments)
        return [Entry(row["position"], row["entry"]) for row in rows]
