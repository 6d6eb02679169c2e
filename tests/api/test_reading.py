"""Reads: pages, the past, entity tags, and seeing one's own writes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from api.moments import moment_of
from tests.api.office import Client, Office


def plain(title: str) -> dict[str, str]:
    return {"title": title, "problem": "For two days."}


async def raise_many(tech: Client, count: int) -> list[str]:
    return [(await tech.act("./opportunities", plain(f"Number {number}")))["id"] for number in range(count)]


async def test_a_list_is_read_page_by_page(office: Office, tech: Client) -> None:
    raised = await raise_many(tech, 5)
    await office.settle()
    seen: list[str] = []
    answer = await tech.get("./backlog", params={"limit": 2, "sort": "raised"})
    while True:
        page = answer.json()
        seen += [item["opportunity"] for item in page["items"]]
        if page["next"] is None:
            break
        assert answer.headers["link"] == f'</v1/workspaces/acme/backlog?cursor={page["next"]}>; rel="next"'
        answer = await tech.get(answer.headers["link"].partition(">")[0][1:])
    assert seen == raised


async def test_a_cursor_carries_its_filters_and_belongs_to_one_list(office: Office, tech: Client) -> None:
    await raise_many(tech, 3)
    await office.settle()
    cursor = (await tech.see("./backlog", limit=1, title="number"))["next"]
    assert len((await tech.see("./backlog", cursor=cursor))["items"]) == 1
    for path in (f"./backlog?cursor={cursor}&title=other", f"./decisions?cursor={cursor}", f"./people?cursor={cursor}"):
        answer = await tech.get(path)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/cursor-invalid")


async def test_a_trail_is_read_page_by_page(tech: Client) -> None:
    (opportunity,) = await raise_many(tech, 1)
    for text in ("One.", "Two."):
        await tech.act(f"./opportunities/{opportunity}/values/perspectives", {"text": text})
    first = await tech.see(f"./opportunities/{opportunity}/trail", limit=2)
    rest = await tech.see(f"./opportunities/{opportunity}/trail", cursor=first["next"])
    assert [item["type"] for item in first["items"] + rest["items"]] == [
        "opportunity-raised.v1",
        "value-perspective-given.v1",
        "value-perspective-given.v1",
    ]
    assert rest["next"] is None


async def test_the_ledger_is_read_page_by_page(tech: Client) -> None:
    await raise_many(tech, 3)
    positions: list[int] = []
    after = 0
    while page := (await tech.see("./events", after=after, limit=2))["items"]:
        positions += [entry["position"] for entry in page]
        after = positions[-1]
    assert positions == list(range(1, len(positions) + 1))


async def test_what_the_client_has_is_not_sent_again(office: Office, tech: Client) -> None:
    (opportunity,) = await raise_many(tech, 1)
    await office.settle()
    before = await tech.get(f"./opportunities/{opportunity}")
    for path in (f"./opportunities/{opportunity}", "./backlog", "./events", f"./opportunities/{opportunity}/trail"):
        first = await tech.get(path)
        again = await tech.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == first.headers["etag"]
    await tech.act(f"./opportunities/{opportunity}/values/perspectives", {"text": "One."})
    assert (await tech.get(f"./opportunities/{opportunity}")).headers["etag"] != before.headers["etag"]


async def test_head_says_what_get_would(tech: Client) -> None:
    (opportunity,) = await raise_many(tech, 1)
    got, headed = await tech.get(f"./opportunities/{opportunity}"), await tech.head(f"./opportunities/{opportunity}")
    assert headed.content == b""
    assert headed.headers["content-length"] == got.headers["content-length"]
    options = await tech.options("./opportunities")
    assert (options.status_code, options.headers["allow"]) == (204, "POST, OPTIONS")


async def test_a_list_waits_for_what_was_just_written(office: Office, tech: Client) -> None:
    recorded = await tech.act("./opportunities", plain("New"))
    late = await tech.see("./backlog", min_position=recorded["position"])
    assert late["position"] < recorded["position"]
    await office.settle()
    answer = await tech.get("./backlog", params={"min_position": recorded["position"]}, headers={"Prefer": "wait=5"})
    assert answer.headers["preference-applied"] == "wait=5"
    assert answer.json()["position"] == recorded["position"]


async def test_a_subject_as_it_was(tech: Client) -> None:
    (opportunity,) = await raise_many(tech, 1)
    path = f"./opportunities/{opportunity}"
    before = int((await tech.get(path)).headers["accord-position"])
    reworded = await tech.act(f"{path}/wordings", {"title": "Two days of waiting"})
    assert (await tech.see(path, known_at=before))["title"] == "Number 0"
    assert (await tech.see(path, known_at=reworded["recorded_at"]))["title"] == "Two days of waiting"
    assert (await tech.get(path, params={"known_at": before - 1})).status_code == 404
    assert (await tech.get(path, params={"as_of": "2020-01-01"})).status_code == 404
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert (await tech.see(path, as_of=tomorrow))["title"] == "Two days of waiting"


async def test_the_backlog_as_it_was(office: Office, tech: Client) -> None:
    await raise_many(tech, 1)
    position = (await tech.see("./events", after=4))["items"][-1]["position"]
    await raise_many(tech, 1)
    await office.settle()
    assert len((await tech.see("./backlog"))["items"]) == 2
    assert len((await tech.see("./backlog", known_at=position))["items"]) == 1
    assert (await tech.see("./backlog", as_of="2020-01-01"))["items"] == []


def test_a_day_ends_in_the_workspaces_time_zone() -> None:
    end = moment_of("2026-03-29", "as_of", "Europe/Copenhagen")
    local = end.astimezone(ZoneInfo("Europe/Copenhagen"))
    assert (local.date().isoformat(), local.time().isoformat()) == ("2026-03-29", "23:59:59.999999")
    assert moment_of("2026-03-29T12:00:00+02:00", "as_of", "UTC") == datetime(2026, 3, 29, 10, tzinfo=UTC)


async def test_who_waits_is_answered_when_the_service_ends(office: Office, tech: Client) -> None:
    position = (await tech.act("./opportunities", {"title": "Slow", "problem": "Slow."}))["position"]
    asked = {"min_position": position + 1000}
    waiting = asyncio.create_task(tech.get("./backlog", params=asked, headers={"Prefer": "wait=30"}))
    await tech.see("./events")
    assert not waiting.done()
    office.services.ending.set()
    async with asyncio.timeout(20):
        answer = await waiting
    assert (answer.status_code, answer.json()["position"] < position + 1000) == (200, True)
