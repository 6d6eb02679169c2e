"""Metrics, observations in bulk, and signals, from the first number to the target reached."""

from __future__ import annotations

from typing import Any

from tests.api.office import Client, Office
from tests.api.playbook import CAPTURE, follow, measured, raised

METRIC = {"key": "lead_time", "unit": "hour", "direction": "down", "kind": "delivery", "capture": CAPTURE}


def row(external_id: str, value: float, **more: object) -> dict[str, object]:
    """One observation."""
    return {"metric": "lead_time", "value": value, "external_id": external_id, **more}


async def test_a_metric_from_definition_to_target(office: Office, tech: Client) -> None:
    answer = await tech.post("./metrics", json=METRIC)
    assert answer.headers["location"] == "/v1/workspaces/acme/metrics/lead_time"
    assert answer.json()["id"] == "lead_time"
    path = "./metrics/lead_time"
    await follow(tech, path, "set-baseline", value=504)
    await follow(tech, path, "set-target", target=24)
    await follow(tech, path, "rename-metric", name="Lead time")
    recorded = await tech.act("./observations", {"observations": [row("1", 400), row("2", 20)]})
    assert [each["type"] for each in recorded["events"]][-1] == "target-reached.v1"
    seen = await tech.see(path)
    assert (seen["name"], seen["baseline"]["value"], len(seen["recent"])) == ("Lead time", 504, 2)
    assert (seen["latest"]["value"], seen["target"]["reached_with"]) == (20, 20)
    await office.settle()
    (item,) = (await tech.see("./metrics", kind="delivery"))["items"]
    assert (item["id"], item["title"]) == ("lead_time", "Lead time")
    await follow(tech, path, "change-target", target=12, reason="It went well.")
    await follow(tech, path, "retire-metric", reason="Another pipeline.")
    assert (await tech.see(path))["state"] == "retired"
    assert next(each["type"] for each in (await tech.see(f"{path}/trail"))["items"]) == "metric-defined.v1"


