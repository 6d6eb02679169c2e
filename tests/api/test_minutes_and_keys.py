"""Acts from minutes keep to the recorder's keys and never hold each other up; a repeat ends what was cut short."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from domain.meetings.refusals import ActNotCarriedOut
from eventstore.errors import EntryTooLarge
from eventstore.execute import execute
from tests.api import office as offices
from tests.api.office import Client, Office

THOUGHT = {"text": "We lose a day a week to this."}


@pytest.fixture
async def office(pool: asyncpg.Pool) -> AsyncIterator[Office]:
    async with offices.opened(pool) as opened:
        yield opened


class Scene:
    """A meeting of two sides about one opportunity."""

    def __init__(self, owner: Client, tech: Client, biz: Client, meeting: str, opportunity: str) -> None:
        self.owner = owner
        self.tech = tech
        self.biz = biz
        self.meeting = meeting
        self.thoughts = f"./opportunities/{opportunity}/values/perspectives"
        self.opportunity = opportunity

    async def minuted(self, **act: Any) -> dict[str, Any]:
        told = {"person": self.biz.person, "command": "give-value-perspective", "subject": self.opportunity}
        return await self.tech.act(f"./meetings/{self.meeting}/acts", {**told, "act": THOUGHT, **act})


@pytest.fixture
async def scene(office: Office) -> Scene:
    owner = await office.found()
    tech, biz = await office.joined(owner, of="technology"), await office.joined(owner, of="business")
    raised = await tech.act("./opportunities", {"title": "Slow", "problem": "Slow.", "theme": "other"})
    held = {"title": "Review", "held_at": datetime.now(UTC).isoformat(), "present": [tech.person, biz.person]}
    meeting = await tech.act("./meetings", held)
    return Scene(owner, tech, biz, meeting["id"], raised["id"])


async def test_the_recorders_key_is_not_the_persons(scene: Scene) -> None:
    policy = await scene.tech.act("./policies", {"policy": {"minutes": "at_once"}, "reason": "We meet daily."})
    proposed = policy["events"][-1]["data"]
    for partner in (scene.tech, scene.biz):
        answer = await partner.post(
            "./policies/confirmations", json={"revision": proposed["revision"], "digest": proposed["digest"]}
        )
        assert answer.status_code in {201, 409}, answer.text
    told = {**THOUGHT, "minuted": {"meeting": scene.meeting, "actor": scene.biz.person}}
    headers = {"Idempotency-Key": "monday"}
    first = await scene.tech.act(scene.thoughts, told, **headers)
    own = await scene.biz.act(scene.thoughts, {"text": "My own words."}, **headers)
    assert own["position"] > first["position"]
    assert await scene.tech.act(scene.thoughts, told, **headers) == first


async def test_what_no_command_takes_is_not_minuted(scene: Scene) -> None:
    words = {"title": "Slow", "problem": "Slow.", "theme": "other"}
    for subject in ("x", scene.meeting):
        told = {"person": scene.biz.person, "command": "raise-opportunity", "subject": subject, "act": words}
        answer = await scene.tech.post(f"./meetings/{scene.meeting}/acts", json=told)
        assert answer.json()["type"] == "/problems/acting-subject-malformed"


async def test_an_act_that_does_not_fit_holds_no_other_up(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.minuted()
    await scene.minuted(act={"text": "And another one."})
    seen: list[int] = []

    async def first_too_large(*arguments: Any, **options: Any) -> Any:
        seen.append(1)
        if len(seen) == 1:
            raise EntryTooLarge("an event takes more than 65535 bytes")
        return await execute(*arguments, **options)

    monkeypatch.setattr("api.confirming.execute", first_too_large)
    acts = (await scene.biz.act(f"./meetings/{scene.meeting}/confirmations"))["acts"]
    assert [act["status"] for act in acts] == ["refused", "recorded"]
    assert acts[0]["refusals"][0]["rule"] == ActNotCarriedOut.rule


@pytest.mark.parametrize("method", ["TRACE", "CONNECT"])
async def test_methods_that_no_path_has(scene: Scene, method: str) -> None:
    answer = await scene.owner.request(method, scene.thoughts)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS")
    assert answer.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize("path", ["/v1/workspaces/%00", "./decisions/%00", "./people/x%00y/trail", "./keys/a%1fb"])
async def test_no_path_holds_control_characters(scene: Scene, path: str) -> None:
    assert (await scene.owner.get(path)).status_code == 404


async def test_a_confirmation_that_was_cut_short_is_ended_by_a_repeat(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.minuted()
    await scene.minuted(act={"text": "And another one."})
    place, seen = f"./meetings/{scene.meeting}/confirmations", 0

    async def cut(*arguments: Any, **options: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == 2:
            raise ConnectionResetError
        return await execute(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr("api.confirming.execute", cut)
        assert (await scene.biz.post(place, json={})).status_code == 500
    stranger = await scene.tech.post(place, json={})
    assert stranger.json()["type"] == "/problems/meetings-nothing-waits"
    planned = await scene.biz.post(f"{place}?dry_run=true", json={})
    assert planned.json()["refusals"][0]["rule"] == "meetings.nothing-waits"
    resumed = await scene.biz.post(place, json={})
    assert resumed.status_code == 200, resumed.text
    acts = resumed.json()["acts"]
    assert [act["status"] for act in acts] == ["recorded", "recorded"]
    assert resumed.json()["events"] == []
    seen_values = await scene.tech.see(f"./opportunities/{scene.opportunity}")
    assert [each["text"] for each in seen_values["perspectives"]] == [THOUGHT["text"], "And another one."]
    assert (await scene.biz.post(place, json={})).json()["type"] == "/problems/meetings-nothing-waits"
    await scene.minuted(act={"text": "A third one."})
    named = await scene.biz.post(place, json={"acts": [acts[0]["act"]]})
    assert named.json()["type"] == "/problems/meetings-act-not-waiting"


async def test_a_repeat_names_what_the_act_made(scene: Scene) -> None:
    words = {"title": "Slow", "problem": "Slow.", "theme": "other"}
    await scene.minuted(command="raise-opportunity", subject="", act=words)
    place = f"./meetings/{scene.meeting}/confirmations"
    first = await scene.biz.act(place, None, **{"Idempotency-Key": "once"})
    assert await scene.biz.act(place, None, **{"Idempotency-Key": "once"}) == first
    (act,) = first["acts"]
    assert (await scene.biz.see(f"./opportunities/{act['subject']}"))["title"] == "Slow"
