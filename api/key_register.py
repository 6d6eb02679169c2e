"""Which keys there are. Concurrent look-ups share one statement, so every request sees the latest revocations.

A look-up that arrives while a statement runs waits for the next one. What a key stands for never changes once it is
accepted, except that it is revoked or expires; so a valid one is remembered for requests that ask the database anyway
and confirm it then (see eventstore/credentials.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import asyncpg
import msgspec

from api.keys import NewKey
from database.queries import load
from eventstore.faults import reaching

QUERIES = load(__file__)
USE_IS_NOTED_EVERY = timedelta(minutes=5)
REMEMBERED = 10_000


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key as the database knows it. `workspace_id` None: an instance key."""

    prefix: str
    workspace_id: int | None
    holder: str
    scopes: frozenset[str]
    expires_at: datetime | None
    accepted_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class KeyRegister:
    """Finds and adds keys; they are accepted and revoked beside the events that say so."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._waiting: dict[bytes, asyncio.Future[KeyRow | None]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._remembered: dict[bytes, KeyRow] = {}
        self._noted: dict[str, datetime] = {}
        self._notes: set[asyncio.Task[None]] = set()

    def recall(self, sha256: bytes) -> KeyRow | None:
        """Find a key that was valid when it was last looked up; it has to be confirmed before anything is answered."""
        return self._remembered.get(sha256)

    async def find(self, sha256: bytes) -> KeyRow | None:
        """Find a key by its digest, with everything committed before this call."""
        found = self._waiting.get(sha256)
        if found is None:
            found = self._waiting[sha256] = asyncio.get_running_loop().create_future()
            if self._reader is None:
                self._reader = asyncio.create_task(self._read_waiting())
        return await asyncio.shield(found)

    async def _read_waiting(self) -> None:
        try:
            while self._waiting:
                asked, self._waiting = self._waiting, {}
                try:
                    rows = await self._rows(list(asked))
                except Exception as error:  # noqa: BLE001 - whatever it was, every waiting request must hear it
                    for future in asked.values():
                        future.set_exception(error)
                        future.exception()
                    continue
                for sha256, future in asked.items():
                    row = rows.get(sha256)
                    self._remember(sha256, row)
                    future.set_result(row)
        finally:
            self._reader = None

    def _remember(self, sha256: bytes, row: KeyRow | None) -> None:
        self._remembered.pop(sha256, None)
        if row is not None and row.revoked_at is None and row.accepted_at is not None:
            self._remembered[sha256] = row
            if len(self._remembered) > REMEMBERED:
                del self._remembered[next(iter(self._remembered))]

    async def _rows(self, digests: list[bytes]) -> dict[bytes, KeyRow]:
        with reaching():
            rows = await self._pool.fetch(QUERIES.keys_by_digest, digests)
        return {
            row["sha256"]: KeyRow(
                prefix=row["prefix"],
                workspace_id=row["workspace_id"],
                holder=row["holder"],
                scopes=frozenset(row["scopes"]),
                expires_at=row["expires_at"],
                accepted_at=row["accepted_at"],
                revoked_at=row["revoked_at"],
                last_used_at=row["last_used_at"],
            )
            for row in rows
        }

    def forget(self, sha256: bytes) -> None:
        """Remember a key no longer."""
        self._remembered.pop(sha256, None)

    def note_use(self, row: KeyRow, now: datetime) -> None:
        """Note that a key was used, beside the request and every few minutes only."""
        last = self._noted.get(row.prefix) or row.last_used_at
        if last is not None and now - last < USE_IS_NOTED_EVERY:
            return
        self._noted[row.prefix] = now
        note = asyncio.create_task(self._note(row.prefix, now))
        self._notes.add(note)
        note.add_done_callback(self._notes.discard)

    async def _note(self, prefix: str, now: datetime) -> None:
        with reaching():
            await self._pool.execute(QUERIES.key_used, prefix, now)

    async def close(self) -> None:
        """Wait for the notes under way."""
        await asyncio.gather(*self._notes, return_exceptions=True)

    async def add(
        self,
        key: NewKey,
        *,
        key_id: str,
        workspace_id: int | None,
        holder: str,
        scopes: Iterable[str],
        expires_at: datetime | None = None,
        accepted_at: datetime | None = None,
    ) -> None:
        """Make a key known; one that has the same id already stays as it is."""
        with reaching():
            await self._pool.execute(
                QUERIES.insert_key,
                key_id,
                key.sha256,
                key.prefix,
                workspace_id,
                holder,
                sorted(scopes),
                expires_at,
                accepted_at,
            )
