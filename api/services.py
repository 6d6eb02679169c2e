"""What the composition root hands to the API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

import asyncpg
import msgspec

from eventstore.accesses.log import DAYS
from eventstore.proving.keyring import Keyring
from eventstore.store import Store
from eventstore.workspaces import Workspace


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """What one key may ask: `requests` in `seconds`, refilled evenly; a full bucket may be spent at once."""

    requests: int = 60_000
    seconds: int = 60


class Importer(Protocol):
    """Takes a file of commands in over HTTP."""

    async def run(self, workspace: Workspace, actor: str, chunks: AsyncIterator[bytes]) -> dict[str, Any]:
        """Read the whole stream and answer what became of it: `sha256`, `lines`, `recorded`, `repeated`, `refused`."""
        ...


Health = Callable[[], Awaitable[dict[str, Any]]]


class Services(msgspec.Struct, frozen=True, kw_only=True):
    """The living parts behind the routes.

    `secret` signs cursors and digests, `keyring` checkpoints; `clock` tells UTC; `new_id` answers a fresh id for a
    prefix. `access_days`: how long the access log is kept. `health` answers what each projection reports (position,
    lag, error). `importer` is None where imports over HTTP are switched off. Once `ending` is set, requests that wait
    answer with what they have.
    """

    pool: asyncpg.Pool
    store: Store
    secret: bytes
    keyring: Keyring
    clock: Callable[[], datetime]
    new_id: Callable[[str], str]
    rate: Rate = Rate()
    access_days: int = DAYS
    importer: Importer | None = None
    health: Health | None = None
    ending: asyncio.Event = msgspec.field(default_factory=asyncio.Event)
    on_startup: tuple[Callable[[], Awaitable[None]], ...] = ()
    on_shutdown: tuple[Callable[[], Awaitable[None]], ...] = ()
