"""Questions about opportunities, sides and people."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime
from typing import Any

from tests.questions.ledger import History, at

RANKING = {"first_priority", "backlog_order", "commitment"}
STEPS = ("value_agreed", "proposed", "agreed", "started", "achieved")


def flows(history: History) -> dict[str, dict[str, datetime]]:
    """When each opportunity was raised, and came first to each step."""
    found: dict[str, dict[str, datetime]] = {}
    for entry in history.entries:
        kind, data = entry["type"].partition(".v")[0], entry["data"]
        if kind in {"opportunity-raised", "opportunity-adopted"}:
            found.setdefault(data["opportunity"], {"raised": at(entry)})
        step, about = step_of(kind, data)
        for opportunity in about:
            found[opportunity].setdefault(step, at(entry))
    return found


ALONE = {"value-agreement-reached": "value_agreed", "opportunity-started": "started"}


def step_of(kind: str, data: dict[str, Any]) -> tuple[str, list[str]]:
    """To which step an event brings which opportunities."""
    if kind in ALONE:
        return ALONE[kind], [data["opportunity"]]
    if kind in {"decision-proposed", "counter-proposed", "decision-revised"} and data["content"]["kind"] in RANKING:
        content = data["content"]
        chosen = [content["choice"]] if content["kind"] == "first_priority" and content.get("choice") else []
        return "proposed", chosen or content.get("ranking", [])
    if kind == "agreement-reached" and data["kind"] in RANKING:
        return "agreed", data.get("opportunities", [])
    if kind == "kata-started":
        return "started", data.get("opportunities", [])
    if kind == "opportunity-concluded" and data["outcome"] == "achieved":
        return "achieved", [data["opportunity"]]
    return "", []


def percentile(seconds: list[float], part: float) -> float | None:
    """Between the two neighbours, as PostgreSQL and spreadsheets do."""
    if not seconds:
        return None
    ordered, place = sorted(seconds), part * (len(seconds) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


async def test_7_how_long_it_takes(history: History) -> None:
    told = await history.client.see("./reports/flow-times")
    expected = flows(history)
    assert told["raised"] == len(expected)
    for span in told["spans"]:
        step = span["step"]
        took = [(flow[step] - flow["raised"]).total_seconds() for flow in expected.values() if step in flow]
        assert span["opportunities"] == len(took)
        for name, part in (("median_seconds", 0.5), ("p90_seconds", 0.9)):
            right = percentile(took, part)
            assert span[name] == right or abs(span[name] - right) < 0.001


async def test_7_each_opportunity_with_the_events_behind_it(history: History) -> None:
    told = await history.all("./reports/flow")
    expected = flows(history)
    assert {each["opportunity"] for each in told} == set(expected)
    for item in told:
        for step in STEPS:
            right = expected[item["opportunity"]].get(step)
            shown = item[f"{step}_at"]
            assert (datetime.fromisoformat(shown) if shown else None) == right


async def test_8_which_side_raises_what_whose_items_win_and_who_yields(history: History) -> None:
    raised: dict[str, list[str]] = {}
    for entry in history.of("opportunity-raised", "opportunity-adopted"):
        sides = [raiser.get("side") or "none" for raiser in entry["data"].get("raised_by", [])]
        raised[entry["data"]["opportunity"]] = list(dict.fromkeys(sides))
    counted: Counter[tuple[str, str]] = Counter()
    for sides in raised.values():
        counted.update((side, "raised") for side in sides)
    proposed: dict[str, str] = {}
    revised: dict[str, Any] = {}
    for entry in history.entries:
        kind, data = entry["type"].partition(".v")[0], entry["data"]
        if kind == "decision-proposed":
            proposed[data["decision"]] = data["side"]
            counted[data["side"], "proposed"] += 1
        if kind in {"decision-proposed", "counter-proposed", "decision-revised"}:
            revised[data["decision"]] = data
        if kind == "agreement-reached":
            side = proposed[data["decision"]]
            if revised[data["decision"]]["side"] != side:
                counted[side, "yielded"] += 1
            if data["kind"] in RANKING and data.get("opportunities"):
                counted.update((each, "won") for each in raised[data["opportunities"][0]])
    told = await history.client.see("./reports/balance-of-sides")
    shown = {
        (each["side"], what): each[what]
        for each in told["sides"]
        for what in ("raised", "proposed", "won", "yielded")
        if each[what]
    }
    assert shown == dict(counted)


def in_force(history: History) -> dict[str, set[str]]:
    """The decisions in force that rank each opportunity."""
    held: dict[str, set[str]] = {}
    for entry in history.entries:
        kind, data = entry["type"].partition(".v")[0], entry["data"]
        about = data.get("opportunities", [])
        if kind == "agreement-reached" and data["kind"] in RANKING:
            for opportunity in about:
                held.setdefault(opportunity, set()).add(data["decision"])
        if kind in {"decision-superseded", "decision-revoked", "decision-expired"}:
            for opportunity in about:
                held.get(opportunity, set()).discard(data["decision"])
    return held


def lacking(history: History, opportunity: str) -> bool:
    """Whether it was never weighed: an assessment that every side confirmed is the last thing to come."""
    return not any(opportunity in each["data"]["opportunities"] for each in history.of("assessment-agreed"))


async def test_6_which_agreed_priorities_lack_what(history: History) -> None:
    told = await history.all("./reports/gaps")
    held = in_force(history)
    assert {each["opportunity"]: set(each["in_force"]) for each in told} == {
        opportunity: held[opportunity] for opportunity in held if held[opportunity] and lacking(history, opportunity)
    }
    evident: dict[str, set[str]] = {}
    for entry in history.of("evidence-attached", "evidence-detached"):
        data = entry["data"]
        kept = evident.setdefault(data["opportunity"], set())
        if entry["type"].startswith("evidence-detached"):
            kept.discard(data["evidence"])
        elif data["stance"] == "supports":
            kept.add(data["evidence"])
    impacted = {each["data"]["opportunity"]: each["data"]["groups"] for each in history.of("impact-stated")}
    for item in told:
        opportunity = item["opportunity"]
        assert ("evidence" in item["missing"]) == (not evident.get(opportunity))
        assert ("impacted" in item["missing"]) == (not impacted.get(opportunity))


async def test_30_what_was_put_off_and_would_be_ready_now(history: History) -> None:
    for item in await history.all("./reports/revisit"):
        assert (item["state"] in {"deferred", "declined"}, item["missing"]) == (True, [])


async def test_19_the_whole_story_of_an_opportunity(history: History) -> None:
    for opportunity in sorted({each["data"]["opportunity"] for each in history.of("opportunity-raised")})[:10]:
        trail = await history.client.see(f"./opportunities/{opportunity}/trail", limit=200)
        told = [each["position"] for each in trail["items"]]
        tag = f"opportunity:{opportunity}"
        assert told == [each["position"] for each in history.entries if tag in each["tags"]][:200]


async def test_26_everything_that_a_person_did(history: History) -> None:
    for person in sorted({each["actor"] for each in history.entries})[:5]:
        told = await history.all(f"./people/{person}/acts")
        expected = [each["position"] for each in history.entries if person in {each["actor"], each.get("recorder")}]
        assert [each["position"] for each in told] == expected


async def test_filters_take_both_clocks_a_side_and_an_opportunity(history: History) -> None:
    whole = await history.all("./reports/flow")
    middle = sorted(each["at"] for each in whole)[len(whole) // 2]
    later = await history.all("./reports/flow", **{"from": middle})
    assert [each["opportunity"] for each in later] == [each["opportunity"] for each in whole if each["at"] >= middle]
    earlier = await history.all("./reports/flow", to=middle)
    assert [each["opportunity"] for each in earlier] == [each["opportunity"] for each in whole if each["at"] <= middle]
    assert await history.all("./reports/flow", **{"from": "2026-01-01", "clock": "recorded"}) == whole
    assert await history.all("./reports/flow", to="2026-01-01", clock="recorded") == []
    one = whole[0]["opportunity"]
    assert [each["opportunity"] for each in await history.all("./reports/flow", opportunity=one)] == [one]
    assert await history.all("./reports/flow", side="nobody") == []


async def test_every_report_is_a_table_too(history: History) -> None:
    items = await history.all("./reports/duties")
    answer = await history.client.get("./reports/duties", params={"limit": 200}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["decision"] for row in rows] == [each["decision"] for each in items]
    figures = await history.client.get("./reports/flow-times", params={"format": "csv"})
    assert [row["step"] for row in csv.DictReader(io.StringIO(figures.text))] == list(STEPS)
