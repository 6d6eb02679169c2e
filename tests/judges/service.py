"""A running service for the judges: its own data folder, any free port, stopped at the end."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

import httpx

ADDRESS = re.compile(r"https?://[^\s\"']+:\d+")
START_SECONDS = 120
STOP_SECONDS = 60


class ServiceError(Exception):
    """The service did not start or did not stop as it should; the message carries what it said."""


@contextmanager
def service(owner_key: str) -> Iterator[str]:
    """Run `accord serve` and give its address. It has to stop by itself when it is told to."""
    with tempfile.TemporaryDirectory(prefix="accord-judges-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        settings = {"ACCORD_PORT": "0", "ACCORD_DATA_DIR": str(data), "ACCORD_OWNER_KEY": owner_key}
        process = subprocess.Popen(
            [Path(sys.executable).with_name("accord"), "serve"],
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said: list[str] = []
        addresses: SimpleQueue[str] = SimpleQueue()
        reader = threading.Thread(target=_read, args=(process, said, addresses), daemon=True)
        reader.start()
        try:
            address = _address(process, said, addresses)
            _wait_until_ready(process, address, said)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise ServiceError("The service did not stop on SIGTERM:\n" + "".join(said)) from None
            reader.join()


def _read(process: subprocess.Popen[str], said: list[str], addresses: SimpleQueue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if found := ADDRESS.search(line):
            addresses.put(found.group())
    addresses.put("")


def _address(process: subprocess.Popen[str], said: list[str], addresses: SimpleQueue[str]) -> str:
    try:
        address = addresses.get(timeout=START_SECONDS)
    except Empty:
        address = ""
    if not address:
        raise ServiceError(f"The service printed no address (exit code {process.poll()}):\n" + "".join(said))
    return address


def _wait_until_ready(process: subprocess.Popen[str], address: str, said: list[str]) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{address}/health/ready").is_success:
                return
        time.sleep(0.1)
    raise ServiceError("The service did not become ready:\n" + "".join(said))
