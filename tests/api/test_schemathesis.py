"""Schemathesis against the running app: what the document says is what the API does. Settings: schemathesis.toml."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from api.routes.service import DOCUMENT
from tests.api.running import Running
from tests.server import Server

ROOT = Path(__file__).parents[2]
FEW, MANY = 2, 100
DEEP_FROM = 200


@pytest.fixture
def running(server: Server, template: str) -> Iterator[Running]:
    name = server.clone(template)
    thread = Running(server.dsn(name))
    thread.start()
    assert thread.up.wait(60)
    yield thread
    thread.stop()
    server.drop(name)


def test_the_api_keeps_to_its_document(running: Running) -> None:
    deep = settings().max_examples >= DEEP_FROM  # the Hypothesis profile `deep`
    arguments = [
        "run",
        str(DOCUMENT),
        f"--url={running.address}",
        f"--header=Authorization: {running.authorization}",
        "--checks=all",
        f"--phases={'examples,coverage,fuzzing,stateful' if deep else 'examples,fuzzing,stateful'}",
        f"--max-examples={MANY if deep else FEW}",
        "--generation-deterministic",
        "--suppress-health-check=all",
        "--max-failures=5",
        "--no-color",
    ]
    program = Path(sys.executable).with_name("schemathesis")
    command = [str(program), "--config-file", str(ROOT / "schemathesis.toml"), *arguments]
    judged = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout[-10_000:] + judged.stderr
