"""Proofs about a workspace's ledger, each under a signed checkpoint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from eventstore.faults import reaching
from eventstore.merkle import root
from eventstore.proving import paths, subtrees
from eventstore.proving.checkpoints import Checkpoint, origin_of
from eventstore.proving.keyring import Keyring
from eventstore.proving.notes import encoded
from eventstore.store import Head, Store
from eventstore.workspaces import Workspace

FORM = "c2sp.org/tlog-proof@v1"
MOST = 1000
PAGE = 100


class OutsideError(LookupError):
    """The ledger has no such position or size (yet)."""


class Inclusion(msgspec.Struct, frozen=True):
    """A leaf, counted from 0, and the hashes beside its way up."""

    index: int
    leaf: bytes
    path: tuple[bytes, ...]


class Proven(NamedTuple):
    """Something proven under a checkpoint, and the signed note of it."""

    checkpoint: Checkpoint
    note: str
    inclusions: tuple[Inclusion, ...]
    entries: tuple[str, ...] = ()


class Continued(NamedTuple):
    """How the ledger at one size continues that of a smaller one."""

    old: Checkpoint
    new: Checkpoint
    note: str
    path: tuple[bytes, ...]


class Prover(NamedTuple):
    """Proves what the ledgers of a store hold."""

    store: Store
    keyring: Keyring

    async def checkpoint(self, workspace: Workspace, size: int | None = None) -> Checkpoint:
        """The state at a size, the newest unless told otherwise."""
        return await self._state(workspace, await self._head(workspace, size), size)

    def sign(self, checkpoint: Checkpoint, at: datetime) -> str:
        """The signed note of a checkpoint, as anybody outside may keep it."""
        return self.keyring.sign(checkpoint, at)

    async def checkpoints(self) -> AsyncIterator[Checkpoint]:
        """The newest state of every ledger that holds something."""
        after = 0
        while True:
            with reaching():
                rows = await self.store.pool.fetch(subtrees.QUERIES.states_after, after, PAGE)
            for row in rows:
                origin = origin_of(self.keyring.instance, row["slug"], row["epoch"])
                yield Checkpoint(origin, row["head"], root(row["frontier"]))
            if len(rows) < PAGE:
                return
            after = rows[-1]["workspace_id"]

    async def inclusion(self, workspace: Workspace, position: int, size: int | None, at: datetime) -> Proven:
        """Prove that the event at a position is in the ledger."""
        head = await self._head(workspace, size)
        size = head.position if size is None else size
        if not 0 < position <= size:
            raise OutsideError(f"There is no position {position} within the first {size}.")
        checkpoint = await self._state(workspace, head, size)
        return Proven(checkpoint, self.sign(checkpoint, at), await self._paths(workspace, [position], size))

    async def history(self, workspace: Workspace, tag: str, at: datetime) -> Proven:
        """Prove that the first thousand events of a tag are in the ledger, entry by entry."""
        head = await self._head(workspace, None)
        with reaching():
            rows = await self.store.pool.fetch(
                subtrees.QUERIES.positions_of_tag, workspace.workspace_id, tag, head.position, MOST
            )
        checkpoint = await self._state(workspace, head, None)
        inclusions = await self._paths(workspace, [row["position"] for row in rows], head.position)
        return Proven(checkpoint, self.sign(checkpoint, at), inclusions, tuple(row["entry"] for row in rows))

    async def consistency(self, workspace: Workspace, old: int, size: int | None, at: datetime) -> Continued:
        """Prove that the ledger at `size` begins with what it was at `old`."""
        head = await self._head(workspace, size)
        size = head.position if size is None else size
        if not 0 <= old <= size:
            raise OutsideError(f"{size} events cannot continue {old}.")
        new = await self._state(workspace, head, size)
        older = await self._state(workspace, head, old)
        ranges = paths.consistency(old, size)
        with reaching():
            await subtrees.fill(self.store.pool, workspace.workspace_id, size)
            found = await subtrees.roots(self.store.pool, workspace.workspace_id, ranges)
        return Continued(older, new, self.sign(new, at), tuple(found[each] for each in ranges))

    async def _head(self, workspace: Workspace, size: int | None) -> Head:
        head = await self.store.head(workspace)
        if size is not None and not 0 <= size <= head.position:
            raise OutsideError(f"The ledger has {head.position} events, not {size}.")
        return head

    async def _state(self, workspace: Workspace, head: Head, size: int | None) -> Checkpoint:
        origin = origin_of(self.keyring.instance, workspace.slug, head.epoch)
        if size is None or size == head.position:
            return Checkpoint(origin, head.position, root(head.frontier))
        with reaching():
            await subtrees.fill(self.store.pool, workspace.workspace_id, size)
            found = await subtrees.roots(self.store.pool, workspace.workspace_id, [(0, size)])
        return Checkpoint(origin, size, found[0, size])

    async def _paths(self, workspace: Workspace, positions: list[int], size: int) -> tuple[Inclusion, ...]:
        wanted = {position - 1: paths.inclusion(position - 1, size) for position in positions}
        leaves = [(index, index + 1) for index in wanted]
        with reaching():
            await subtrees.fill(self.store.pool, workspace.workspace_id, size)
            found = await subtrees.roots(
                self.store.pool, workspace.workspace_id, [*leaves, *(each for way in wanted.values() for each in way)]
            )
        return tuple(
            Inclusion(index, found[index, index + 1], tuple(found[each] for each in way))
            for index, way in wanted.items()
        )


def proof_text(inclusion: Inclusion, note: str) -> str:
    """An inclusion as a proof file (c2sp.org/tlog-proof)."""
    return "\n".join([FORM, f"index {inclusion.index}", *map(encoded, inclusion.path), "", note])
