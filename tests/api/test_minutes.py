"""Meetings: what people did there counts once they confirm it, or at once where the policy says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.office import Client, Office


@pytest.fixture
async def meeting(tech: Client, biz: Client) -> str:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    held = await tech.act("./meetings", {"title": "Review", "held_at": yesterday, "present": [tech.person, biz.person]})
    identity: str = held["id"]
    return identity


def said(meeting: str, person: str) -> dict[str, object]:
    return {"title": "Fees are unclear", "problem": "Customers call.", "minuted": {"meeting": meeting, "actor": person}}


async def test_a_minuted_act_counts_once_confirmed(tech: Client, biz: Client, meeting: str) -> None:
    minuted = await tech.act("./opportunities", said(meeting, biz.person))
    assert [event["type"] for event in minuted["events"]] == ["act-minuted.v1"]
    opportunity = minuted["events"][0]["data"]["subject"]
    assert (await biz.get(f"./opportunities/{opportunity}")).status_code == 404
    waiting = await biz.see(f"./people/{biz.person}")
    assert [act["command"] for act in waiting["waiting"]] == ["raise-opportunity"]
    confirmed = await biz.act(f"./meetings/{meeting}/confirmations", None, **{"Idempotency-Key": "one"})
    (act,) = confirmed["acts"]
    assert (act["status"], act["refusals"]) == ("recorded", [])
    (event,) = act["events"]
    assert (event["actor"], event["recorder"], event["basis"], event["meeting"]) == (
        biz.person,
        tech.person,
        "minuted",
        meeting,
    )
    assert event["occurred_at"][:10] == (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    assert (await biz.see(f"./opportunities/{opportunity}"))["title"] == "Fees are unclear"
    again = await biz.act(f"./meetings/{meeting}/confirmations", None, **{"Idempotency-Key": "one"})
    assert again == confirmed


async def test_a_confirmed_act_that_the_rules_refuse_says_so(tech: Client, biz: Client, meeting: str) -> None:
    raised = (await tech.act("./opportunities", {"title": "A", "problem": "B"}))["id"]
    reopening = {"reason": "It is back.", "minuted": {"meeting": meeting, "actor": biz.person}}
    await tech.act(f"./opportunities/{raised}/reopening", reopening)
    (act,) = (await biz.act(f"./meetings/{meeting}/confirmations"))["acts"]
    assert (act["status"], act["events"]) == ("refused", [])
    assert act["refusals"][0]["rule"] == "opportunity.not-ended"


async def test_a_disputed_act_never_counts(tech: Client, biz: Client, meeting: str) -> None:
    minuted = await tech.act("./opportunities", said(meeting, biz.person))
    act = minuted["events"][0]["data"]["act"]
    await biz.act(f"./meetings/{meeting}/disputes", {"acts": [act], "reason": "I said nothing."})
    answer = await biz.post(f"./meetings/{meeting}/confirmations", json={})
    assert answer.json()["type"] == "/problems/meetings-nothing-waits"


async def test_minutes_count_at_once_where_the_policy_says_so(tech: Client, biz: Client, meeting: str) -> None:
    proposed = await tech.act("./policies", {"policy": {"minutes": "at_once"}})
    proposal = proposed["events"][-1]["data"]
    for partner in (tech, biz):
        seen = (await partner.see("./policies/current"))["proposal"]
        if seen is not None and partner is biz:
            await partner.act("./policies/confirmations", {k: proposal[k] for k in ("revision", "digest")})
        elif partner is tech:
            await partner.post("./policies/confirmations", json={k: proposal[k] for k in ("revision", "digest")})
    assert (await tech.see("./policies/current"))["policy"]["minutes"] == "at_once"
    minuted = await tech.act("./opportunities", said(meeting, biz.person))
    (event,) = minuted["events"]
    assert (event["type"], event["actor"], event["recorder"]) == ("opportunity-raised.v1", biz.person, tech.person)


async def test_nobody_confirms_for_somebody_else(tech: Client, biz: Client, meeting: str) -> None:
    await tech.act("./opportunities", said(meeting, biz.person))
    answer = await tech.post(f"./meetings/{meeting}/confirmations", json={})
    assert answer.json()["type"] == "/problems/meetings-nothing-waits"


async def test_a_dry_run_of_a_minuted_act(tech: Client, biz: Client, meeting: str) -> None:
    planned = await tech.post("./opportunities?dry_run=true", json=said(meeting, biz.person))
    assert [event["type"] for event in planned.json()["events"]] == ["act-minuted.v1"]
    refused = await tech.post("./opportunities?dry_run=true", json=said(meeting, tech.person))
    assert refused.json()["refusals"][0]["rule"] == "meetings.own-act"


async def test_what_can_never_count_is_refused_when_it_is_minuted(tech: Client, biz: Client, meeting: str) -> None:
    nowhere = "dec_01kb5v3n8rf4tt2q9w6zg0x1y7"
    minuted = {"meeting": meeting, "actor": biz.person}
    body = {"revision": 1, "digest": "0" * 64, "minuted": minuted}
    answer = await tech.post(f"./decisions/{nowhere}/agreements", json=body)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/decision-unknown")
    held = {"person": biz.person, "command": "agree-decision", "subject": nowhere, "act": {"revision": 1}}
    answer = await tech.post(f"./meetings/{meeting}/acts", json=held)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/subject")
    raised = await tech.act("./opportunities", {"id": "opp_01kb5v3n8rf4tt2q9w6zg0x1y7", **said(meeting, biz.person)})
    concerns = raised["events"][0]["data"]["subject"]
    deferral = {"reason": "Not now.", "minuted": minuted}
    await tech.act(f"./opportunities/{concerns}/deferral", deferral)
    acts = (await biz.act(f"./meetings/{meeting}/confirmations"))["acts"]
    assert [act["status"] for act in acts] == ["recorded", "recorded"]


async def test_who_is_no_facilitator_minutes_nothing(office: Office, owner: Client, meeting: str, biz: Client) -> None:
    plain = await office.joined(owner)
    answer = await plain.post("./opportunities", json=said(meeting, biz.person))
    assert answer.status_code == 403
