"""`accord serve` and `accord worker`: what runs until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn

from api.app import create_app
from api.services import Rate
from service.arguments import Subcommands
from service.databases import database
from service.exits import CommandError
from service.heads import BoundedHeads
from service.keys import owner_key
from service.logs import configure_logs
from service.running import Parts, opened_parts
from service.secrets import service_secret, signing_keyring
from service.settings import Settings, add_options
from service.watching import Server as Watched
from service.watching import watch

GRACE = 10
GARBAGE = (20_000, 20, 20)
"""Requests leave many small objects and hardly any cycles: looking for these by default takes a tenth of an act."""


def add_commands(subcommands: Subcommands) -> None:
    """Add `serve` and `worker`."""
    serving = subcommands.add_parser("serve", help="start the HTTP API, with projections unless told otherwise")
    serving.add_argument("--no-workers", action="store_true", help="only the API; run `accord worker` beside it")
    add_options(
        serving,
        "ACCORD_HOST",
        "ACCORD_PORT",
        "ACCORD_DATA_DIR",
        "ACCORD_DATABASE_URL",
        "ACCORD_OWNER_KEY",
        "ACCORD_SECRET",
        "ACCORD_INSTANCE",
        "ACCORD_SIGNING_KEYS",
        "ACCORD_CHECKPOINT_FILE",
        "ACCORD_KEY_RATE",
        "ACCORD_ACCESS_LOG_DAYS",
        "ACCORD_LOG_FORMAT",
    )
    serving.set_defaults(run=serve)
    working = subcommands.add_parser("worker", help="keep the projections current, without the API")
    add_options(
        working,
        "ACCORD_DATA_DIR",
        "ACCORD_DATABASE_URL",
        "ACCORD_SECRET",
        "ACCORD_INSTANCE",
        "ACCORD_SIGNING_KEYS",
        "ACCORD_CHECKPOINT_FILE",
        "ACCORD_LOG_FORMAT",
    )
    working.set_defaults(run=work)


class Server(uvicorn.Server):
    """uvicorn without its own signal handling: it raises the signal again at the end and nothing else could finish.

    Says where it listens once it does.
    """

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the service."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, spare what is there for good from the search for garbage, then tell the address."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        for listener in sockets or ():
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"Accord listens on http://{shown}:{port} (docs at /docs)", flush=True)


@asynccontextmanager
async def until_told() -> AsyncIterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    try:
        yield told
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def serve(options: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; requests under way get ten seconds to end."""
    settings = Settings.read(vars(options))
    configure_logs(settings.log_format)
    with _listening(settings) as listener:
        async with until_told() as told, database(settings) as address:
            secret = await service_secret(settings)
            keyring = await signing_keyring(settings, secret)
            rate = Rate(requests=settings.key_rate)
            async with opened_parts(
                address,
                secret,
                keyring,
                projecting=not options.no_workers,
                rate=rate,
                access_days=settings.access_log_days,
                checkpoint_file=settings.checkpoint_file,
            ) as parts:
                made = await owner_key(parts.pool, settings.owner_key)
                if made:
                    print(f"owner key, shown this once: {made}", flush=True)
                await _serve(parts, listener, told, address.server)
    return 0


async def _serve(parts: Parts, listener: socket.socket, told: asyncio.Event, database_server: Watched | None) -> None:
    config = uvicorn.Config(
        create_app(parts.services),
        http=BoundedHeads,
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(_until(told, database_server))
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        parts.services.ending.set()
        server.should_exit = True
        await serving
        await _settled(stopping)


async def _until(told: asyncio.Event, database_server: Watched | None) -> None:
    """Wait for the word to stop; raises CommandError once the embedded PostgreSQL is lost."""
    waiting, watching = asyncio.create_task(told.wait()), asyncio.create_task(watch(database_server))
    try:
        done, _ = await asyncio.wait({waiting, watching}, return_when=asyncio.FIRST_COMPLETED)
        if watching in done:
            watching.result()
    finally:
        for task in (waiting, watching):
            task.cancel()
        await asyncio.gather(waiting, watching, return_exceptions=True)


async def _settled(task: asyncio.Task[None]) -> None:
    """End a task; raises what it failed with."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise CommandError(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}.") from error
    listener.set_inheritable(True)
    return listener


async def work(options: argparse.Namespace) -> int:
    """Run the projections until SIGINT or SIGTERM."""
    settings = Settings.read(vars(options))
    configure_logs(settings.log_format)
    async with until_told() as told, database(settings) as address:
        secret = await service_secret(settings)
        keyring = await signing_keyring(settings, secret)
        async with opened_parts(address, secret, keyring, projecting=True, checkpoint_file=settings.checkpoint_file):
            print("worker runs", flush=True)
            await _until(told, address.server)
    return 0
