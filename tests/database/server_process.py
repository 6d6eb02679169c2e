"""A process that shares the embedded server: prints its address when ready, leaves on SIGTERM or SIGINT."""

import asyncio
import signal
import sys
from pathlib import Path

from database.embedded import EmbeddedServer


async def main(data_dir: Path) -> None:
    leave = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, leave.set)
    server = await EmbeddedServer.start(data_dir)
    try:
        sys.stdout.write(f"{server.dsn}\n")
        sys.stdout.flush()
        await leave.wait()
    finally:
        await server.stop()


asyncio.run(main(Path(sys.argv[1])))
