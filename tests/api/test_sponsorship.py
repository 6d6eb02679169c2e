"""A team member proposes for a side once somebody of that side says so."""

from __future__ import annotations

from tests.api.office import Client, Office


async def test_a_member_proposes_for_who_lets_the_member(office: Office, owner: Client, tech: Client) -> None:
    raised = (await tech.act("./opportunities", {"title": "Slow", "problem": "Slow."}))["id"]
    member = await office.joined(owner)
    team = (await owner.act("./teams", {"name": "Crew"}))["id"]
    await owner.act(f"./teams/{team}/members", {"person": member.person, "role": "developer"})
    value = {"statement": "Faster.", "beneficiaries": ["customers"], "sponsor": tech.person}
    path, place = f"./opportunities/{raised}/values", f"./people/{member.person}/sponsorships"
    refused = await member.post(path, json=value)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/opportunity-sponsor-missing")
    await tech.act(place)
    recorded = await member.act(path, value)
    assert recorded["events"][-1]["data"]["sponsor"] == tech.person
    await tech.act(f"{place}/withdrawal", {"reason": "The workshops are over."})
    again = await member.post(path, json={**value, "statement": "Much faster."})
    assert again.json()["type"] == "/problems/opportunity-sponsor-missing"
    (held,) = (await member.see(f"./people/{member.person}"))["sponsorships"]
    assert (held["sponsor"], held["withdrawn_because"]) == (tech.person, "The workshops are over.")
