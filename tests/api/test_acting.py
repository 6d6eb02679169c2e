"""Acts: recorded with all their headers, safe to repeat, conditional, and tried out without a trace."""

from __future__ import annotations

import asyncio

from tests.api.office import Client, Office

PLAIN = {"title": "Releases wait", "problem": "For two days."}


async def test_what_was_recorded_is_answered(tech: Client) -> None:
    answer = await tech.post("./opportunities", json=PLAIN, headers={"Correlation-Id": "review-4"})
    body, headers = answer.json(), answer.headers
    (event,) = body["events"]
    assert answer.status_code == 201
    assert headers["location"] == f"/v1/workspaces/acme/opportunities/{body['id']}"
    assert headers["etag"] == f'"{event["position"]}"'
    assert headers["accord-position"] == str(body["position"]) == str(event["position"])
    assert (event["type"], event["actor"], event["side"], event["correlation"]) == (
        "opportunity-raised.v1",
        tech.person,
        "technology",
        "review-4",
    )
    assert (await tech.get(headers["location"])).headers["etag"] == headers["etag"]


async def test_a_client_may_choose_the_id(office: Office, tech: Client) -> None:
    chosen = office.new_id("opp")
    assert (await tech.act("./opportunities", {**PLAIN, "id": chosen}))["id"] == chosen
    again = await tech.post("./opportunities", json={**PLAIN, "id": chosen})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/opportunity-already-exists")


async def test_a_repeat_answers_the_first_result(tech: Client) -> None:
    first = await tech.post("./opportunities", json=PLAIN, headers={"Idempotency-Key": "one"})
    again = await tech.post("./opportunities", json=PLAIN, headers={"Idempotency-Key": "one"})
    assert again.json() == first.json()
    assert (again.status_code, again.headers["location"]) == (201, first.headers["location"])
    assert again.headers["etag"] == first.headers["etag"]


async def test_concurrent_repeats_are_one_act(tech: Client) -> None:
    answers = await asyncio.gather(
        *(tech.post("./opportunities", json=PLAIN, headers={"Idempotency-Key": "one"}) for _ in range(8))
    )
    assert len({answer.text for answer in answers}) == 1
    assert len((await tech.see("./events", after=4))["items"]) == 1


async def test_a_key_belongs_to_one_person(tech: Client, biz: Client) -> None:
    first = await tech.act("./opportunities", PLAIN, **{"Idempotency-Key": "one"})
    other = await biz.act("./opportunities", PLAIN, **{"Idempotency-Key": "one"})
    assert first["id"] != other["id"]


async def test_if_match_follows_the_subject(tech: Client) -> None:
    raised = await tech.post("./opportunities", json=PLAIN)
    path, tag = f"{raised.headers['location']}/values/perspectives", raised.headers["etag"]
    moved = await tech.post(path, json={"text": "We feel it."}, headers={"If-Match": tag})
    assert moved.status_code == 201
    stale = await tech.post(path, json={"text": "Still."}, headers={"If-Match": tag})
    assert stale.status_code == 412
    fresh = await tech.post(path, json={"text": "Still."}, headers={"If-Match": moved.headers["etag"]})
    assert fresh.status_code == 201
    assert (await tech.post(path, json={"text": "Any."}, headers={"If-Match": "*"})).status_code == 201
    weak = await tech.post(path, json={"text": "Weak."}, headers={"If-Match": f"W/{fresh.headers['etag']}"})
    assert weak.status_code == 412


async def test_a_dry_run_tells_what_would_happen(tech: Client) -> None:
    planned = await tech.post("./opportunities?dry_run=true", json=PLAIN)
    body = planned.json()
    assert (planned.status_code, body["refusals"]) == (200, [])
    assert [event["type"] for event in body["events"]] == ["opportunity-raised.v1"]
    assert (await tech.see("./events", after=4))["items"] == []


async def test_a_dry_run_lists_every_refusal_at_once(tech: Client) -> None:
    opportunity = (await tech.act("./opportunities", PLAIN))["id"]
    await tech.act(f"./opportunities/{opportunity}/values", {"statement": "Sooner.", "beneficiaries": ["all"]})
    planned = await tech.post(
        f"./opportunities/{opportunity}/values/agreements?dry_run=true", json={"revision": 1, "digest": "0" * 64}
    )
    rules = {refusal["rule"]: refusal["waivable"] for refusal in planned.json()["refusals"]}
    assert rules == {"opportunity.value-digest-differs": False, "opportunity.no-impacted-group": True}


