"""Objectives, from the draft to the scores, and an opportunity that serves them."""

from __future__ import annotations

from typing import Any

from tests.api.office import Client, Office
from tests.api.playbook import follow, raised

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
