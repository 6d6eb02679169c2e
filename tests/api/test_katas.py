"""An improvement kata, from its start to its completion, one experiment in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.office import Client, Office
from tests.api.playbook import adopted, follow, measured

URL = {"kind": "url", "url": "https://example.org/lead-times"}


class Dojo:
    """A running kata and its people."""

    def __init__(self, office: Office, kata: str, dev: Client, coach: Client) -> None:
        self.office = office
        self.path = f"./katas/{kata}"
        self.kata = kata
        self.dev = dev
        self.coach = coach

    def day(self, days: int) -> str:
        """A day from now."""
        return (self.office.clock() + timedelta(days=days)).date().isoformat()

    async def step(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the learner does; answers the data of the first event."""
        data: dict[str, Any] = (await self.dev.act(f"{self.path}/{path}", body))["events"][0]["data"]
        return data

    async def targeted(self) -> str:
        """Grasp where it stands and set a target condition."""
        await self.step("current-conditions", {"facts": ["Eleven wait."], "pattern": "All on Monday."})
        aim = {"metric": "lead_time", "target": 336}
        process = {"metric": "qa_queue", "target": 3}
        body = {"achieve_by": self.day(42), "outcome": aim, "process": process, "pattern": "Tests on every change"}
        condition: str = (await self.step("target-conditions", body))["target_condition"]
        return condition

    async def focused(self) -> str:
        """An obstacle in focus."""
        obstacle: str = (await self.step("obstacles", {"text": "Forty checks by hand."}))["obstacle"]
        await self.step(f"obstacles/{obstacle}/focus")
        return obstacle


@pytest.fixture
async def dojo(office: Office, owner: Client, tech: Client, biz: Client) -> Dojo:
    """A kata that has just begun."""
    definition, team, dev = await adopted(office, owner, tech, biz)
    coach = await office.joined(owner)
    await owner.act(f"./people/{coach.person}/roles", {"role": "coach"})
    await measured(tech)
    await measured(tech, "qa_queue", 6.7, "day")
    body = {
        "definition": definition,
        "focus_process": "From pull request to production",
        "team": team,
        "learner": dev.person,
        "coach": coach.person,
    }
    return Dojo(office, (await dev.act("./katas", body))["id"], dev, coach)


async def test_from_the_start_to_the_completion(dojo: Dojo) -> None:
    condition, obstacle = await dojo.targeted(), await dojo.focused()
    prediction = {"text": "It falls.", "metric": "lead_time", "expected": 400, "tolerance": 20}
    plan = {"obstacle": obstacle, "step": "Automate ten.", "check_on": dojo.day(7), "prediction": prediction}
    experiment = (await dojo.step("experiments", plan))["experiment"]
    one = f"experiments/{experiment}"
    await dojo.step(f"{one}/plans", {**plan, "step": "Automate nine."})
    await follow(dojo.dev, dojo.path, "start-experiment")
    await dojo.step(f"{one}/results", {"what_happened": "Nine run.", "measured": 410})
    await dojo.step(f"{one}/learnings", {"learned": "It was the machine.", "verdict": "confirmed"})
    card = {"actual": "Three weeks", "obstacles": "Data", "next_step": "Copy it", "see_on": dojo.day(14)}
    held = (await follow(dojo.coach, dojo.path, "hold-coaching-cycle", **card))["events"][0]["data"]
    assert (held["target"], held["obstacle"]) == ("Tests on every change", obstacle)
    assert [each["planned"] for each in held["reflections"]] == ["Automate nine."]
    await dojo.step(f"obstacles/{obstacle}/resolution", {"experiment": experiment})
    await dojo.step(f"target-conditions/{condition}/extension", {"to": dojo.day(49), "reason": "It came late."})
    await dojo.step(
        f"target-conditions/{condition}/closing", {"outcome": "reached", "measured": 330, "reflection": "."}
    )
    seen = await dojo.coach.see(dojo.path)
    assert (seen["north_star"], seen["status"]) == ("In production within the hour", "running")
    await laid_out(dojo, obstacle, experiment)
    await follow(dojo.dev, dojo.path, "complete-kata", evidence=[URL])
    await dojo.office.settle()
    (item,) = (await dojo.dev.see("./katas", state="completed", learner=dojo.dev.person))["items"]
    assert item["id"] == dojo.kata
    assert (await dojo.dev.see(f"{dojo.path}/trail"))["items"][0]["type"] == "kata-started.v1"


