"""Decisions end when their time is over: once, by the ledger's word, and every way of looking says the same."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from service import expiring
from service.expiring import Expiry
from tests.api.office import SECRET, Client, Office

MIGRATIONS = Path(__file__).parents[2] / "database" / "migrations"
PATIENCE = 20.0
DAY = timedelta(days=1)
Making = Callable[[], Expiry]


@pytest.fixture
def worker(office: Office) -> Making:
    """What makes a worker that ends decisions."""
    services = office.services
    return lambda: Expiry(services.store, clock=office.clock, new_id=services.new_id, secret=SECRET)


def soon(days: int = 1) -> str:
    """The time in some days."""
    return (datetime.now(UTC) + days * DAY).isoformat()


async def proposed(tech: Client, biz: Client, **more: Any) -> tuple[str, dict[str, Any]]:
    """An opportunity and a proposal to put it first: the former's id; id, revision and hash of the latter."""
    raised = await tech.act("./opportunities", {"title": "Releases wait", "problem": "For two days."})
    pinned = {"opportunity": raised["id"], **{key: raised["events"][0]["data"][key] for key in ("revision", "digest")}}
    made = await biz.act(
        "./decisions",
        {
            "kind": "first_priority",
            "options": [pinned, {"do_nothing": True}],
            "choice": raised["id"],
            "rationale": "It hurts.",
            **more,
        },
    )
    data = made["events"][-1]["data"]
    return raised["id"], {"id": made["id"], "revision": data["revision"], "digest": data["digest"]}


async def agreed(decision: dict[str, Any], *partners: Client) -> None:
    """All sides agree."""
    words = {key: decision[key] for key in ("revision", "digest")}
    for partner in partners:
        await partner.act(f"./decisions/{decision['id']}/wins", {**words, "text": "We feel it first."})
        await partner.act(f"./decisions/{decision['id']}/agreements", words)


async def imported(office: Office) -> Client:
    """A workspace whose file proposed a decision that is over by now; answers its founder."""
    opportunity = office.new_id("opp")
    founder = await office.found("globex")
    claimed = (datetime.now(UTC) - 3 * DAY).isoformat()
    kim = office.new_id("per")
    lines: list[dict[str, Any]] = [
        {"command": "register-person", "subject": kim, "body": {"name": "Kim"}, "idempotency_key": "kim"},
        {"command": "add-partner", "body": {"person": kim, "of": "business"}, "idempotency_key": "b"},
        {"command": "add-partner", "body": {"person": founder.person, "of": "technology"}, "idempotency_key": "t"},
    ]
    body = {"title": "Releases wait", "problem": "For two days."}
    lines += [
        {"command": "raise-opportunity", "subject": opportunity, "body": body, "idempotency_key": "raise"},
        {
            "command": "propose-decision",
            "body": {
                "kind": "first_priority",
                "side": "technology",
                "options": [{"opportunity": opportunity}, {"do_nothing": True}],
                "choice": opportunity,
                "rationale": "It hurts.",
                "expires_at": (datetime.now(UTC) - DAY).isoformat(),
                "waive": [{"rule": "decision.no-alternative", "reason": "The source has none."}],
            },
            "idempotency_key": "propose",
        },
    ]
    file = "\n".join(json.dumps({**line, "occurred_at": claimed}) for line in lines)
    answer = await founder.post(
        "/v1/workspaces/globex/imports", content=file, headers={"Content-Type": "application/x-ndjson"}
    )
    assert answer.json()["recorded"] == 5, answer.text
    await office.settle("globex")
    return founder


async def head(office: Office) -> int:
    """The last position of the ledger."""
    store = office.services.store
    return (await store.head(await store.workspace("acme"))).position


async def test_a_proposal_ends_when_its_time_is_over(office: Office, tech: Client, biz: Client, worker: Making) -> None:
    opportunity, decision = await proposed(tech, biz, expires_at=soon())
    await office.settle()
    assert await worker().turn() == []
    office.clock.moved = 2 * DAY
    assert await worker().turn() == [decision["id"]]
    await office.settle()
    (item,) = (await tech.see("./decisions"))["items"]
    seen = await tech.see(f"./decisions/{decision['id']}")
    assert (item["state"], seen["state"]) == ("expired", "expired")
    last = (await tech.see(f"./decisions/{decision['id']}/trail"))["items"][-1]
    assert (last["type"], last["actor"], last["basis"]) == ("decision-expired.v1", "system:expiry", "first_hand")
    assert (await tech.see(f"./opportunities/{opportunity}"))["state"] == "open"
    assert await worker().turn() == []


async def test_an_agreement_ends_and_with_it_the_rank(
    office: Office, tech: Client, biz: Client, worker: Making
) -> None:
    opportunity, decision = await proposed(tech, biz, expires_at=soon())
    await agreed(decision, tech, biz)
    await office.settle()
    assert (await tech.see("./backlog"))["items"][0]["rank"] == 1
    office.clock.moved = 2 * DAY
    assert await worker().turn() == [decision["id"]]
    await office.settle()
    (line,) = (await tech.see("./backlog"))["items"]
    assert (line["rank"], line["state"]) == (None, "open")
    assert (await tech.see(f"./opportunities/{opportunity}"))["state"] == "open"
    assert (await tech.see("./decisions", in_force="true"))["items"] == []
    trail = (await tech.see(f"./opportunities/{opportunity}/trail"))["items"]
    assert trail[-1]["type"] == "decision-expired.v1"


