"""What waits for whom, what changed since, and the days that come, through the running service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from api.icalendar import LONGEST, calendar_of, escaped, folded
from domain.ids import new_id
from projections.matters.calendar import CalendarEntry
from projections.matters.item import Day
from tests.api.office import Client, Office
from tests.api.playbook import adopted, follow, measured, possible, raised, team_of
from tests.domain.story import BEGINNING


async def waiting(who: Client, path: str = "./me/waiting", **query: Any) -> list[tuple[str, str]]:
    """What waits: act and why, the most urgent first."""
    page = await who.see(path, **query)
    return [(act["name"], act["why"]) for item in page["items"] for act in item["acts"]]


async def names(office: Office, who: Client, **query: Any) -> list[str]:
    """What waits for somebody now."""
    await office.settle()
    return [name for name, _ in await waiting(who, **query)]


async def proposal(tech: Client, biz: Client, **changes: Any) -> str:
    """A decision on the table: technology proposes what business raised."""
    opportunity = await raised(biz)
    seen = await tech.see(f"./opportunities/{opportunity}")
    option = {"opportunity": opportunity, "revision": seen["revision"], "digest": seen["digest"]}
    body = {
        "kind": "first_priority",
        "options": [option, {"do_nothing": True}],
        "choice": opportunity,
        "rationale": "It hurts every week.",
        **changes,
    }
    decision: str = (await tech.act("./decisions", body))["id"]
    return decision


async def test_what_waits_can_be_done_as_it_stands(office: Office, tech: Client, biz: Client) -> None:
    decision = await proposal(tech, biz)
    assert await names(office, biz) == ["state-win"]
    for partner in (biz, tech):
        for name in ("state-win", "agree-decision"):
            await office.settle()
            (item,) = (await partner.see("./me/waiting"))["items"]
            (act,) = item["acts"]
            assert (item["kind"], item["id"], act["name"]) == ("decision", decision, name)
            assert item["title"] == "First priority in main: “Releases wait”"
            words = dict.fromkeys(act["needs"], "We feel it first.")
            await partner.act(act["href"], {**act["body"], **words})
    assert await names(office, tech) == await names(office, biz) == []


async def test_each_waits_since_an_event(office: Office, tech: Client, biz: Client) -> None:
    decision = await proposal(tech, biz)
    await office.settle()
    (item,) = (await biz.see("./me/waiting"))["items"]
    (act,) = item["acts"]
    first = (await biz.see(f"./decisions/{decision}/trail"))["items"][0]
    assert act["rests_on"] == {"event": first["id"], "position": first["position"]}
    assert (act["since"], act["whom"], act["deadline"]) == (first["occurred_at"], ["side:business"], None)


async def test_it_waits_for_the_own_write(office: Office, tech: Client, biz: Client) -> None:
    decision = await proposal(tech, biz)
    await office.settle()
    before = await biz.see("./me/waiting")
    answer = await biz.get("./me/waiting", params={"min_position": before["position"]}, headers={"Prefer": "wait=5"})
    assert (answer.status_code, answer.headers["preference-applied"]) == (200, "wait=5")
    assert answer.json()["items"][0]["id"] == decision
    tag = answer.headers["etag"]
    assert (await biz.get("./me/waiting", headers={"If-None-Match": tag})).status_code == 304


async def test_all_that_waits_is_possible(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    definition, team, dev = await adopted(office, owner, tech, biz)
    await tech.act(f"./opportunities/{await raised(tech)}/values", {"statement": "Faster", "beneficiaries": ["all"]})
    await proposal(tech, biz)
    await tech.act("./policies", {"policy": {"agreement": "all_partners"}})
    benefit = {"about": f"definition:{definition}", "receiver": "team", "kind": "time", "text": "Sleep"}
    await tech.act("./benefits", benefit)
    await dev.act(
        f"./definitions/{definition}/feedback", {"team": team, "buy_in": "against", "text": "Not with one machine."}
    )
    coach = await office.joined(owner)
    await owner.act(f"./people/{coach.person}/roles", {"role": "coach"})
    await measured(tech)
    await office.settle()
    seen = set()
    for who in (tech, biz, dev, coach):
        for item in (await who.see("./me/waiting"))["items"]:
            path = "./policies/current" if item["kind"] == "policy" else _path(item)
            offered = await possible(who, path)
            for act in item["acts"]:
                found = offered[act["name"]]
                others = [each["rule"] for each in found["refusals"] if not each["waivable"]]
                assert others == [], (act["name"], found["refusals"])
                seen.add(act["name"])
    assert seen >= {"state-win", "agree-value", "confirm-policy", "confirm-benefit", "answer-feedback"}


def _path(item: dict[str, Any]) -> str:
    return f"./{item['kind'].replace('opportunity', 'opportunitie')}s/{item['id']}"


async def test_who_looks_after_the_partnership_sees_what_waits_for_whom(
    office: Office, owner: Client, tech: Client, biz: Client
) -> None:
    await proposal(tech, biz)
    await office.settle()
    for path in (f"./people/{biz.person}/waiting", "./waiting"):
        assert (await biz.get("./waiting")).json()["type"] == "/problems/acting-role-missing"
        assert "state-win" in [name for name, _ in await waiting(owner, path)]
    assert [name for name, _ in await waiting(biz, f"./people/{biz.person}/waiting")] == ["state-win"]
    assert (await tech.get(f"./people/{biz.person}/waiting")).status_code == 403
    assert (await owner.get(f"./people/{office.new_id('per')}/waiting")).status_code == 404


async def test_nothing_of_another_workspace_is_told(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    other = await office.found("other")
    await proposal(tech, biz)
    await office.settle()
    for path in ("/me/waiting", "/waiting", "/me/changes", "/calendar.ics", "/me/calendar.ics"):
        assert (await other.get(f"/v1/workspaces/acme{path}")).status_code == 404
        stranger = await office.instance_client()
        assert (await stranger.get(f"/v1/workspaces/acme{path}")).status_code == 404
    assert (await owner.get(f"./people/{other.person}/waiting")).status_code == 404
    assert (await other.see("/v1/workspaces/other/waiting"))["items"] == []


async def test_pages_and_what_waits_by_a_day(office: Office, tech: Client, biz: Client) -> None:
    for _ in range(3):
        await proposal(tech, biz)
    await office.settle()
    first = await biz.see("./me/waiting", limit=2)
    rest = await biz.see("./me/waiting", cursor=first["next"])
    assert ([len(page["items"]) for page in (first, rest)], rest["next"]) == ([2, 1], None)
    assert (await biz.get("./me/changes", params={"cursor": first["next"]})).status_code == 422
    decision = await proposal(tech, biz, review_on="2999-01-01")
    for partner in (biz, tech):
        await follow(partner, f"./decisions/{decision}", "state-win", text="We feel it first.")
        await follow(partner, f"./decisions/{decision}", "agree-decision")
    assert "reaffirm-decision" not in await names(office, biz)
    assert "reaffirm-decision" in await names(office, biz, until="2999-01-01")
    assert (await biz.get("./me/waiting", params={"until": "soon"})).status_code == 400


async def test_ideas_of_others_are_not_told(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    invited = [{"person": tech.person}, {"person": biz.person}]
    opened = (await tech.act("./brainstorms", {"question": "What waits?", "invited": invited}))["id"]
    await tech.act(f"./brainstorms/{opened}/ideas", {"text": "Grandmother's machine"})
    await office.settle()
    assert (await names(office, tech), await names(office, biz)) == ([], ["submit-idea"])
    for path in ("./me/waiting", "./me/changes?since=0&everything=true"):
        for who in (tech, biz):
            assert "Grandmother" not in (await who.get(path)).text
    assert "Grandmother" not in (await owner.get("./waiting")).text


async def test_a_key_waits_for_its_holder(office: Office, owner: Client, tech: Client) -> None:
    await owner.act("./keys", {"holder": tech.person, "scopes": ["read"]})
    await office.settle()
    (item,) = (await tech.see("./me/waiting"))["items"]
    assert (item["kind"], item["acts"][0]["name"]) == ("key", "accept-key")
    assert item["acts"][0]["href"].endswith(f"/keys/{item['id']}/acceptance")


async def test_what_changed_since_the_own_last_act_in_sentences(office: Office, tech: Client, biz: Client) -> None:
    decision = await proposal(tech, biz)
    await follow(biz, f"./decisions/{decision}", "state-win", text="Features out when ready.")
    elsewhere = await raised(biz, "Nobody else looks at this")
    await office.settle()
    changes = await tech.see("./me/changes")
    assert [(each["subject"], each["title"]) for each in changes["items"]] == [
        (f"decision:{decision}", "First priority in main: “Releases wait”")
    ]
    assert [each["summary"] for each in changes["items"][0]["changes"]] == [
        "Somebody stated what business would win by revision 1: “Features out when ready.”"
    ]
    assert (await tech.see("./me/changes", since=changes["position"]))["items"] == []
    wrong = (await tech.get("./me/changes", params={"since": "yesterday"})).json()
    assert (wrong["status"], wrong["errors"][0]["pointer"]) == (400, "/since")
    everything = await tech.see("./me/changes", since=0, everything="true", limit=200)
    assert f"opportunity:{elsewhere}" in [each["subject"] for each in everything["items"]]
    assert sum(len(each["changes"]) for each in everything["items"]) == everything["position"]
    assert (await biz.see("./me/changes"))["items"] == []


async def test_changes_page_by_page_are_all_changes(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    decision = await proposal(tech, biz)
    for _ in range(4):
        await follow(biz, f"./decisions/{decision}", "state-win", text="Once more.")
    await office.settle()
    whole = [each["position"] for item in (await tech.see("./me/changes"))["items"] for each in item["changes"]]
    assert len(whole) == 4
    found, page = [], await tech.see("./me/changes", limit=3)
    while True:
        found += [each["position"] for item in page["items"] for each in item["changes"]]
        if page["next"] is None:
            break
        page = await tech.see("./me/changes", cursor=page["next"])
    assert found == whole
    assert (await owner.see("./me/changes", since="9000000"))["position"] == page["position"]


async def calendar(who: Client, path: str = "./calendar.ics") -> dict[str, icalendar.Component]:
    """The entries of a calendar by their id, as another program reads them."""
    answer = await who.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= LONGEST for line in answer.content.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(answer.content)
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


async def test_days_come_move_and_are_crossed_out(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    due = office.clock().replace(microsecond=0) + timedelta(days=30)
    decision = await proposal(tech, biz, respond_by=due.isoformat(), review_on="2999-05-01")
    await office.settle()
    ((uid, event),) = (await calendar(biz, "./me/calendar.ics")).items()
    assert uid == f"respond_by.{decision}@acme.accord"
    assert (event.decoded("DTSTART"), event["SEQUENCE"], str(event["STATUS"])) == (due, 0, "CONFIRMED")
    assert str(event["SUMMARY"]) == "Respond to First priority in main: “Releases wait”"
    await follow(tech, f"./decisions/{decision}", "revise-decision", respond_by=(due + timedelta(days=1)).isoformat())
    await office.settle()
    moved = (await calendar(biz))[uid]
    assert (moved.decoded("DTSTART"), moved["SEQUENCE"]) == (due + timedelta(days=1), 1)
    for partner in (biz, tech):
        await follow(partner, f"./decisions/{decision}", "state-win", text="We feel it first.")
        await follow(partner, f"./decisions/{decision}", "agree-decision")
    await office.settle()
    found = await calendar(biz)
    assert (str(found[uid]["STATUS"]), found[uid]["SEQUENCE"]) == ("CANCELLED", 2)
    assert found[f"review_on.{decision}@acme.accord"].decoded("DTSTART") == date(2999, 5, 1)
    assert await calendar(owner, "./me/calendar.ics") == {}


async def test_a_calendar_that_is_known_is_not_sent_again(office: Office, tech: Client, biz: Client) -> None:
    await proposal(tech, biz, review_on="2999-05-01", respond_by="2999-04-01T09:00:00Z")
    await office.settle()
    first = await biz.get("./calendar.ics")
    again = await biz.get("./calendar.ics", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "text", ["a;b,c\\d\nnext", "“Ünïcödé” " * 20, "é" * 200, "🙂" * 60, "\x07bell", "BEGIN:VEVENT\r\nEND:VCALENDAR", ""]
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    day = Day(name="respond_by", kind="respond_by", text="", whom=(), stamp=BEGINNING, at=BEGINNING)
    entry = CalendarEntry(kind="decision", subject=new_id("dec", 1, 1), title=text, day=day)
    written = calendar_of(text, "acme.accord", [entry])
    assert all(len(line) <= LONGEST for line in written.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == text.replace("\r\n", "\n").replace("\x07", "")
    assert event.errors == []


def test_lines_are_folded_between_characters() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 74 + "é") == b"x" * 74 + b"\r\n " + "é".encode() + b"\r\n"
    assert escaped("a\r\nb\tc\x00") == "a\\nb\tc"


async def test_a_team_and_its_coach_have_the_days_of_their_kata(
    office: Office, owner: Client, tech: Client, biz: Client
) -> None:
    definition, team, dev = await adopted(office, owner, tech, biz)
    coach = await office.joined(owner)
    await owner.act(f"./people/{coach.person}/roles", {"role": "coach"})
    kata = (
        await dev.act(
            "./katas",
            {
                "definition": definition,
                "focus_process": "Release",
                "team": team,
                "learner": dev.person,
                "coach": coach.person,
            },
        )
    )["id"]
    await measured(tech)
    await dev.act(f"./katas/{kata}/current-conditions", {"facts": ["Two days of waiting"], "pattern": "By hand"})
    day = (office.clock() + timedelta(days=20)).date()
    outcome = {"metric": "lead_time", "target": 24, "unit": "hour"}
    await dev.act(
        f"./katas/{kata}/target-conditions",
        {"achieve_by": day.isoformat(), "outcome": outcome, "process": outcome, "pattern": "Every day"},
    )
    await office.settle()
    for who in (dev, coach):
        ((uid, event),) = (await calendar(who, "./me/calendar.ics")).items()
        assert uid.startswith("achieve_by-tc_")
        assert event.decoded("DTSTART") == day
    assert await names(office, dev) == []
    assert await names(office, dev, until=(day + timedelta(days=1)).isoformat()) == ["close-target-condition"]
    assert await team_of(owner) != team
