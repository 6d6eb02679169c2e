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
    (item,) = (await tech.see("./benefits", about=about, receiver="team", kind="time"))["items"]
    assert (item["id"], item["amount"]) == (benefit, {"value": 120, "unit": "person hour per month"})
    assert (item["receiver"], item["benefit_kind"], item["confirmed_by"]) == ("team", "time", ["business"])
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


async def test_trackers_and_the_backlog_disagree(office: Office, tech: Client, biz: Client) -> None:
    first, second = await raised(tech, "First"), await raised(tech, "Second")
    links = []
    for number, opportunity in enumerate((first, second, first), 1):
        body = {"about": f"opportunity:{opportunity}", "tracker": "jira", "key": f"SHOP-{number}"}
        links.append((await tech.act("./tracker-links", body))["id"])
    for link in links[:2]:
        await tech.act(f"./tracker-links/{link}/states", {"state": "In progress", "progress": "doing"})
    await tech.act(f"./tracker-links/{links[2]}/states", {"state": "To do", "progress": "todo"})

    async def drifting(**query: object) -> list[str]:
        await office.settle()
        return [each["link"] for each in (await biz.see("./tracker-links/drift", **query))["items"]]

    assert await drifting() == links[:2]
    page = await biz.see("./tracker-links/drift", limit=1)
    (item,) = page["items"]
    assert (item["key"], item["tracker_state"], item["progress"]) == ("SHOP-1", "In progress", "doing")
    assert (item["title"], item["state"], item["expected"]) == ("First", "open", ["todo"])
    types = [each["type"] for each in item["rests_on"]]
    assert types == ["opportunity-raised.v1", "tracker-linked.v1", "tracker-state-observed.v1"]
    assert await drifting(cursor=page["next"]) == [links[1]]
    assert await drifting(tracker="linear") == await drifting(progress="done") == []
    await tech.act(f"./opportunities/{second}/deferral", {"reason": "Not this year."})
    await tech.act(f"./tracker-links/{links[0]}/ending", {"reason": "It was split."})
    assert await drifting() == [links[1]]
    await tech.act(f"./tracker-links/{links[1]}/states", {"state": "Won't do", "progress": "dropped"})
    assert await drifting() == []
    stranger = await office.found("elsewhere")
    assert (await stranger.get("./tracker-links/drift")).status_code == 404


async def test_benefits_are_summed_up(office: Office, tech: Client, biz: Client) -> None:
    about = f"opportunity:{await raised(tech)}"
    made: list[str] = []
    for receiver, value, unit in (
        ("team", 1.1, "hour"),
        ("team", 2.2, "hour"),
        ("team", 3, "day"),
        ("business", 0, ""),
    ):
        told = {"about": about, "receiver": receiver, "kind": "time", "text": "No more screens."}
        amount = {"amount": {"value": value, "unit": unit}} if unit else {}
        made.append((await tech.act("./benefits", {**told, **amount}))["id"])
    await follow(biz, f"./benefits/{made[-1]}", "confirm-benefit")
    await office.settle()
    query: dict[str, object] = {"limit": 1}
    found = []
    while query:
        page = await biz.see("./benefits/totals", **query)
        found += page["items"]
        query = {"cursor": page["next"]} if page["next"] else {}
    assert [(each["receiver"], each["unit"], each["total"], each["benefits"], each["confirmed"]) for each in found] == [
        ("business", None, None, 1, 1),
        ("team", "day", 3, 1, 0),
        ("team", "hour", 3.3, 2, 0),
    ]
    totals = await biz.see("./benefits/totals", kind="time", receiver="team", about=about)
    assert totals["items"] == found[1:]
    assert (await biz.see("./benefits/totals", kind="money"))["items"] == []
