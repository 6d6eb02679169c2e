"""A value stream map, from the first step to what solving an opportunity would change."""

from __future__ import annotations

from tests.api.office import Client, Office
from tests.api.playbook import follow, raised

ENDS = {"begins": "A pull request", "ends": "Customers use it", "unit_of_work": "a change"}


async def test_a_map_is_drawn_closed_and_used(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    people = [{"person": biz.person, "role": "product_owner"}, {"person": tech.person, "role": "developer"}]
    drawn = (await tech.act("./value-streams", {"title": "Checkout", "participants": people, **ENDS}))["id"]
    path = f"./value-streams/{drawn}"
    steps = [
        (await follow(tech, path, "add-step", name=name))["events"][0]["data"]["step"]
        for name in ("Write", "Test", "Release", "Celebrate")
    ]
    for place, step in enumerate(steps[:3], 1):
        numbers = {"process_time": 4, "lead_time": 24 * place, "percent_complete_accurate": 80}
        await tech.act(f"{path}/steps/{step}/measures", numbers)
    await tech.act(f"{path}/steps/{steps[3]}/place", {"place": 1})
    await tech.act(f"{path}/steps/{steps[3]}/removal", {"reason": "Nobody does."})
    await tech.act(f"{path}/steps/{steps[1]}/wastes", {"wastes": ["delays"]})
    await follow(tech, path, "add-handoff", giver=steps[0], receiver=steps[1])
    await follow(tech, path, "add-rework", found_at=steps[1], back_to=steps[0], percent=20)
    await tech.act(f"{path}/steps/{steps[2]}/nominations", {"why": "It waits here."})
    await biz.act(f"{path}/steps/{steps[2]}/confirmation")
    closed = await follow(tech, path, "close-value-stream")
    assert closed["events"][-1]["data"]["totals"]["lead_time"] == 144
    opportunity = await raised(tech)
    deltas = [{"step": steps[2], "lead_time": -48}]
    estimated = await follow(tech, path, "estimate-impact", opportunity=opportunity, deltas=deltas)
    assert estimated["events"][-1]["data"]["totals"]["lead_time"] == 96
    assert (await owner.see(path))["map"] == drawn
    await office.settle()
    assert (await tech.see(f"{path}/trail"))["items"][0]["type"] == "value-stream-opened.v1"


async def test_a_stream_is_compared_before_and_after(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    people = [{"person": biz.person, "role": "product_owner"}, {"person": tech.person, "role": "developer"}]
    maps: list[str] = []
    for lead_time in (96, 24):
        body = {"title": "Checkout", "participants": people, **ENDS, **({"previous": maps[0]} if maps else {})}
        maps.append((await tech.act("./value-streams", body))["id"])
        added = await tech.act(f"./value-streams/{maps[-1]}/steps", {"name": "Test"})
        step = added["events"][0]["data"]["step"]
        numbers = {"process_time": 4, "lead_time": lead_time, "percent_complete_accurate": 80}
        await tech.act(f"./value-streams/{maps[-1]}/steps/{step}/measures", numbers)
        await follow(tech, f"./value-streams/{maps[-1]}", "close-value-stream")
    former, later = maps
    found = await tech.see(f"./value-streams/{former}/comparison", **{"with": later})
    assert (found["former"]["map"], found["later"]["map"], found["comparable"]) == (former, later, True)
    assert (found["former"]["totals"]["lead_time"], found["lead_time"], found["process_time"]) == (96, -72, 0)
    assert [(step["name"], step["lead_time"]) for step in found["steps"]] == [("Test", -72)]
    assert [each["type"] for each in found["rests_on"]] == ["value-stream-closed.v1"] * 2
    other = await office.found("elsewhere")
    for path, status in (
        (f"./value-streams/{former}/comparison", 400),
        (f"./value-streams/{former}/comparison?with={office.new_id('vsm')}", 404),
        (f"/v1/workspaces/elsewhere/value-streams/{former}/comparison?with={later}", 404),
    ):
        asking = other if path.startswith("/") else tech
        assert (await asking.get(path)).status_code == status
    assert (await owner.see(f"./value-streams/{later}"))["previous"] == former