async def test_two_workers_end_it_once(office: Office, tech: Client, biz: Client, worker: Making) -> None:
    _, decision = await proposed(tech, biz, expires_at=soon())
    await office.settle()
    office.clock.moved = 2 * DAY
    before, (one, other) = await head(office), (worker(), worker())
    turns = await asyncio.gather(one.turn(), other.turn())
    assert sorted(turns) == [[], [decision["id"]]]
    assert await other.turn() == await one.turn() == await worker().turn() == []
    assert await head(office) == before + 1


async def test_what_was_imported_is_left_as_its_source_says(office: Office, worker: Making) -> None:
    founder = await imported(office)
    (item,) = (await founder.see("/v1/workspaces/globex/decisions"))["items"]
    assert item["state"] == "open"
    office.clock.moved = 9 * DAY
    assert await worker().turn() == []


async def test_past_the_time_to_respond_it_stays_open_and_nobody_can_agree(
    office: Office, tech: Client, biz: Client, worker: Making
) -> None:
    _, decision = await proposed(tech, biz, respond_by=soon())
    await office.settle()
    office.clock.moved = 2 * DAY
    assert await worker().turn() == []
    assert (await biz.see(f"./decisions/{decision['id']}"))["state"] == "open"
    words = {key: decision[key] for key in ("revision", "digest")}
    answer = await biz.post(f"./decisions/{decision['id']}/agreements", json=words)
    assert "decision.response-window-closed" in [fault["rule"] for fault in answer.json()["errors"]]


async def test_a_row_that_lags_ends_nothing(office: Office, tech: Client, biz: Client, worker: Making) -> None:
    _, decision = await proposed(tech, biz, expires_at=soon())
    await office.settle()
    await biz.act(f"./decisions/{decision['id']}/revisions", {"expires_at": soon(4)})
    office.clock.moved = 2 * DAY
    working = worker()
    before = await head(office)
    assert await working.turn() == await working.turn() == []
    assert await head(office) == before
    await office.settle()
    assert await working.turn() == []
    office.clock.moved = 5 * DAY
    assert await working.turn() == [decision["id"]]


async def test_a_rebuilt_list_ends_nothing_twice(office: Office, tech: Client, biz: Client, worker: Making) -> None:
    await proposed(tech, biz, expires_at=soon())
    _, decision = await proposed(tech, biz, expires_at=soon(3))
    await office.settle()
    office.clock.moved = 2 * DAY
    working = worker()
    assert len(await working.turn()) == 1
    await office.runner.rebuild()
    assert await working.turn() == []
    office.clock.moved = 4 * DAY
    assert await working.turn() == [decision["id"]]


async def test_an_archived_workspace_stays_as_it_is(
    office: Office, owner: Client, tech: Client, biz: Client, worker: Making, caplog: pytest.LogCaptureFixture
) -> None:
    await proposed(tech, biz, expires_at=soon())
    await owner.act("./archival", {"reason": "We are done."})
    await office.settle()
    office.clock.moved = 2 * DAY
    working, before = worker(), await head(office)
    caplog.set_level("INFO", "accord.expiry")
    assert await working.turn() == await working.turn() == []
    assert await head(office) == before
    assert len([line for line in caplog.messages if "does not expire" in line]) == 1


async def test_a_turn_without_work_writes_nothing(office: Office, tech: Client, biz: Client, worker: Making) -> None:
    await proposed(tech, biz, expires_at=soon())
    await office.settle()
    working, pool = worker(), office.services.pool
    await working.turn()
    before = await pool.fetchval("SELECT pg_current_wal_insert_lsn()")
    for _ in range(5):
        assert await working.turn() == []
    assert await pool.fetchval("SELECT pg_current_wal_insert_lsn()") == before


async def test_it_goes_on_by_itself(
    office: Office, tech: Client, biz: Client, worker: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiring, "EVERY_SECONDS", 0.001)
    _, decision = await proposed(tech, biz, expires_at=soon())
    await office.settle()
    turns: asyncio.Queue[list[str]] = asyncio.Queue()
    turn = Expiry.turn

    async def told(self: Expiry) -> list[str]:
        ended = await turn(self)
        turns.put_nowait(ended)
        return ended

    monkeypatch.setattr(Expiry, "turn", told)
    running = asyncio.create_task(worker().run())
    try:
        assert await asyncio.wait_for(turns.get(), PATIENCE) == []
        office.clock.moved = 2 * DAY
        while not (ended := await asyncio.wait_for(turns.get(), PATIENCE)):
            pass
        assert ended == [decision["id"]]
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_rows_that_were_there_before_get_their_deadlines(
    office: Office, tech: Client, biz: Client, owner_dsn: str
) -> None:
    await proposed(tech, biz, expires_at=soon())
    await proposed(tech, biz)
    _, decision = await proposed(tech, biz, expires_at=soon())
    await biz.act(f"./decisions/{decision['id']}/withdrawal", {"reason": "We changed our minds."})
    await office.settle()
    await imported(office)
    sql = "SELECT decision, due_at, memory::jsonb AS memory FROM decision ORDER BY decision"
    kept = await office.services.pool.fetch(sql)
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute("UPDATE decision SET due_at = NULL, memory = (memory::jsonb - 'imported')::text")
        migration = MIGRATIONS / "0014_deadlines.sql"
        await connection.execute(re.sub(r"(?m)^(ALTER|CREATE) .*$", "", migration.read_text(encoding="utf-8")))
    finally:
        await connection.close()
    assert await office.services.pool.fetch(sql) == kept
    assert [row["due_at"] is None for row in kept].count(False) == 1
