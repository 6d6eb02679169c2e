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


async def matrix(office: Office, who: Client, **query: object) -> dict[str | None, list[dict[str, object]]]:
    """The opportunities by quadrant."""
    await office.settle()
    seen = await who.see("./backlog/matrix", **query)
    return {part["quadrant"]: part["opportunities"] for part in seen["items"]}


async def test_opportunities_lie_in_quadrants(office: Office, tech: Client, biz: Client) -> None:
    easy, hard, unasked = [await raised(tech, title) for title in ("Easy", "Hard", "Unasked")]
    scorers = [{"person": tech.person}, {"person": biz.person}]
    opened = (await tech.act("./assessments", {"opportunities": [easy, hard], "scorers": scorers}))["id"]
    path = f"./assessments/{opened}"
    placed = {easy: (1, 5), hard: (5, 1)}
    scores = [{"opportunity": each, "difficulty": far, "urgency": now} for each, (far, now) in placed.items()]
    for who in (tech, biz):
        await follow(who, path, "submit-scores", scores=scores)
    await follow(biz, path, "reveal-scores")
    assert {name: len(there) for name, there in (await matrix(office, tech)).items()} == {
        "quick_win": 0,
        "longer_term_bet": 0,
        "fill_in": 0,
        "not_now": 0,
        None: 3,
    }
    settled = (await follow(tech, path, "settle-assessment", items=scores))["position"]
    (waiting,) = (await matrix(office, tech))["quick_win"]
    assert (waiting["opportunity"], waiting["agreed"], waiting["assessment"]) == (easy, False, opened)
    for who in (tech, biz):
        await follow(who, path, "confirm-settlement")
    found = await matrix(office, tech)
    (agreed,) = found["not_now"]
    assert (agreed["opportunity"], agreed["difficulty"], agreed["urgency"], agreed["agreed"]) == (hard, 5, 1, True)
    types = [each["type"] for each in agreed["rests_on"]]  # type: ignore[attr-defined]
    assert types == ["assessment-settled.v1", "assessment-agreed.v1"]
    assert [each["opportunity"] for each in found[None]] == [unasked]
    then = await matrix(office, tech, known_at=settled - 1)
    assert [each["opportunity"] for each in then[None]] == [easy, hard, unasked]
    assert (await matrix(office, tech, scope="another"))["quick_win"] == []
    assert (await matrix(office, tech, state="open"))["quick_win"][0]["opportunity"] == easy
    stranger = await office.found("elsewhere")
    assert (await stranger.get("./backlog/matrix")).status_code == 404


async def test_a_rescoring_takes_the_settlement_off_the_matrix(office: Office, tech: Client, biz: Client) -> None:
    opportunity = await raised(tech)
    scorers = [{"person": tech.person}, {"person": biz.person}]
    opened = (await tech.act("./assessments", {"opportunities": [opportunity], "scorers": scorers}))["id"]
    path = f"./assessments/{opened}"
    score = {"opportunity": opportunity, "difficulty": 2, "urgency": 2}
    for who in (tech, biz):
        await follow(who, path, "submit-scores", scores=[score])
    await follow(biz, path, "reveal-scores")
    await follow(tech, path, "settle-assessment", items=[score])
    assert len((await matrix(office, tech))["fill_in"]) == 1
    await follow(tech, path, "open-rescore", reason="We meant different machines.")
    assert len((await matrix(office, tech))[None]) == 1