async def laid_out(dojo: Dojo, obstacle: str, experiment: str) -> None:
    """The storyboard, the lot and the coaching of a kata whose one experiment has been learned from."""
    board, lot, coaching = [
        await dojo.coach.see(f"{dojo.path}/{face}") for face in ("storyboard", "obstacles", "coaching-cycles")
    ]
    assert {each["north_star"] for each in (board, lot, coaching)} == {"In production within the hour"}
    (line,) = board["record"]
    assert (line["experiment"], line["step"], line["expected"]["text"]) == (experiment, "Automate nine.", "It falls.")
    assert (line["happened"]["measured"], line["learned"], line["next_step"]) == (410, "It was the machine.", None)
    assert [each["type"] for each in line["rests_on"]] == [
        "experiment-replanned.v1",
        "experiment-started.v1",
        "result-recorded.v1",
        "learning-recorded.v1",
    ]
    (resolved,) = lot["obstacles"]
    assert (resolved["obstacle"], resolved["status"], resolved["experiments"]) == (obstacle, "resolved", 1)
    assert [each["next_step"] for each in coaching["cycles"]] == ["Copy it"]
    assert (coaching["card"]["actual"], coaching["card"]["reflections"]) == ("Nine run.", [])
    then = coaching["cycles"][0]["fact"]["position"] - 1
    before = await dojo.coach.see(f"{dojo.path}/coaching-cycles", known_at=then)
    assert (before["cycles"], before["card"]["obstacles"]) == ([], ["Forty checks by hand."])
    assert [each["planned"] for each in before["card"]["reflections"]] == ["Automate nine."]


async def test_what_else_happens_in_a_kata(dojo: Dojo, owner: Client) -> None:
    await dojo.targeted()
    obstacle = await dojo.focused()
    plan: dict[str, Any] = {"obstacle": obstacle, "step": "Ask around.", "check_on": dojo.day(7), "kind": "go_and_see"}
    plan["prediction"] = {"text": "Somebody knows."}
    experiment = (await dojo.step("experiments", plan))["experiment"]
    await dojo.step(f"experiments/{experiment}/abandonment", {"reason": "Known.", "learned": "Nobody owns it."})
    await dojo.step(f"obstacles/{obstacle}/dismissal", {"reason": "Gone."})
    await dojo.step("assumptions", {"assumption": "Only QA may release.", "question": "Which one did QA stop?"})
    second = await dojo.office.joined(owner)
    await owner.act(f"./people/{second.person}/roles", {"role": "coach"})
    await follow(dojo.dev, dojo.path, "change-kata-role", role="coach", person=second.person)
    await follow(dojo.dev, dojo.path, "pause-kata", reason="On call.")
    await follow(dojo.dev, dojo.path, "resume-kata")
    await follow(dojo.dev, dojo.path, "stop-kata", reason="The product is retired.")
    assert (await dojo.dev.see(dojo.path))["status"] == "stopped"


async def test_a_kata_without_experiments_has_a_storyboard_too(dojo: Dojo) -> None:
    assert (await dojo.coach.see(f"{dojo.path}/storyboard"))["record"] == []


async def test_the_dearest_obstacles_come_first(dojo: Dojo, owner: Client) -> None:
    await dojo.targeted()
    dear, cheap = await dojo.focused(), (await dojo.step("obstacles", {"text": "The lift."}))["obstacle"]
    for number in range(2):
        plan = {
            "obstacle": dear,
            "step": f"Step {number}",
            "check_on": dojo.day(7),
            "prediction": {"text": "It falls."},
        }
        experiment = (await dojo.step("experiments", plan))["experiment"]
        await dojo.step(f"experiments/{experiment}/abandonment", {"reason": "No.", "learned": "Nobody owns it."})
    await dojo.step(f"obstacles/{cheap}/focus")
    await dojo.step(f"obstacles/{cheap}/dismissal", {"reason": "It runs again."})
    await dojo.office.settle()

    async def names(**query: Any) -> list[str]:
        return [each["obstacle"] for each in (await owner.see("./obstacles", **query))["items"]]

    assert await names() == [dear, cheap]
    assert await names(sort="parked") == [dear, cheap]
    assert await names(state="dropped", kata=dojo.kata) == [cheap]
    first = await owner.see("./obstacles", limit=1)
    assert await names(cursor=first["next"]) == [cheap]
    (seen,) = (await owner.see("./obstacles", state="dropped"))["items"]
    assert (seen["how"], seen["experiments"], seen["status"]) == ("It runs again.", [], "dropped")
    assert (seen["north_star"], seen["kata"]) == ("In production within the hour", dojo.kata)
    types = [each["type"] for each in seen["rests_on"]]
    assert types == ["obstacle-parked.v1", "obstacle-dropped.v1"]
    assert await names(team=seen["team"]) == [dear, cheap]
    assert await names(team=dojo.office.new_id("team")) == []
    stranger = await dojo.office.found("elsewhere")
    assert (await stranger.get("./obstacles")).status_code == 404
    assert (await stranger.get(f"/v1/workspaces/elsewhere/katas/{dojo.kata}/storyboard")).status_code == 404
