"""Objectives, from the draft to the scores, and an opportunity that serves them."""

from __future__ import annotations

from typing import Any

from tests.api.office import Client, Office
from tests.api.playbook import follow, prioritised, raised

URL = {"kind": "url", "url": "https://example.org/lead-times"}


def objective(number: int) -> dict[str, Any]:
    """An objective with one key result."""
    result = {"key": f"KR{number}.1", "title": "Wait", "unit": "hour", "baseline": 100, "target": 20}
    return {"key": f"O{number}", "title": f"Aim {number}", "key_results": [result]}


CONTENT = [objective(number) for number in (1, 2, 3)]


async def test_objectives_and_what_serves_them(office: Office, tech: Client, biz: Client) -> None:
    drafted = (await tech.act("./objectives", {"cycle": "2026-q2", "content": CONTENT[:2]}))["id"]
    path = f"./objectives/{drafted}"
    await follow(tech, path, "revise-objectives", content=CONTENT)
    activated = await follow(biz, path, "activate-objectives")
    assert activated["events"][-1]["type"] == "objectives-activated.v1"
    opportunity = await raised(tech)
    place = {"objectives": drafted, "key": "KR1.1"}
    await follow(tech, f"./opportunities/{opportunity}", "align-opportunity", mechanism="No sign-off.", **place)
    await tech.act(f"{path}/key-results/KR1.1/check-ins", {"value": 60, "confidence": 0.7})
    await tech.act(f"{path}/key-results/KR1.1/targets", {"target": 40, "reason": "It is enough."})
    assert "check-in-key-result" in {act["name"] for act in (await tech.see(path))["acts"]}
    seen = await biz.see(path)
    first = seen["tree"][0]["key_results"][0]
    assert (seen["state"], first["current"], first["opportunities"]) == ("active", 60, [opportunity])
    verdict = {"verdict": "contributed", "evidence": [URL], **place}
    await follow(biz, f"./opportunities/{opportunity}", "assess-attribution", **verdict)
    await follow(tech, f"./opportunities/{opportunity}", "unalign-opportunity", reason="Not that path.", **place)
    scores = [{"key": f"KR{number}.1", "score": 0.5} for number in (1, 2, 3)]
    await follow(biz, path, "close-objectives", scores=scores, reflection="The queue was the wait.")
    await office.settle()
    (item,) = (await tech.see("./objectives", cycle="2026-q2"))["items"]
    assert (item["id"], item["state"]) == (drafted, "closed")
    types = [each["type"] for each in (await tech.see(f"{path}/trail"))["items"]]
    assert types[:3] == ["objectives-drafted.v1", "objectives-revised.v1", "objectives-activated.v1"]


async def test_the_tree_has_progress_and_what_is_behind_it(office: Office, tech: Client, biz: Client) -> None:
    drafted = (await tech.act("./objectives", {"cycle": "2026-q2", "content": CONTENT}))["id"]
    path = f"./objectives/{drafted}"
    await follow(biz, path, "activate-objectives")
    opportunity = await raised(tech)
    place = {"objectives": drafted, "key": "KR1.1", "mechanism": "No sign-off."}
    aligned = await follow(tech, f"./opportunities/{opportunity}", "align-opportunity", **place)
    await tech.act(f"{path}/key-results/KR1.1/check-ins", {"value": 80})
    await tech.act(f"{path}/key-results/KR1.1/check-ins", {"value": 60})
    await office.settle()
    (found,) = (await biz.see("./objectives/tree", state="active"))["items"]
    assert (found["objectives"], found["uncovered"]) == (drafted, ["KR2.1", "KR3.1"])
    first = found["tree"][0]
    result = first["key_results"][0]
    assert (first["progress"], result["progress"], result["current"]) == (0.5, 0.5, 60)
    (behind,) = result["opportunities"]
    assert (behind["opportunity"], behind["title"], behind["state"]) == (opportunity, "Releases wait", "open")
    assert behind["on"]["position"] == aligned["position"]
    assert [each["type"] for each in result["rests_on"]] == ["key-result-checked-in.v1"]
    assert [each["type"] for each in found["rests_on"]] == ["objectives-drafted.v1", "objectives-activated.v1"]
    stranger = await office.found("elsewhere")
    assert (await stranger.see("/v1/workspaces/elsewhere/objectives/tree"))["items"] == []


async def test_gaps_are_found_both_ways(office: Office, tech: Client, biz: Client) -> None:
    sets = []
    for cycle in ("2026-q2", "2026-q3"):
        sets.append((await tech.act("./objectives", {"cycle": cycle, "content": CONTENT}))["id"])
        await follow(biz, f"./objectives/{sets[-1]}", "activate-objectives")
    opportunity = await prioritised(tech, biz)
    started = await raised(tech, "Begun")
    waived = [{"rule": "opportunity.not-prioritised", "reason": "A trial."}]
    await tech.act(f"./opportunities/{started}/start", {"waive": waived})
    await office.settle()
    query: dict[str, Any] = {"limit": 1}
    results, priorities, pages = [], [], 0
    while True:
        page = await tech.see("./objectives/coverage", **query)
        (part,) = page["items"]
        results += [(each["objectives"], each["key"]) for each in part["key_results"]]
        priorities += [(each["opportunity"], each["state"], len(each["in_force"])) for each in part["priorities"]]
        pages += 1
        if page["next"] is None:
            break
        query = {"cursor": page["next"]}
    assert results == [(each, f"KR{number}.1") for each in sets for number in (1, 2, 3)]
    assert priorities == [(opportunity, "prioritised", 1), (started, "in_progress", 0)]
    assert pages == 2
    place = {"objectives": sets[0], "key": "KR2.1", "mechanism": "No sign-off."}
    await follow(tech, f"./opportunities/{opportunity}", "align-opportunity", **place)
    await office.settle()
    (part,) = (await tech.see("./objectives/coverage", cycle="2026-q2", scope="main"))["items"]
    assert [each["key"] for each in part["key_results"]] == ["KR1.1", "KR3.1"]
    assert [each["opportunity"] for each in part["priorities"]] == [started]
    whole = await tech.see("./objectives/coverage")
    assert ([each["opportunity"] for each in whole["items"][0]["priorities"]], whole["next"]) == ([started], None)
