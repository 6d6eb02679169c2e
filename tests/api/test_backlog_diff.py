"""What changed in the backlog between two times, beside two full readings of it."""

from __future__ import annotations

from typing import Any

from tests.api.office import Client, Office
from tests.api.playbook import follow, prioritised, raised


async def whole(who: Client, position: int) -> dict[str, dict[str, Any]]:
    """The backlog as it was known then."""
    return {each["opportunity"]: each for each in (await who.see("./backlog", known_at=position, limit=200))["items"]}


async def differing(who: Client, former: int, later: int) -> dict[str, dict[str, Any]]:
    """What differs between two positions."""
    seen = await who.see("./backlog/diff", from_known_at=former, to_known_at=later, limit=200)
    return {each["opportunity"]: each for each in seen["items"]}


async def test_it_is_the_difference_of_two_readings(office: Office, tech: Client, biz: Client) -> None:
    first, second = await raised(tech, "First"), await raised(tech, "Second")
    top = await prioritised(tech, biz)
    await follow(tech, f"./opportunities/{second}", "withdraw-opportunity", reason="It went away.")
    await raised(biz, "Last")
    await office.settle()
    last = (await tech.see("./backlog"))["position"]
    for former in range(0, last + 1, 2):
        for later in (former, (former + last) // 2, last, 1):
            one, other = await whole(tech, former), await whole(tech, later)
            expected = {each for each in one.keys() | other.keys() if one.get(each) != other.get(each)}
            found = await differing(tech, former, later)
            assert found.keys() == expected, (former, later)
            for opportunity, each in found.items():
                assert (each["before"], each["after"]) == (one.get(opportunity), other.get(opportunity))
                low, high = sorted((former, later))
                assert each["rests_on"]
                assert all(low < event["position"] <= high for event in each["rests_on"])
    found = await differing(tech, 0, last)
    assert first in found
    assert (found[top]["differences"], found[top]["after"]["rank"]) == (["entered"], 1)
    assert found[top]["decisions"] == found[top]["after"]["in_force"]
    assert found[top]["rests_on"][-1]["type"] == "agreement-reached.v1"
    assert second not in found


async def test_each_kind_of_difference_and_its_events(office: Office, tech: Client, biz: Client) -> None:
    gone = await raised(tech, "Gone")
    await office.settle()
    before = (await tech.see("./backlog"))["position"]
    top = await prioritised(tech, biz)
    await office.settle()
    agreed = (await tech.see("./backlog"))["position"]
    raising = (await tech.see(f"./opportunities/{top}/trail"))["items"][0]["position"]
    await follow(tech, f"./opportunities/{gone}", "withdraw-opportunity", reason="It went away.")
    await office.settle()
    moved = (await differing(tech, raising, agreed))[top]
    assert moved["differences"] == ["moved", "state_changed"]
    assert (moved["before"]["rank"], moved["after"]["rank"]) == (None, 1)
    assert moved["displaced_by"] == moved["rests_on"][-1:]
    now = await tech.see("./backlog/diff", from_known_at=before)
    left, entered = now["items"]
    assert (left["opportunity"], left["differences"], left["ended_as"]) == (gone, ["left"], "withdrawn")
    assert [each["type"] for each in left["rests_on"]] == ["opportunity-withdrawn.v1"]
    assert (entered["opportunity"], entered["differences"]) == (top, ["entered"])
    page = await tech.see("./backlog/diff", from_known_at=before, limit=1)
    assert page["items"] == [left]
    assert (await tech.see("./backlog/diff", cursor=page["next"]))["items"] == [entered]
    assert (await tech.see("./backlog/diff", from_as_of="2020-01-01"))["items"] == [entered]
    assert (await tech.see("./backlog/diff", from_known_at=before, scope="another"))["items"] == []


async def test_a_bound_must_be_a_time_and_strangers_see_nothing(office: Office, tech: Client) -> None:
    wrong = await tech.get("./backlog/diff", params={"from_as_of": "yesterday"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/from_as_of")
    stranger = await office.found("elsewhere")
    assert (await stranger.get("./backlog/diff")).status_code == 404


async def test_why_one_ranks_above_another(office: Office, tech: Client, biz: Client) -> None:
    early, late = await raised(tech, "Early"), await raised(tech, "Late")
    top = await prioritised(tech, biz)
    await office.settle()
    path = "./backlog/explanation"
    seen = await tech.see(path, above=top, below=early)
    assert (seen["holds"], seen["above"]["rank"], seen["above"]["ground"]) == (True, 1, "first_priority")
    assert [each["type"] for each in seen["rests_on"]] == ["opportunity-raised.v1", "agreement-reached.v1"]
    (listed, *_) = (await tech.see("./backlog"))["items"]
    assert [seen["above"]["by"]] == listed["in_force"]
    assert seen["above"]["by"] in seen["words"]
    assert "by time raised" in seen["words"]
    both = await tech.see(path, above=early, below=late)
    assert (both["holds"], both["below"]["ground"], both["below"]["by"]) == (True, "time_raised", None)
    assert "raised earlier" in both["words"]
    turned = await tech.see(path, above=early, below=top)
    assert (turned["holds"], turned["rests_on"]) == (False, seen["rests_on"])
    assert "not above" in turned["words"]
    then = await tech.see(path, above=early, below=top, known_at=seen["rests_on"][-1]["position"] - 1)
    assert (then["holds"], then["below"]["ground"]) == (True, "time_raised")
    await follow(tech, f"./opportunities/{late}", "withdraw-opportunity", reason="It went away.")
    await office.settle()
    ended = await tech.see(path, above=early, below=late)
    assert (ended["holds"], ended["below"]["ground"]) == (False, "outside")
    assert (await tech.see(path, above=top, below=top))["holds"] is False
    before = await tech.get(path, params={"above": top, "below": early, "as_of": "2020-01-01"})
    unknown = await tech.get(path, params={"above": top, "below": office.new_id("opp")})
    assert (before.status_code, unknown.status_code) == (404, 404)
    assert (await tech.get(path, params={"above": top})).status_code == 400
    stranger = await office.found("elsewhere")
    assert (await stranger.get(path, params={"above": top, "below": early})).status_code == 404


async def test_a_backlog_order_explains_by_its_places(office: Office, tech: Client, biz: Client) -> None:
    one, two = await raised(tech, "One"), await raised(tech, "Two")
    options: list[dict[str, Any]] = []
    for each in (one, two):
        seen = await tech.see(f"./opportunities/{each}")
        options.append({"opportunity": each, "revision": seen["revision"], "digest": seen["digest"]})
    options.append({"do_nothing": True})
    body = {"kind": "backlog_order", "options": options, "ranking": [two, one], "rationale": "It costs more."}
    decision = (await biz.act("./decisions", body))["id"]
    for partner in (tech, biz):
        await follow(partner, f"./decisions/{decision}", "state-win", text="We feel it first.")
        await follow(partner, f"./decisions/{decision}", "agree-decision")
    await office.settle()
    seen = await tech.see("./backlog/explanation", above=two, below=one)
    assert (seen["holds"], seen["above"]["place"], seen["below"]["place"]) == (True, 1, 2)
    assert (seen["above"]["by"], seen["below"]["by"], len(seen["rests_on"])) == (decision, decision, 1)