async def test_possible_acts_carry_a_ready_body(tech: Client, biz: Client) -> None:
    opportunity = (await tech.act("./opportunities", PLAIN))["id"]
    path = f"./opportunities/{opportunity}"
    await tech.act(f"{path}/impacts", {"groups": [{"name": "All", "kind": "team", "how": "Waiting."}]})
    await tech.act(f"{path}/values", {"statement": "Sooner.", "beneficiaries": ["all"]})
    acts = {act["name"]: act for act in (await biz.see(path))["acts"]}
    assert acts["agree-value"]["possible"]
    await biz.act(acts["agree-value"]["href"], acts["agree-value"]["body"])
    assert (acts["reword-opportunity"]["possible"], acts["reword-opportunity"]["needs"]) == (True, ["title"])
    assert not acts["reopen-opportunity"]["possible"]
    assert acts["reopen-opportunity"]["refusals"][0]["rule"] == "opportunity.not-ended"
    assert acts["adopt-opportunity"]["refusals"]
    without = await biz.see(path, acts="false")
    assert without["acts"] == []


async def test_every_subject_tells_what_can_be_done(office: Office, owner: Client, tech: Client) -> None:
    team = (await owner.act("./teams", {"name": "Checkout"}))["id"]
    await owner.act(f"./teams/{team}/members", {"person": tech.person, "role": "ops"})
    meeting = (
        await tech.act("./meetings", {"title": "Review", "held_at": "2026-01-01T00:00:00Z", "present": [owner.person]})
    )["id"]
    until = "2999-01-01T00:00:00Z"
    delegation = (await tech.act("./delegations", {"person": owner.person, "ends": until}))["id"]
    key = (await owner.act("./keys", {"holder": owner.person, "scopes": ["read"]}))["id"]
    await owner.act("./scopes", {"scope": "checkout", "kind": "theme"})
    await tech.act("./policies", {"policy": {"readiness": "enforce"}})
    expected = {
        ".": "raise-opportunity",
        "./policies/current": "confirm-policy",
        f"./people/{tech.person}": "grant-role",
        f"./teams/{team}": "remove-team-member",
        f"./meetings/{meeting}": "confirm-minutes",
        f"./delegations/{delegation}": "revoke-delegation",
        f"./keys/{key}": "revoke-key",
    }
    for path, name in expected.items():
        assert name in {act["name"] for act in (await owner.see(path))["acts"]}, path
    assert (await owner.see("./scopes/checkout"))["acts"] == []
    await office.settle()
    for path in ("people", "partners", "delegations", "teams", "scopes", "policies", "keys", "meetings"):
        assert (await owner.see(f"./{path}"))["items"], path


async def test_a_person_is_erased(office: Office, owner: Client) -> None:
    person = (await owner.act("./people", {"name": "Ada", "email": "ada@example.org"}))["id"]
    await owner.act(f"./people/{person}/details", {"title": "CTO"})
    await office.settle()
    assert {"Ada"} == {item["name"] for item in (await owner.see("./people"))["items"] if item["person"] == person}
    await owner.act(f"./people/{person}/erasure")
    await office.settle()
    (erased,) = [item for item in (await owner.see("./people"))["items"] if item["person"] == person]
    assert (erased["name"], erased["email"], erased["forgotten"]) == (None, None, True)


async def test_a_whole_number_may_have_a_fraction_of_nought(tech: Client) -> None:
    answer = await tech.post(
        "./policies?dry_run=true",
        content=b'{"policy":{"max_backdating_days":9.0,"difficulty_high_from":3}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.json()["events"][-1]["data"]["policy"]["max_backdating_days"] == 9
    wrong = await tech.post(
        "./policies?dry_run=true",
        content=b'{"policy":{"max_backdating_days":9.5}}',
        headers={"Content-Type": "application/json"},
    )
    assert wrong.json()["errors"][0]["pointer"] == "/policy/max_backdating_days"
