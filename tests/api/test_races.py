"""Requests that come at once, and clocks that differ: each is judged by what is on the record when its turn comes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from domain.blind import PrivateEntry
from eventstore.store import Store
from eventstore.unsealing import sealed_contents
from eventstore.workspaces import Workspace
from tests.api.office import Client, Office
from tests.api.playbook import raised

UNSEALING = "eventstore.execute.sealed_contents"
REVEALED = "/problems/assessment-already-revealed"


async def scored(tech: Client, biz: Client) -> str:
    """An assessment that everybody has scored."""
    opportunity = await raised(tech)
    scorers = [{"person": tech.person}, {"person": biz.person}]
    opened = (await tech.act("./assessments", {"opportunities": [opportunity], "scorers": scorers}))["id"]
    for who in (tech, biz):
        await who.act(
            f"./assessments/{opened}/scores",
            {"scores": [{"opportunity": opportunity, "difficulty": 3, "urgency": 5}]},
        )
    return f"./assessments/{opened}"


async def test_of_reveals_at_once_one_is_recorded_and_the_others_are_told_so(tech: Client, biz: Client) -> None:
    path = await scored(tech, biz)
    answers = await asyncio.gather(*(who.post(f"{path}/reveal", json={}) for who in (tech, biz) * 4))
    told = sorted((answer.status_code, answer.json().get("type", "")) for answer in answers)
    assert told == [(201, ""), *[(409, REVEALED)] * 7]


async def test_a_reveal_that_finds_the_sheets_opened_meanwhile_says_so(
    tech: Client, biz: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await scored(tech, biz)

    async def overtaken(store: Store, workspace: Workspace, events: Sequence[str]) -> dict[str, PrivateEntry]:
        monkeypatch.setattr(UNSEALING, sealed_contents)
        await biz.act(f"{path}/reveal")
        return await sealed_contents(store, workspace, events)

    monkeypatch.setattr(UNSEALING, overtaken)
    answer = await tech.post(f"{path}/reveal", json={})
    assert (answer.status_code, answer.json()["type"]) == (409, REVEALED)


async def test_a_clock_that_is_behind_refuses_nothing(office: Office, tech: Client, biz: Client) -> None:
    office.clock.moved = -timedelta(seconds=90)
    path = await scored(tech, biz)
    await tech.act(f"{path}/reveal")
    body = {"observations": [{"metric": "lead_time", "value": 1}]}
    capture = {"method": "manual", "cadence": "weekly"}
    await tech.act(
        "./metrics", {"key": "lead_time", "unit": "hour", "direction": "down", "kind": "delivery", "capture": capture}
    )
    recorded = await tech.act("./observations", body)
    assert recorded["rows"][0]["status"] == "recorded"


async def test_what_is_claimed_for_too_early_is_refused_as_before(tech: Client, biz: Client, office: Office) -> None:
    path = await scored(tech, biz)
    early = (office.clock() - timedelta(hours=1)).isoformat()
    answer = await tech.post(f"{path}/reveal", json={"occurred_at": early})
    assert answer.json()["type"] == "/problems/acting-claimed-before-its-ground"
