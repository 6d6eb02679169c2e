"""Where a walk starts: an empty workspace with its people, or one in which much has been agreed already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.office import Client, Office
from tests.api.playbook import adopted, follow, measured, raised
from tests.api.walk import Walk

BEGINNINGS = ("people", "opportunities", "a definition", "a kata")


async def assembled(office: Office, slug: str, beginning: str) -> Walk:
    """Ten people and services of a new workspace, and as much of a story as asked for."""
    owner = await office.found(slug)
    owner.workspace = slug
    people: dict[str, Client] = {"owner": owner}
    sides = {"tech": "technology", "biz": "business", "second": "technology", "other": "business"}
    for name in (*sides, "member", "delegate", "facilitator", "coach", "auditor"):
        people[name] = await office.joined(owner, of=sides.get(name))
    people["pipeline"] = await office.key_for(slug, "integration:pipeline")
    people["pipeline"].workspace = slug
    for role in ("facilitator", "coach", "auditor"):
        await owner.act(f"./people/{people[role].person}/roles", {"role": role})
    ends = (office.clock() + timedelta(days=30)).isoformat()
    await people["biz"].act("./delegations", {"person": people["delegate"].person, "side": "business", "ends": ends})
    team = (await owner.act("./teams", {"name": "Checkout"}))["id"]
    await owner.act(f"./teams/{team}/members", {"person": people["member"].person, "role": "product_owner"})
    days = [(office.clock() + timedelta(days=days)).date().isoformat() for days in (-30, 60)]
    await owner.act("./scopes", {"scope": "checkout", "kind": "cycle", "begins": days[0], "ends": days[1]})
    walk = Walk(office, await office.services.store.workspace(slug), people)
    await begun(walk, beginning)
    await walk.listen()
    return walk


async def begun(walk: Walk, beginning: str) -> None:
    """Tell the beginning of a story."""
    people, office = walk.people, walk.office
    owner, tech, biz = people["owner"], people["tech"], people["biz"]
    if beginning == "people":
        return
    for who, title in ((tech, "Releases wait"), (biz, "Fees are unclear"), (tech, "Nobody trusts the tests")):
        await raised(who, title)
    if beginning == "opportunities":
        return
    definition, team, dev = await adopted(office, owner, tech, biz)
    walk.people["learner"] = dev
    if beginning == "a definition":
        return
    for key in ("lead_time", "qa_queue"):
        await measured(tech, key)
    coach = people["coach"]
    kata = {"definition": definition, "focus_process": "Release", "team": team}
    path = f"./katas/{(await dev.act('./katas', {**kata, 'learner': dev.person, 'coach': coach.person}))['id']}"
    await follow(dev, path, "grasp-current-condition", facts=["Eleven wait."], pattern="All on Monday.")
    day = (office.clock() + timedelta(days=42)).date().isoformat()
    aim: dict[str, Any] = {"outcome": {"metric": "lead_time", "target": 336}, "pattern": "Tests on every change"}
    await follow(dev, path, "set-target-condition", achieve_by=day, process={"metric": "qa_queue", "target": 3}, **aim)
    obstacle = (await follow(dev, path, "park-obstacle", text="By hand."))["events"][0]["data"]["obstacle"]
    await dev.act(f"{path}/obstacles/{obstacle}/focus")
