"""Searching the ledger equals filtering it by hand, page by page and in both directions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.api.office import Client, Office

Entry = dict[str, Any]


async def story(tech: Client, biz: Client) -> str:
    """Some acts of two people; answers an opportunity's id."""
    opportunity = ""
    for number in range(4):
        body = {"title": f"Waiting number {number}", "problem": "Ärger: „zwei\nTage“ 50 % \\ weg_"}
        answer = await (tech, biz)[number % 2].act(
            "./opportunities", body, **{"Correlation-Id": f"round-{number // 2}"}
        )
        opportunity = answer["id"]
    await tech.act(f"./opportunities/{opportunity}/values/perspectives", {"text": "Everybody waits."})
    await biz.act(f"./opportunities/{opportunity}/values/perspectives", {"text": "It costs weekends."})
    earlier = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    await biz.act("./opportunities", {"title": "Noted late", "problem": "It was so yesterday.", "occurred_at": earlier})
    return opportunity


async def every(client: Client, **query: Any) -> list[Entry]:
    """All pages of a search."""
    page = await client.see("./events", **query)
    found: list[Entry] = page["items"]
    while page["next"]:
        page = await client.see("./events", cursor=page["next"])
        found = found + page["items"]
    return found


def texts(value: Any) -> list[str]:
    """Every text in a value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in texts(each)]


def says(entry: Entry, *words: str) -> bool:
    text = " ".join(texts(entry["data"])).lower()
    return all(word in text for word in words)


async def test_each_filter_finds_what_it_should(tech: Client, biz: Client) -> None:
    opportunity = await story(tech, biz)
    ledger = await every(tech, limit=7)
    third = ledger[2]["recorded_at"]
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"type": "opportunity-raised"}, lambda e: e["type"] == "opportunity-raised.v1"),
        ({"type": "part*,value-*"}, lambda e: fnmatchcase(e["type"], "part*") or e["type"].startswith("value-")),
        ({"subject": f"opportunity:{opportunity}"}, lambda e: f"opportunity:{opportunity}" in e["tags"]),
        ({"actor": biz.person}, lambda e: e["actor"] == biz.person),
        ({"side": "business"}, lambda e: e["side"] == "business"),
        ({"correlation": "round-1"}, lambda e: e["correlation"] == "round-1"),
        ({"text": "WAITING number"}, lambda e: says(e, "waiting", "number")),
        ({"text": "ärger 50 % \\ weg_"}, lambda e: says(e, "ärger", "50", "%", "\\", "weg_")),
        ({"text": "position"}, lambda e: says(e, "position")),
        ({"recorded_from": third}, lambda e: e["recorded_at"] >= third),
        ({"recorded_to": third}, lambda e: e["recorded_at"] <= third),
        (
            {"occurred_to": ledger[0]["recorded_at"]},
            lambda e: (e["occurred_at"] or e["recorded_at"]) <= ledger[0]["recorded_at"],
        ),
        (
            {"side": "business", "text": "weekends", "type": "value-*"},
            lambda e: e["side"] == "business" and says(e, "weekends"),
        ),
        (
            {"subject": f"opportunity:{opportunity}", "actor": biz.person},
            lambda e: e["actor"] == biz.person and f"opportunity:{opportunity}" in e["tags"],
        ),
        ({"recorded_from": "2020-01-01", "recorded_to": "2020-01-02"}, lambda _: False),
    ]
    for query, wanted in cases:
        expected = [entry for entry in ledger if wanted(entry)]
        for limit in (1, 3, 1000):
            assert await every(tech, limit=limit, **query) == expected, query
            assert await every(tech, limit=limit, descending="true", **query) == expected[::-1], query


async def test_stretches_of_the_ledger_join_without_a_gap(
    tech: Client, biz: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story(tech, biz)
    ledger = await every(tech)
    monkeypatch.setattr("eventstore.searching.search.AT_ONCE", 2)
    monkeypatch.setattr("eventstore.searching.search.MOST_READ", 3)
    raised = [entry for entry in ledger if entry["type"] == "opportunity-raised.v1"]
    numbered = [entry for entry in raised if says(entry, "number")]
    cases: list[tuple[dict[str, str], list[Entry]]] = [
        ({"text": "number"}, numbered),
        ({"type": "opportunity-raised"}, raised),
        ({"type": "opportunity-raised", "text": "number"}, numbered),
    ]
    for query, wanted in cases:
        assert await every(tech, limit=3, **query) == wanted
        assert await every(tech, limit=3, descending="true", **query) == wanted[::-1]
    page = await tech.see("./events", text="nowhere to be found")
    assert (page["items"], page["position"], page["next"] is None) == ([], 4, False)


async def test_a_search_goes_on_from_a_position(tech: Client, biz: Client) -> None:
    await story(tech, biz)
    raised = await every(tech, type="opportunity-raised")
    assert await every(tech, type="opportunity-raised", after=raised[0]["position"]) == raised[1:]
    head = (await tech.see("./events", after=10_000))["position"]
    assert head == (await every(tech))[-1]["position"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"type": "nothing-*"}, "/type"),
        ({"type": "opportunity-raised,"}, "/type"),
        ({"text": "  "}, "/text"),
        ({"text": "a b c d e f g h i j k"}, "/text"),
        ({"recorded_from": "yesterday"}, "/recorded_from"),
        ({"occurred_to": "2026-02-30"}, "/occurred_to"),
        ({"actor": "me"}, "/actor"),
        ({"limit": "1001"}, "/limit"),
    ],
)
async def test_a_bad_search_is_explained(tech: Client, query: dict[str, str], pointer: str) -> None:
    answer = await tech.get("./events", params=query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_cursor_of_a_ledger_that_was_restored_is_refused(office: Office, tech: Client, biz: Client) -> None:
    await story(tech, biz)
    cursor = (await tech.see("./events", limit=3))["next"]
    await office.services.pool.execute("UPDATE ledger SET epoch = epoch + 1")
    answer = await tech.get("./events", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/history-replaced")
    assert "at most 3" in answer.json()["detail"]


async def test_nobody_else_searches_here(tech: Client, biz: Client, office: Office) -> None:
    await story(tech, biz)
    stranger = await office.found("other")
    assert (await stranger.get("/v1/workspaces/acme/events", params={"text": "waiting"})).status_code == 404
