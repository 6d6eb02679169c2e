"""Importing commands from a file: rate, and memory at two lengths; the same of a real record, where it is at hand."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.http_post import ACCORD
from benchmarks.rows import Row, absolute, compared, unmeasured
from database.account import Account
from domain import ids

ROOT = Path(__file__).parents[1]
RECORDS = ROOT.parent / "shared" / "data" / "kubernetes-enhancements.jsonl"
WRAPPED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def commands(path: Path, count: int) -> None:
    """Write a file: a workspace, a person who joins a side, and opportunities that each get an impact and a value."""
    owner = ids.new_id("per", 1_500_000_000_000, 1)
    number = 0

    def line(command: str, subject: str | None, body: Mapping[str, object]) -> str:
        nonlocal number
        number += 1
        return json.dumps(
            {
                "command": command,
                "idempotency_key": f"k{number}",
                "occurred_at": "2020-01-01T00:00:00Z",
                "actor": owner,
                "subject": subject,
                "body": body,
            }
        )

    with path.open("w") as file:
        print(line("create-workspace", "bench", {"name": "Bench"}), file=file)
        print(line("add-partner", None, {"person": owner, "of": "technology"}), file=file)
        while number < count:
            one = ids.new_id("opp", 1_500_000_000_000 + number, number)
            raised = {"title": f"Opportunity {number}", "problem": "Finished work waits three weeks for a release."}
            print(line("raise-opportunity", one, raised), file=file)
            group = {"name": "Support", "kind": "team", "how": "Waits two days for each release."}
            print(line("state-impact", one, {"groups": [group]}), file=file)
            value = {"statement": "Two days sooner", "beneficiaries": ["customers"]}
            print(line("propose-value", one, value), file=file)


def a_file(folder: Path, count: int) -> Path:
    """A file of `count` commands."""
    file = folder / f"{count}.jsonl"
    if not file.exists():
        commands(file, count)
    return file


def record(folder: Path) -> Path:
    """The acts of a real community, made of its record as `make example` does."""
    file = folder / "kubernetes.jsonl"
    if not file.exists():
        convert = [sys.executable, str(ROOT / "examples" / "kubernetes_enhancements.py"), str(RECORDS), str(file)]
        subprocess.run(convert, check=True, capture_output=True)
    return file


def run(file: Path, workspace: str) -> tuple[float, float]:
    """Import a file in a fresh process and database; commands per second and peak MiB."""
    count = file.read_bytes().count(b"\n")
    home = Path(tempfile.mkdtemp(prefix="accord-bench-", dir="/var/tmp"))
    Account.choose().own(home)
    environment = {**os.environ, "ACCORD_DATA_DIR": str(home / "accord")}
    subprocess.run([ACCORD, "migrate"], env=environment, check=True, capture_output=True)
    try:
        begin = time.perf_counter()
        subprocess.run([ACCORD, "migrate"], env=environment, check=True, capture_output=True)
        start_up = time.perf_counter() - begin
        begin = time.perf_counter()
        command = [sys.executable, "-c", WRAPPED, str(ACCORD), "import", str(file), "--workspace", workspace]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - begin - start_up
        code, peak = re.fullmatch(r"(\d+) (\d+)", done.stdout.strip()).groups()  # type: ignore[union-attr]
        if code != "0":
            raise ValueError(f"the import ended with {code}")
        return count / seconds, int(peak) / 1024
    finally:
        subprocess.run(["rm", "-rf", str(home)], check=True)


async def measure(*, quick: bool = False) -> list[Row]:
    """Short, long and real files in turn."""
    short, long, runs = (3_000, 12_000, 1) if quick else (60_000, 120_000, 2)  # bounded memos are full by then
    series: dict[int, list[tuple[float, float]]] = {short: [], long: []}
    real: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(runs):
            for count, measured in series.items():
                measured.append(await asyncio.to_thread(run, a_file(folder, count), "bench"))
            if RECORDS.exists():
                real.append(await asyncio.to_thread(run, record(folder), "kubernetes"))
    return [
        absolute(
            id="import-rate",
            what=f"import of {long:,} commands, start-up taken off",
            unit="commands/s",
            values=[rate for rate, _ in series[long]],
            goal=3000,
        ),
        compared(
            id="import-memory",
            what=f"peak memory of an import of {long:,} commands",
            unit="MiB",
            other=f"the same with {short:,}",
            ours=[peak for _, peak in series[long]],
            others=[peak for _, peak in series[short]],
            goal=1.3,
            at_most=True,
        ),
        *of_record(real),
    ]


def of_record(measured: list[tuple[float, float]]) -> list[Row]:
    """The rows of the real record."""
    rate, memory = "import of a real record (make example), start-up taken off", "peak memory of that import"
    if not measured:
        why = f"{RECORDS.name} is not at hand"
        return [
            unmeasured(id="import-record-rate", what=rate, other="", why=why),
            unmeasured(id="import-record-memory", what=memory, other="", why=why),
        ]
    return [
        absolute(
            id="import-record-rate", what=rate, unit="commands/s", values=[each for each, _ in measured], goal=3000
        ),
        absolute(
            id="import-record-memory",
            what=memory,
            unit="MiB",
            values=[peak for _, peak in measured],
            goal=200,
            at_most=True,
        ),
    ]