async def test_the_tag_of_a_metric_moves_with_its_numbers_and_acts_do_not_mind(tech: Client) -> None:
    await tech.act("./metrics", METRIC)
    path = "./metrics/lead_time"
    before = await tech.get(path)
    await tech.act("./observations", {"observations": [row("1", 400)]})
    after = await tech.get(path, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert (await tech.get(path, headers={"If-None-Match": after.headers["etag"]})).status_code == 304
    renamed = await tech.post(f"{path}/name", json={"name": "Lead"}, headers={"If-Match": after.headers["etag"]})
    assert renamed.status_code == 201
    stale = await tech.post(f"{path}/name", json={"name": "Late"}, headers={"If-Match": after.headers["etag"]})
    assert stale.status_code == 412


async def test_every_row_is_answered(tech: Client) -> None:
    await tech.act("./metrics", METRIC)
    rows = [row("1", 400), row("1", 400), {"metric": "unknown", "value": 1}, {"metric": "lead_time", "value": 30}]
    headers = {"Idempotency-Key": "week"}
    first = await tech.post("./observations", json={"observations": rows}, headers=headers)
    answers = first.json()["rows"]
    assert [each["status"] for each in answers] == ["recorded", "unchanged", "refused", "recorded"]
    assert (answers[2]["rule"], answers[2]["pointer"]) == ("metric.unknown", "/observations/2/metric")
    again = await tech.post("./observations", json={"observations": rows}, headers=headers)
    assert again.json() == first.json()
    later = await tech.post("./observations", json={"observations": [row("1", 400)]})
    assert (later.status_code, later.json()["events"]) == (200, [])
    assert later.json()["rows"][0]["status"] == "unchanged"


async def test_thousands_come_in_one_delivery_and_again_change_nothing(office: Office, tech: Client) -> None:
    await tech.act("./metrics", METRIC)
    rows = {"observations": [row(str(number), number / 10) for number in range(5000)]}
    first = await tech.post("./observations", json=rows, headers={"Idempotency-Key": "all"})
    assert (first.status_code, len(first.json()["events"])) == (201, 5000)
    assert {each["status"] for each in first.json()["rows"]} == {"recorded"}
    again = await tech.post("./observations", json=rows, headers={"Idempotency-Key": "all"})
    assert again.json() == first.json()
    later = (await tech.post("./observations", json=rows)).json()
    assert ({each["status"] for each in later["rows"]}, later["events"]) == ({"unchanged"}, [])
    more = {"observations": [*rows["observations"], row("one too many", 1)]}
    assert (await tech.post("./observations", json=more)).status_code == 400
    await office.settle()
    assert (await tech.see("./metrics/lead_time/run-chart"))["observations"] == 5000


async def test_rows_are_corrected_where_that_is_asked(tech: Client) -> None:
    await tech.act("./metrics", METRIC)
    await tech.act("./observations", {"observations": [row("1", 400)]})
    changed = {"observations": [row("1", 404), row("2", 380)], "on_change": "correct", "reason": "Counted again."}
    headers = {"Idempotency-Key": "again"}
    first = await tech.post("./observations", json=changed, headers=headers)
    assert [each["status"] for each in first.json()["rows"]] == ["corrected", "recorded"]
    assert (await tech.post("./observations", json=changed, headers=headers)).json() == first.json()


async def test_a_dry_run_names_the_rows_in_the_way(tech: Client) -> None:
    await tech.act("./metrics", METRIC)
    rows = {"observations": [row("1", 400), {"metric": "unknown", "value": 1}]}
    planned = (await tech.post("./observations?dry_run=true", json=rows)).json()
    assert [each["type"] for each in planned["events"]] == ["observation-recorded.v1"]
    assert [each["pointer"] for each in planned["refusals"]] == ["/observations/1/metric"]
    refused = await tech.post("./observations", json={**rows, "all_or_nothing": True})
    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/metric-unknown")
    planned = (await tech.post("./observations?dry_run=true", json={**rows, "all_or_nothing": True})).json()
    assert (planned["events"], len(planned["refusals"])) == ([], 1)


async def test_a_signal_from_its_numbers_to_its_retraction(office: Office, tech: Client, biz: Client) -> None:
    observation = await measured(tech)
    pin = {"metric": "lead_time", "observation": observation}
    signal = (
        await tech.act(
            "./signals", {"category": "delivery", "statement": "It takes three weeks.", "observations": [pin]}
        )
    )["id"]
    path = f"./signals/{signal}"
    await follow(biz, path, "interpret-signal", interpretation="We miss the season.")
    await follow(biz, path, "challenge-signal", text="Two weeks had a freeze.")
    assert (await biz.see(path))["state"] == "challenged"
    await follow(tech, path, "answer-challenge", answer="It looks the same without them.")
    seen = await biz.see(path)
    assert (seen["state"], seen["observations"][0]["value"]) == ("stands", 504)
    await follow(tech, path, "retract-signal", reason="The log counted weekends.")
    await office.settle()
    (item,) = (await tech.see("./signals", state="retracted"))["items"]
    assert item["id"] == signal


async def test_signals_hang_on_a_wall_by_category(office: Office, tech: Client, biz: Client) -> None:
    source = [{"text": "The incident log"}]
    said = {"category": "quality", "statement": "Hotfixes double.", "sources": source}
    signal, other = [(await tech.act("./signals", {**said, "category": each}))["id"] for each in ("quality", "other")]
    await follow(biz, f"./signals/{signal}", "interpret-signal", interpretation="We lose evenings.")
    await follow(biz, f"./signals/{signal}", "challenge-signal", text="Only in May.")
    opportunity = await raised(tech)
    cited = {"what": {"kind": "signal", "signal": signal}, "stance": "supports"}
    attached = await tech.act(f"./opportunities/{opportunity}/evidence", cited)
    seen = await tech.see(f"./opportunities/{opportunity}")
    option = {"opportunity": opportunity, "revision": seen["revision"], "digest": seen["digest"]}
    proposal = {"kind": "first_priority", "options": [option, {"do_nothing": True}], "choice": opportunity}
    proposal |= {"rationale": "It hurts.", "evidence": [cited]}
    decision = (await biz.act("./decisions", proposal))["id"]

    async def hung(**query: object) -> dict[str, list[dict[str, Any]]]:
        await office.settle()
        parts = (await tech.see("./signals/wall", **query))["items"]
        return {part["category"]: part["signals"] for part in parts}

    def resting(signal: dict[str, Any]) -> dict[str, bool]:
        return {each["subject"]: each["rests"] for each in signal["reliant"]}

    wall = await hung()
    assert {category: len(signals) for category, signals in wall.items()} == {
        "delivery": 0,
        "quality": 1,
        "customer_adoption": 0,
        "other": 1,
    }
    (found,) = wall["quality"]
    assert (found["signal"], found["state"]) == (signal, "challenged")
    assert [each["text"] for each in found["interpretations"]["business"]] == ["We lose evenings."]
    assert [each["text"] for each in found["challenges"]] == ["Only in May."]
    assert resting(found) == {f"opportunity:{opportunity}": True, f"decision:{decision}": True}
    evidence = attached["events"][0]["data"]["evidence"]
    await tech.act(f"./opportunities/{opportunity}/evidence/{evidence}/detachment", {"reason": "Another month."})
    await biz.act(f"./decisions/{decision}/withdrawal", {"reason": "Not now."})
    await tech.act(f"./signals/{signal}/retraction", {"reason": "Counted twice."})
    (fallen,) = (await hung(category="quality", state="retracted"))["quality"]
    assert resting(fallen) == {f"opportunity:{opportunity}": False, f"decision:{decision}": False}
    assert (fallen["retracted_because"], fallen["retracted"]["type"]) == ("Counted twice.", "signal-retracted.v1")
    assert [each["signal"] for each in (await hung(category="other"))["other"]] == [other]
    page = await tech.see("./signals/wall", limit=1)
    assert (await tech.see("./signals/wall", cursor=page["next"]))["items"][3]["signals"][0]["signal"] == other
    stranger = await office.found("elsewhere")
    assert (await stranger.get("./signals/wall")).status_code == 404
    empty = await stranger.see("/v1/workspaces/elsewhere/signals/wall")
    assert [part["signals"] for part in empty["items"]] == [[], [], [], []]
