"""An assessment, from the scores to what both sides confirmed."""

from __future__ import annotations

from tests.api.office import Client, Office
from tests.api.playbook import follow, possible, raised


async def test_from_scores_to_agreement(office: Office, tech: Client, biz: Client) -> None:
    opportunity = await raised(tech)
    scorers = [{"person": tech.person}, {"person": biz.person}]
    opened = (await tech.act("./assessments", {"opportunities": [opportunity], "scorers": scorers}))["id"]
    path = f"./assessments/{opened}"

    async def scored(difficulty: int) -> None:
        for who in (tech, biz):
            score = {"opportunity": opportunity, "difficulty": difficulty, "urgency": 5}
            await follow(who, path, "submit-scores", scores=[score])

    await scored(1)
    await follow(biz, path, "reveal-scores")
    await follow(tech, path, "open-rescore", reason="We meant different machines.")
    await scored(2)
    await follow(biz, path, "reveal-scores")
    settled = {"opportunity": opportunity, "difficulty": 2, "urgency": 5}
    await follow(tech, path, "settle-assessment", items=[settled])
    assert (await possible(tech, path))["confirm-settlement"]["body"]["revision"] == 1
    for who in (tech, biz):
        await follow(who, path, "confirm-settlement")
    assert (await biz.see(path))["state"] == "agreed"
    await office.settle()
    types = [each["type"] for each in (await tech.see(f"{path}/trail"))["items"]]
    assert (types[0], types[-1]) == ("assessment-opened.v1", "assessment-agreed.v1")
