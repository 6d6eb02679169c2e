"""Group read: concurrent commands of this process read their boundaries in one call and one snapshot.

A lone read goes out at once. While every reader is busy, reads gather and the next free one takes all of them. What
several of them ask for (the policy, an actor's roles) is looked up once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

import asyncpg

from database.queries import load
from eventstore.conditions import SEPARATOR, Criterion
from eventstore.credentials import Credential
from eventstore.errors import CredentialWithdrawn
from eventstore.packing import numbers, sparse_texts, texts

QUERIES = load(__file__)


class Found(NamedTuple):
    """A command's own row (head, epoch and what its key recorded) and its matches by position."""

    own: asyncpg.Record
    entries: dict[int, str]


class _Waiting(NamedTuple):
    workspace_id: int
    criteria: Sequence[Criterion]
    actor: str
    key: str | None
    credential: Credential | None
    answer: asyncio.Future[Found | None]


def simple(criteria: Sequence[Criterion]) -> bool:
    """Whether each criterion has exactly one tag and names its types: what the shared call can read."""
    return all(each.tags and each.types and SEPARATOR not in each.tags for each in criteria)


class GroupRead:
    """Shares calls of read_boundaries among concurrent readers."""

    def __init__(self, pool: asyncpg.Pool, *, readers: int = 2, largest: int = 64) -> None:
        self._pool = pool
        self._free = readers
        self._largest = largest
        self._waiting: deque[_Waiting] = deque()
        self._reading: set[asyncio.Task[None]] = set()
        self._scheduled = False

    async def read(
        self,
        workspace_id: int,
        criteria: Sequence[Criterion],
        actor: str,
        key: str | None,
        credential: Credential | None = None,
    ) -> Found | None:
        """Read one boundary of simple criteria; None where there is no such workspace.

        The same snapshot confirms the credential, else CredentialWithdrawn is raised.
        """
        loop = asyncio.get_running_loop()
        waiting = _Waiting(workspace_id, criteria, actor, key, credential, loop.create_future())
        self._waiting.append(waiting)
        if not self._scheduled and self._free:
            self._scheduled = True
            loop.call_soon(self._dispatch)
        return await waiting.answer

    async def close(self) -> None:
        """Wait for what is on its way."""
        while self._reading:
            await asyncio.wait(self._reading)

    def _dispatch(self) -> None:
        self._scheduled = False
        while self._free and self._waiting:
            batch: list[_Waiting] = []
            while self._waiting and len(batch) < self._largest:
                waiting = self._waiting.popleft()
                if not waiting.answer.done():
                    batch.append(waiting)
            if not batch:
                return
            self._free -= 1
            task = asyncio.create_task(self._read(batch))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def _read(self, batch: list[_Waiting]) -> None:
        try:
            await self._answer(batch)
        finally:
            self._free += 1
            self._dispatch()

    async def _answer(self, batch: list[_Waiting]) -> None:
        asked = _Asked(batch)
        try:
            rows = await self._pool.fetch(QUERIES.read_boundaries, *asked.arguments())
        except Exception as fault:  # noqa: BLE001 - whatever it is goes to the readers that it concerns
            if len(batch) > 1:
                for waiting in batch:
                    await self._answer([waiting])
            elif not batch[0].answer.done():
                batch[0].answer.set_exception(fault)
            return
        withdrawn, found = asked.sorted_out(rows)
        for waiting, answer in zip(batch, found, strict=True):
            if waiting.answer.done():
                continue
            credential = waiting.credential
            if credential is not None:
                if credential.sha256 in withdrawn:
                    waiting.answer.set_exception(CredentialWithdrawn("the key is revoked"))
                    continue
                credential.confirmed = True
            waiting.answer.set_result(answer)


class _Asked:
    """What a call asks for, and who gets what it finds.

    What several commands ask for together stands in the call as one more command, whose answer goes to each of them.
    """

    def __init__(self, batch: Sequence[_Waiting]) -> None:
        self._batch = batch
        askers: dict[tuple[int, Criterion], list[int]] = {}
        for number, waiting in enumerate(batch):
            for each in waiting.criteria:
                askers.setdefault((waiting.workspace_id, each), []).append(number)
        self._groups: dict[tuple[int, ...], int] = {(number,): number for number in range(len(batch))}
        self._criteria = [
            (self._groups.setdefault(tuple(group), len(self._groups)) + 1, each) for (_, each), group in askers.items()
        ]

    def arguments(self) -> list[Any]:
        """The parameters of read_boundaries."""
        batch, shared = self._batch, [group[0] for group in self._groups][len(self._batch) :]
        return [
            numbers([each.workspace_id for each in (*batch, *(batch[first] for first in shared))]),
            texts([*(waiting.actor for waiting in batch), *("" for _ in shared)]),
            sparse_texts([*(waiting.key for waiting in batch), *(None for _ in shared)]),
            numbers([number for number, _ in self._criteria]),
            texts([tags for _, (tags, _, _) in self._criteria]),
            texts([types for _, (_, types, _) in self._criteria]),
            ",".join(["t" if newest else "f" for _, (_, _, newest) in self._criteria]),
            list({waiting.credential.sha256 for waiting in batch if waiting.credential}),
        ]

    def sorted_out(self, rows: Sequence[asyncpg.Record]) -> tuple[set[bytes], list[Found | None]]:
        """Sort the rows: the keys that are withdrawn, and what each command finds."""
        groups, commands = list(self._groups), len(self._batch)
        withdrawn: set[bytes] = set()
        found: list[Found | None] = [None] * commands
        matches = []
        for row in rows:
            command, position = row["command"], row["position"]
            if position is not None:
                matches.append((command, position, row["entry"]))
            elif not command:
                withdrawn.add(row["digest"])
            elif command <= commands:
                found[command - 1] = Found(row, {})
        for command, position, entry in matches:
            for number in groups[command - 1]:
                if (one := found[number]) is not None:
                    one.entries[position] = entry
        return withdrawn, found
