"""What came of it, and the items of trackers that stand for it."""

from __future__ import annotations

from tests.api.office import Client, Office
from tests.api.playbook import follow, raised


async def test_a_benefit_is_recorded_and_confirmed(office: Office, tech: Client, biz: Client) -> None:
    about = f"opportunity:{await raised(tech)}"
    told = {"about": about, "receiver": "team", "kind": "time", "text": "No more screens."}
    benefit = (await tech.act("./benefits", {**told, "amount": {"value": 120, "unit": "person hour per month"}}))["id"]
    path = f"./benefits/{benefit}"
    await follow(biz, path, "confirm-benefit", note="We see it.")
    seen = await tech.see(path)
    assert (seen["state"], seen["amount"]["value"], seen["about"]) == ("confirmed", 120, about)
    await office.settle()
    assert [item["id"] for item in (await tech.see("./benefits", about=about))["items"]] == [benefit]
    types = [each["type"] for each in (await tech.see(f"{path}/trail"))["items"]]
    assert types == ["benefit-recorded.v1", "benefit-confirmed.v1"]


async def test_a_link_to_a_tracker(office: Office, tech: Client) -> None:
    about = f"opportunity:{await raised(tech)}"
    link = (await tech.act("./tracker-links", {"about": about, "tracker": "jira", "key": "SHOP-1"}))["id"]
    path = f"./tracker-links/{link}"
    await follow(tech, path, "observe-tracker-state", state="In progress", progress="doing")
    again = await tech.post(f"{path}/states", json={"state": "In progress", "progress": "doing"})
    assert (again.status_code, again.json()["events"]) == (200, [])
    assert (await tech.see(path))["latest"]["progress"] == "doing"
    await follow(tech, path, "unlink-tracker", reason="It was split.")
    await office.settle()
    (item,) = (await tech.see("./tracker-links", tracker="jira"))["items"]
    assert (item["id"], item["state"]) == (link, "unlinked")
    assert (await tech.see(f"{path}/trail"))["items"][-1]["type"] == "tracker-unlinked.v1"
