"""The numbers of a metric over HTTP: by pages, as a run chart, and in the order of what was just recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.office import Client, Office
from tests.api.playbook import follow, measured, possible
from tests.api.test_katas import Dojo, dojo

__all__ = ["dojo"]
PATH = "./metrics/lead_time/observations"
CHART = "./metrics/lead_time/run-chart"


def week(number: int) -> dict[str, str]:
    """A window of a week in spring 2026."""
    begins = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(weeks=number)
    return {"begins": begins.isoformat(), "ends": (begins + timedelta(weeks=1)).isoformat()}


def weekly(*values: float) -> dict[str, Any]:
    """A delivery of numbers, a week each."""
    return {
        "observations": [
            {"metric": "lead_time", "value": value, "window": week(number), "external_id": f"w{number}"}
            for number, value in enumerate(values)
        ]
    }


@pytest.fixture
async def series(office: Office, tech: Client) -> Client:
    """A partner who has recorded a number before all weeks, and five weeks."""
    body = {"key": "lead_time", "unit": "hour", "direction": "down", "kind": "delivery"}
    await tech.act("./metrics", {**body, "capture": {"method": "manual", "cadence": "weekly"}})
    await tech.act("./observations", weekly(500, 480, 900, 470, 460))
    await office.settle()
    return tech


async def test_numbers_come_by_pages_in_both_directions(series: Client) -> None:
    first = await series.see(PATH, limit=2)
    assert [each["value"] for each in first["items"]] == [500, 480]
    second = await series.see(PATH, cursor=first["next"])
    assert [each["value"] for each in second["items"]] == [900, 470]
    third = await series.see(PATH, cursor=second["next"])
    assert ([each["value"] for each in third["items"]], third["next"]) == ([460], None)
    down = await series.see(PATH, descending="true", limit=2)
    assert [each["value"] for each in down["items"]] == [460, 470]
    answer = await series.get(PATH, params={"limit": 2})
    assert answer.headers["link"].endswith('rel="next"')
    again = await series.get(PATH, params={"limit": 2}, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_numbers_are_narrowed_by_time_and_source(series: Client) -> None:
    seen = await series.see(PATH, **{"from": "2026-03-16", "to": "2026-03-23T00:00:00Z"})
    assert [each["value"] for each in seen["items"]] == [480, 900]
    assert len((await series.see(PATH, source="manual"))["items"]) == 5
    assert (await series.see(PATH, source="pipeline"))["items"] == []
    assert (await series.see(PATH, **{"from": "9999-12-31", "to": "0001-01-01"}))["items"] == []
    assert len((await series.see(PATH, **{"from": "0001-01-01"}))["items"]) == 5


@pytest.mark.parametrize("query", [{"from": "yesterday"}, {"to": "2026-13-01"}, {"limit": "0"}, {"till": "2026-01-01"}])
async def test_what_cannot_be_asked_is_a_problem(series: Client, query: dict[str, str]) -> None:
    answer = await series.get(PATH, params=query)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/query-invalid")


async def test_a_cursor_belongs_to_its_metric_and_filters(series: Client) -> None:
    await measured(series, "qa_queue", 6, "day")
    cursor = (await series.see(PATH, limit=1))["next"]
    for path, query in ((PATH, {"source": "x"}), ("./metrics/qa_queue/observations", {})):
        answer = await series.get(path, params={"cursor": cursor, **query})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/cursor-invalid")


async def test_corrections_are_seen_and_the_past_is_as_it_was(office: Office, series: Client) -> None:
    before = (await series.see(PATH))["position"]
    changed = weekly(500, 480, 490)
    await series.act("./observations", {**changed, "on_change": "correct", "reason": "A typing mistake."})
    await office.settle()
    third = (await series.see(PATH))["items"][2]
    (change,) = third["corrections"]
    assert (third["value"], change["from"], change["to"], change["by"]) == (490, 900, 490, series.person)
    assert (await series.see(PATH, known_at=before))["items"][2]["value"] == 900
    assert (await series.see(PATH, as_of="2026-01-01"))["items"] == []
    chart = await series.see(CHART)
    assert [(each["value"], each["corrected"]) for each in chart["points"]][2] == (490, True)
    then = await series.see(CHART, known_at=before)
    assert (then["points"][2]["value"], then["position"]) == (900, before)


async def test_what_was_just_recorded_is_waited_for(office: Office, series: Client) -> None:
    recorded = await series.post("./observations", json=weekly(500, 480, 900, 470, 460, 450))
    position = recorded.headers["accord-position"]
    behind = await series.get(CHART, params={"min_position": position})
    assert (behind.json()["position"], behind.json()["observations"]) == (int(position) - 1, 5)
    await office.settle()
    current = await series.get(CHART, params={"min_position": position}, headers={"Prefer": "wait=5"})
    assert (current.json()["position"], current.json()["observations"]) == (int(position), 6)
    assert current.headers["preference-applied"] == "wait=5"
    assert (await series.see("./metrics/lead_time"))["latest"]["value"] == 450


async def test_a_chart_is_thinned_and_keeps_its_extremes(office: Office, series: Client) -> None:
    await series.act("./observations", weekly(*[500, 480, 900, 470, 460], *[400.0 + number for number in range(30)]))
    await office.settle()
    chart = await series.see(CHART, points=8)
    values = [each["value"] for each in chart["points"]]
    assert (chart["observations"], chart["thinned"], len(values) <= 8) == (35, True, True)
    assert (values[0], values[-1], max(values), min(values)) == (500, 429, 900, 400)
    part = await series.see(CHART, **{"from": "2026-03-30", "to": "2026-04-13"})
    assert [each["value"] for each in part["points"]] == [470, 460, 400]
    assert (part["unit"], part["direction"], part["thinned"]) == ("hour", "down", False)


async def test_lines_of_a_chart(series: Client) -> None:
    await follow(series, "./metrics/lead_time", "set-baseline", value=504)
    await follow(series, "./metrics/lead_time", "set-target", target=24, by="2027-06-30")
    await follow(series, "./metrics/lead_time", "change-target", target=48, reason="Too far.")
    chart = await series.see(CHART)
    lines = [(each["what"], each["value"], each["until"] is None, each["by"]) for each in chart["lines"]]
    assert lines == [("baseline", 504, True, None), ("target", 24, False, "2027-06-30"), ("target", 48, True, None)]
    assert (await series.see(CHART, to="2026-06-30"))["lines"] == []


async def test_experiments_and_decisions_stand_in_the_chart(dojo: Dojo) -> None:
    condition, obstacle = await dojo.targeted(), await dojo.focused()
    prediction = {"text": "It falls.", "metric": "lead_time", "expected": 400, "tolerance": 20}
    plan = {"obstacle": obstacle, "step": "Automate ten.", "check_on": dojo.day(7), "prediction": prediction}
    experiment = (await dojo.step("experiments", plan))["experiment"]
    await follow(dojo.dev, dojo.path, "start-experiment")
    await dojo.step(f"experiments/{experiment}/results", {"what_happened": "Nine run.", "measured": 410})
    before = (await dojo.dev.see(dojo.path))["position"]
    await dojo.step(f"experiments/{experiment}/learnings", {"learned": "The machine.", "verdict": "confirmed"})
    close = {"outcome": "reached", "measured": 330, "reflection": "."}
    await dojo.step(f"target-conditions/{condition}/closing", close)
    await dojo.office.settle()
    chart = await dojo.dev.see(CHART)
    (drawn,) = chart["experiments"]
    assert (drawn["experiment"], drawn["expected"], drawn["measured"]) == (experiment, 400, 410)
    assert drawn["started_at"] <= drawn["result_at"]
    assert drawn["check_on"] == dojo.day(7)
    (aimed,) = chart["target_conditions"]
    assert (aimed["aims_at"], aimed["target"], aimed["ended_as"]) == ("outcome", 336, "reached")
    (process,) = (await dojo.dev.see("./metrics/qa_queue/run-chart"))["target_conditions"]
    assert (process["aims_at"], process["target"]) == ("process", 3)
    (decision,) = chart["decisions"]
    assert (decision["kind"], decision["ended_at"]) == ("first_priority", None)
    (then,) = (await dojo.dev.see(CHART, known_at=before))["target_conditions"]
    assert then["ended_as"] is None
    assert (await dojo.dev.see(CHART, to="2020-01-01"))["experiments"] == []


async def test_a_result_is_proposed_from_what_was_observed(dojo: Dojo) -> None:
    await dojo.targeted()
    obstacle = await dojo.focused()
    prediction = {"text": "It falls.", "metric": "lead_time", "expected": 400, "tolerance": 20}
    plan = {"obstacle": obstacle, "step": "Automate ten.", "check_on": dojo.day(2), "prediction": prediction}
    await dojo.step("experiments", plan)
    await follow(dojo.dev, dojo.path, "start-experiment")

    async def offered() -> dict[str, Any]:
        body: dict[str, Any] = (await possible(dojo.dev, dojo.path))["record-result"]["body"]
        return body

    await dojo.dev.act("./observations", {"observations": [{"metric": "lead_time", "value": 450}]})
    await dojo.office.settle()
    assert await offered() == {}  # it is too early
    dojo.office.clock.moved = timedelta(days=2)
    late = {"metric": "lead_time", "value": 410}
    answer = await dojo.dev.act("./observations", {"observations": [late]})
    await dojo.office.settle()
    body = await offered()
    assert (body["measured"], len(body["observations"])) == (410, 2)
    assert body["observations"][-1]["observation"] == answer["rows"][0]["observation"]
    recorded = await follow(dojo.dev, dojo.path, "record-result")
    data = recorded["events"][0]["data"]
    assert (data["measured"], [each["value"] for each in data["observations"]]) == (410, [450, 410])
    assert data["what_happened"].startswith("lead_time was 410 hour on ")


async def test_the_first_number_afterwards_is_proposed_where_none_came_in_time(dojo: Dojo) -> None:
    await dojo.targeted()
    obstacle = await dojo.focused()
    prediction = {"text": "It falls.", "metric": "lead_time", "expected": 400}
    plan = {"obstacle": obstacle, "step": "Automate.", "check_on": dojo.day(1), "prediction": prediction}
    await dojo.step("experiments", plan)
    await follow(dojo.dev, dojo.path, "start-experiment")
    dojo.office.clock.moved = timedelta(days=5)
    assert (await possible(dojo.dev, dojo.path))["record-result"]["body"] == {}
    for value in (440, 430):
        await dojo.dev.act("./observations", {"observations": [{"metric": "lead_time", "value": value}]})
    await dojo.office.settle()
    body = (await possible(dojo.dev, dojo.path))["record-result"]["body"]
    assert (body["measured"], len(body["observations"])) == (440, 1)


async def test_another_workspace_sees_nothing(office: Office, series: Client) -> None:
    stranger = await office.found("other")
    for path in (PATH, CHART):
        there = path.replace("./", "/v1/workspaces/other/")
        for answer in (await stranger.get(path), await stranger.get(there), await series.get(there)):
            assert answer.status_code == 404
    assert (await series.get("./metrics/nothing/run-chart")).status_code == 404
    assert (await series.get(CHART, params={"known_at": "1"})).status_code == 404
