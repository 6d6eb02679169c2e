"""A throwaway server leaves nothing behind, even of a process that was killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from database import throwaway
from database.postmaster import Postmaster
from database.throwaway import throwaway_cluster

SCRIPT = """
from database.throwaway import throwaway_cluster
with throwaway_cluster() as cluster:
    print(cluster.home, flush=True)
    input()
"""


def test_what_a_killed_process_left_is_swept_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with process:
        assert process.stdout is not None
        left = Path(process.stdout.readline().strip())
        server = Postmaster.read(left / "data")
        process.send_signal(signal.SIGKILL)
    assert server is not None
    assert server.alive()

    monkeypatch.setattr(throwaway, "PREFIX", left.name)  # others' servers are none of this test's business
    with throwaway_cluster() as cluster:
        assert not left.exists()
        assert cluster.running()
    assert not cluster.home.exists()
