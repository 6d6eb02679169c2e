"""Reports as they change with what people do: one-sided decisions, duties, what needs another look, who may look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.api.office import Client, Office

RELEASES = {"title": "Releases wait", "problem": "For two days.", "theme": "culture"}


async def agreed(tech: Client, biz: Client) -> tuple[str, str]:
    """Technology raises and proposes, both agree; business says so a day after it is claimed to have."""
    raised = await tech.act("./opportunities", RELEASES)
    opportunity, pinned = raised["id"], raised["events"][0]["data"]
    proposal = {
        "kind": "first_priority",
        "options": [
            {"opportunity": opportunity, "revision": pinned["revision"], "digest": pinned["digest"]},
            {"do_nothing": True},
        ],
        "choice": opportunity,
        "rationale": "It hurts every week.",
        "review_on": (datetime.now(UTC) + timedelta(days=30)).date().isoformat(),
    }
    possible = (await tech.post("./decisions?dry_run=true", json=proposal)).json()
    waive = [{"rule": each["rule"], "reason": "Nobody else had time."} for each in possible["refusals"]]
    decision = (await tech.act("./decisions", {**proposal, "waive": waive}))["id"]
    for partner in (tech, biz):
        for name, more in (("state-win", {"text": "We feel it first."}), ("agree-decision", {})):
            seen = await partner.see(f"./decisions/{decision}")
            act = {each["name"]: each for each in seen["acts"]}[name]
            await partner.act(act["href"], {**act["body"], **more})
    return opportunity, decision


async def report(office: Office, client: Client, name: str, **query: Any) -> list[dict[str, Any]]:
    """A report, once it shows everything."""
    await office.settle()
    items: list[dict[str, Any]] = (await client.see(f"./reports/{name}", **query))["items"]
    return items


async def test_a_decision_that_both_sides_signed_at_once(office: Office, tech: Client, biz: Client) -> None:
    _, decision = await agreed(tech, biz)
    (one,) = await report(office, tech, "one-sided-decisions")
    assert (one["decision"], set(one["ways"])) == (decision, {"options_of_one_side", "signed_within_a_minute"})
    assert "opportunity-raised.v1" in {each["type"] for each in one["rests_on"]}
    (duty,) = await report(office, tech, "duties", person=biz.person)
    assert (duty["proposer_agreed"], duty["one_recorder"], duty["back_dated"]) == (tech.person, None, [])
    assert await report(office, tech, "duties", scope="elsewhere") == []


async def test_what_needs_another_look(office: Office, tech: Client, biz: Client) -> None:
    opportunity, decision = await agreed(tech, biz)
    assert await report(office, tech, "attention") == []
    await tech.act(f"./opportunities/{opportunity}/wordings", {"title": "Releases wait for hands", "problem": "Still."})
    (one,) = await report(office, tech, "attention")
    assert (one["why"], one["reworded"]) == (["reworded"], [opportunity])
    await biz.act(f"./decisions/{decision}/agreements/rescission", {"reason": "It reads differently."})
    office.clock.moved = timedelta(days=40)
    (one,) = await report(office, tech, "attention")
    assert one["why"] == ["overdue", "contested", "reworded"]


async def test_acts_claimed_for_earlier_are_counted(office: Office, tech: Client, biz: Client) -> None:
    office.clock.moved = timedelta(0)
    await agreed(tech, biz)
    before = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    raised = await biz.act("./opportunities", {**RELEASES, "occurred_at": before})
    told = await report(office, tech, "flow")
    assert told[-1]["opportunity"] == raised["id"]
    early = datetime.fromisoformat(told[-1]["at"])
    assert datetime.fromisoformat(told[-1]["recorded_at"]) - early >= timedelta(hours=2)


async def test_days_and_clocks_that_make_no_sense_are_refused(office: Office, tech: Client) -> None:
    await office.settle()
    for query in ({"from": "yesterday"}, {"to": "2026-13-01"}, {"clock": "mine"}, {"format": "xml"}, {"nobody": "1"}):
        assert (await tech.get("./reports/flow", params=query)).status_code == 400
    assert (await tech.get("./reports/sample", params={"size": "21"})).status_code == 400
    assert (await tech.see("./reports/flow", **{"from": "0001-01-01", "to": "9999-12-31"}))["items"] == []


async def test_a_cell_is_no_formula(office: Office, tech: Client) -> None:
    await tech.act("./opportunities", {**RELEASES, "title": "=1+1"})
    await office.settle()
    table = (await tech.get("./reports/flow", headers={"Accept": "text/csv"})).text
    assert ",'=1+1," in table


async def test_another_workspace_shows_nothing_of_this_one(office: Office, tech: Client, biz: Client) -> None:
    await agreed(tech, biz)
    other = await office.found("other")
    for workspace in ("acme", "other"):
        await office.settle(workspace)
    assert (await other.get("/v1/workspaces/other/reports/duties")).json()["items"] == []
    assert (await other.get("/v1/workspaces/acme/reports/duties")).status_code == 404
