"""What the walks through the playbook begin with: an agreed priority, a team, a metric, an adopted definition."""

from __future__ import annotations

from typing import Any

from tests.api.office import Client, Office

CAPTURE = {"method": "automatic", "cadence": "weekly", "source": "pipeline"}


async def raised(who: Client, title: str = "Releases wait") -> str:
    """An opportunity."""
    opportunity: str = (await who.act("./opportunities", {"title": title, "problem": "For two days."}))["id"]
    return opportunity


async def prioritised(tech: Client, biz: Client) -> str:
    """An opportunity that both sides agreed comes first."""
    opportunity = await raised(tech)
    seen = await tech.see(f"./opportunities/{opportunity}")
    option = {"opportunity": opportunity, "revision": seen["revision"], "digest": seen["digest"]}
    decision = (
        await biz.act(
            "./decisions",
            {
                "kind": "first_priority",
                "options": [option, {"do_nothing": True}],
                "choice": opportunity,
                "rationale": "It hurts every week.",
            },
        )
    )["id"]
    for partner in (tech, biz):
        await follow(partner, f"./decisions/{decision}", "state-win", text="We feel it first.")
        await follow(partner, f"./decisions/{decision}", "agree-decision")
    return opportunity


async def follow(who: Client, path: str, name: str, /, **fields: Any) -> dict[str, Any]:
    """Do one of the acts that a resource offers, with the body that it gives and the fields that it still needs."""
    offered = await possible(who, path)
    assert name in offered, sorted(offered)
    act = offered[name]
    assert act["possible"], act["refusals"]
    return await who.act(act["href"], {**act["body"], **fields})


async def possible(who: Client, path: str) -> dict[str, Any]:
    """The acts of a resource by their name."""
    return {act["name"]: act for act in (await who.see(path))["acts"]}


async def team_of(owner: Client, *people: Client) -> str:
    """A team of these people."""
    team: str = (await owner.act("./teams", {"name": "Delivery"}))["id"]
    for person in people:
        await owner.act(f"./teams/{team}/members", {"person": person.person, "role": "developer"})
    return team


async def measured(who: Client, key: str = "lead_time", value: float = 504, unit: str = "hour") -> str:
    """A metric with one number; answers the id of the observation."""
    body = {"key": key, "unit": unit, "direction": "down", "kind": "delivery", "capture": CAPTURE}
    await who.act("./metrics", body)
    row = {"metric": key, "value": value, "external_id": "first"}
    observation: str = (await who.act("./observations", {"observations": [row]}))["rows"][0]["observation"]
    return observation


async def adopted(office: Office, owner: Client, tech: Client, biz: Client) -> tuple[str, str, Client]:
    """A definition that both sides signed, the team that it is for, and a member of that team."""
    opportunity = await prioritised(tech, biz)
    dev = await office.joined(owner)
    team = await team_of(owner, dev)
    definition: str = (
        await tech.act(
            "./definitions",
            {"opportunities": [opportunity], "north_star": "In production within the hour", "teams": [team]},
        )
    )["id"]
    path = f"./definitions/{definition}"
    await biz.act(f"{path}/contributions", {"part": "north_star", "text": "On any day of the week"})
    voice = await dev.act(f"{path}/feedback", {"team": team, "buy_in": "doubtful", "text": "With one machine?"})
    answer = {"feedback": [voice["events"][0]["data"]["feedback"]], "text": "A second one comes."}
    await tech.act(f"{path}/feedback-answers", answer)
    await biz.act(f"{path}/support", {"kind": "time", "text": "One day in ten"})
    for partner in (tech, biz):
        await follow(partner, path, "sign-definition")
    return definition, team, dev
