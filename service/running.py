"""The living parts of one process: pool, store, projections and what the API needs of them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from os import getpid
from pathlib import Path

import asyncpg
import msgspec

from api.services import Rate, Services
from database.pool import connect_pool
from eventstore.accesses.log import DAYS
from eventstore.proving.keyring import Keyring
from eventstore.proving.proofs import Prover
from eventstore.store import Store
from projections.cleaning.turns import Cleaning
from projections.groups import PROJECTORS
from projections.runner import Runner
from service.checkpointing import CheckpointFile
from service.clock import fresh_id, utc_now
from service.databases import DatabaseAddress
from service.expiring import Expiry
from service.http_importing import HttpImporter

CONNECTIONS = 16
RATE = Rate()


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What is running."""

    pool: asyncpg.Pool
    store: Store
    runner: Runner
    services: Services


@asynccontextmanager
async def opened_parts(
    address: DatabaseAddress,
    secret: bytes,
    keyring: Keyring,
    *,
    projecting: bool,
    rate: Rate = RATE,
    access_days: int = DAYS,
    checkpoint_file: Path | None = None,
) -> AsyncIterator[Parts]:
    """Open everything on a database; with `projecting` this process keeps the projections current and deadlines too.

    A fault that ends the projections ends the process: nothing may look healthy and stand still.
    """
    pool = await connect_pool(address.dsn, minimum=2, maximum=CONNECTIONS)
    try:
        async with Store(pool) as store:
            runner = Runner(store, PROJECTORS, worker=f"{socket.gethostname()}:{getpid()}")
            services = Services(
                pool=pool,
                store=store,
                secret=secret,
                keyring=keyring,
                clock=utc_now,
                new_id=fresh_id,
                rate=rate,
                access_days=access_days,
                importer=HttpImporter(store, secret),
                health=runner.health,
            )
            parts = Parts(pool=pool, store=store, runner=runner, services=services)
            if not projecting:
                yield parts
                return
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(runner.run(stop))
                expiry = Expiry(store, clock=utc_now, new_id=fresh_id, secret=secret)
                turns = [tasks.create_task(expiry.run()), tasks.create_task(Cleaning(runner).run())]
                if checkpoint_file is not None:
                    writer = CheckpointFile(Prover(store, keyring), checkpoint_file, clock=utc_now)
                    turns.append(tasks.create_task(writer.run()))
                try:
                    yield parts
                finally:
                    stop.set()
                    for turn in turns:
                        turn.cancel()
    finally:
        await pool.close()
