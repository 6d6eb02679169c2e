"""A metric with 100 000 observations over HTTP: delivered in bulk, read, listed page by page, drawn."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from benchmarks.http_post import accord, client_of
from benchmarks.rows import Row, absolute

ROOT = "/v1/workspaces/acme"
METRIC = {
    "key": "lead_time",
    "unit": "hour",
    "direction": "down",
    "kind": "delivery",
    "capture": {"method": "automatic", "cadence": "hourly", "source": "pipeline"},
}
DELIVERY = 5000
FAR = 1000
SIZE = 50
PATIENCE = 300
SETTLING = 90  # seconds in which PostgreSQL has looked at what was loaded; it does so every minute
GOALS = {"metric": 5, "first page": 5, "far page": 5, "run chart": 20}


def delivery(first: int) -> bytes:
    """Numbers of many hours in a row, as a body."""
    begin = datetime(2015, 1, 1, tzinfo=UTC)
    rows = [
        {
            "metric": "lead_time",
            "value": (number * 7919 % 1000) / 10,
            "window": {
                "begins": (begin + timedelta(hours=number)).isoformat(),
                "ends": (begin + timedelta(hours=number + 1)).isoformat(),
            },
            "external_id": f"h{number}",
        }
        for number in range(first, first + DELIVERY)
    ]
    return json.dumps({"observations": rows}).encode()


def deliver(client: httpx.Client, count: int) -> list[float]:
    """Record so many numbers; answers the rows a second of each delivery."""
    client.post(f"{ROOT}/metrics", json=METRIC).raise_for_status()
    rates = []
    for first in range(0, count, DELIVERY):
        body = delivery(first)
        begin = time.perf_counter()
        client.post(
            f"{ROOT}/observations", content=body, headers={"Content-Type": "application/json"}
        ).raise_for_status()
        rates.append(DELIVERY / (time.perf_counter() - begin))
    return rates


def shown(client: httpx.Client, count: int) -> None:
    """Wait until the list shows them all."""
    position = client.get(f"{ROOT}/metrics/lead_time").headers["Accord-Position"]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        chart: Any = client.get(
            f"{ROOT}/metrics/lead_time/run-chart", params={"min_position": position}, headers={"Prefer": "wait=20"}
        ).json()
        if chart["observations"] == count:
            return
    raise ValueError("the observations were not shown in time")


def far_page(client: httpx.Client, pages: int) -> str:
    """The path of a page far down the list, found by the cursors of larger pages before it."""
    path = f"{ROOT}/metrics/lead_time/observations"
    cursor: dict[str, str] = {}
    for _ in range((pages - 1) * SIZE // 200):
        cursor = {"cursor": client.get(path, params={"limit": 200, **cursor}).raise_for_status().json()["next"]}
    return f"{path}?limit={SIZE}&cursor={cursor['cursor']}"


def milliseconds(client: httpx.Client, path: str, times: int) -> list[float]:
    """How long each of some reads took."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        client.get(path).raise_for_status()
        found.append((time.perf_counter() - begin) * 1000)
    return found


def measured(address: str, key: str, count: int, times: int) -> tuple[list[float], dict[str, list[float]]]:
    """Rows a second, and milliseconds by what is read."""
    with client_of(address, key) as client:
        client.timeout = PATIENCE
        rates = deliver(client, count)
        shown(client, count)
        time.sleep(SETTLING)
        pages = min(FAR, count // SIZE)
        paths = {
            "metric": f"{ROOT}/metrics/lead_time",
            "first page": f"{ROOT}/metrics/lead_time/observations?limit={SIZE}",
            "far page": far_page(client, pages),
            "run chart": f"{ROOT}/metrics/lead_time/run-chart",
        }
        return rates, {what: milliseconds(client, path, times) for what, path in paths.items()}


async def measure(*, quick: bool = False) -> list[Row]:
    """One client, one metric."""
    count, times = (20_000, 50) if quick else (100_000, 200)
    with accord() as (address, key, _):
        rates, found = await asyncio.to_thread(measured, address, key, count, times)
    many = f"a metric with {count:,} observations".replace(",", " ")
    return [
        absolute(
            id="observations-bulk",
            what=f"observations delivered {DELIVERY} at once, over HTTP",
            unit="rows/s",
            values=rates,
            issue="playbook",
        ),
        *(
            absolute(
                id=f"metric-{what.replace(' ', '-')}",
                what=f"{many}, one client: {what}, p50",
                unit="ms",
                values=[statistics.median(values)],
                goal=GOALS[what],
                at_most=True,
                issue="playbook",
            )
            for what, values in found.items()
        ),
    ]
