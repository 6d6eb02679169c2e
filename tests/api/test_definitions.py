"""A Definition of Awesome, from the draft to what came true of it."""

from __future__ import annotations

from tests.api.office import Client, Office
from tests.api.playbook import adopted, follow, possible

URL = {"kind": "url", "url": "https://example.org/lead-times"}


async def test_from_a_draft_to_an_achievement(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    definition, team, dev = await adopted(office, owner, tech, biz)
    path = f"./definitions/{definition}"
    seen = await dev.see(path)
    assert (seen["state"], sorted(seen["signed_sides"])) == ("adopted", ["business", "technology"])
    assert (seen["teams"], seen["feedback"][0]["buy_in"]) == ([team], "doubtful")
    delivery = (await possible(tech, path))["deliver-support"]
    await tech.act(delivery["href"], {"note": "Since the first week."})
    for partner in (tech, biz):
        await follow(partner, path, "confirm-achieved", evidence=[URL])
    seen = await tech.see(path)
    assert (seen["state"], len(seen["support"][0]["deliveries"])) == ("achieved", 1)
    (promised,) = seen["support_by_side"]
    assert (promised["side"], promised["promises"], promised["begun"]) == ("business", 1, 1)
    assert [(voice["before_adoption"], len(voice["answers"])) for voice in seen["feedback"]] == [(True, 1)]
    await office.settle()
    (item,) = (await tech.see("./definitions", state="achieved", team=team))["items"]
    assert item["id"] == definition
    assert (await tech.see(f"{path}/trail"))["items"][0]["type"] == "definition-drafted.v1"


async def test_a_definition_gives_way_to_another(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    first, _, _ = await adopted(office, owner, tech, biz)
    second, _, _ = await adopted(office, owner, tech, biz)
    await follow(tech, f"./definitions/{first}", "supersede-definition", by=second, reason="We aim further.")
    assert (await tech.see(f"./definitions/{first}"))["superseded_by"] == second
    await follow(biz, f"./definitions/{second}", "retire-definition", reason="The product is gone.")
    assert (await tech.see(f"./definitions/{second}"))["state"] == "retired"


async def test_a_draft_is_revised(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    definition, _, _ = await adopted(office, owner, tech, biz)
    opportunities = (await tech.see(f"./definitions/{definition}"))["opportunities"]
    words = {"opportunities": opportunities, "north_star": "Within the hour"}
    draft = (await tech.act("./definitions", words))["id"]
    await follow(biz, f"./definitions/{draft}", "revise-definition", **{**words, "north_star": "Within half an hour"})
    seen = await tech.see(f"./definitions/{draft}")
    assert (seen["revision"], seen["north_star"]) == (2, "Within half an hour")
