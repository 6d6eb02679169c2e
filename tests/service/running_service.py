"""A real `accord` process on an embedded PostgreSQL in a folder of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

ACCORD = Path(sys.executable).with_name("accord")
PATIENCE = 90.0


class RunningService(NamedTuple):
    """Where it answers, the owner key that it printed (if any) and its process."""

    address: str
    key: str
    process: subprocess.Popen[str]
    data_dir: Path

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; answers the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def client(self, key: str = "") -> httpx.Client:
        """An HTTP client with a key."""
        headers = {"Authorization": f"Bearer {key or self.key}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=30, trust_env=False)


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of an accord process: nothing of this machine's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
    return {**kept, "ACCORD_DATA_DIR": str(data_dir), "ACCORD_PORT": "0", **more}


def accord(data_dir: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [ACCORD, *arguments],
        env=environment(data_dir, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def serving(data_dir: Path, *arguments: str, **more: str) -> Iterator[RunningService]:
    """Run `accord serve` until the end of the block."""
    log = data_dir.with_suffix(f".{time.monotonic_ns()}.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as errors:
        process = subprocess.Popen(
            [ACCORD, "serve", *arguments],
            env=environment(data_dir, **more),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert process.stdout is not None
        key = ""
        for line in process.stdout:
            if found := re.search(r"(acc_\w+)", line):
                key = found.group(1)
            if found := re.search(r"(http://\S+)", line):
                yield RunningService(found.group(1), key or more.get("ACCORD_OWNER_KEY", ""), process, data_dir)
                break
        else:
            raise AssertionError(f"it never listened: {log.read_text()}")
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout is not None:
            process.stdout.close()
