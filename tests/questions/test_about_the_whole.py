"""Questions about the whole: the backlog on a day, what waits, proof; and whether the page of questions is true."""

from __future__ import annotations

import re
from pathlib import Path

from api.routes import reports
from tests.api.documented import DOCUMENT
from tests.questions.ledger import History, at

PAGE = Path(__file__).parents[2] / "docs/questions.md"
ROOT = "/v1/workspaces/{workspace}"
LAST = 33


async def test_4_the_backlog_on_a_day(history: History) -> None:
    raised = list(history.of("opportunity-raised"))
    middle = raised[len(raised) // 2]
    told = set()
    for ended in ("false", "true"):
        page = await history.client.see(
            "./backlog", limit=200, ended=ended, as_of=at(middle).isoformat(), known_at=middle["position"]
        )
        told |= {each["opportunity"] for each in page["items"]}
    until = [each for each in history.entries if each["position"] <= middle["position"]]
    counted = until[: next((n for n, each in enumerate(until) if at(each) > at(middle)), len(until))]
    assert told <= {each["data"]["opportunity"] for each in raised if each["position"] <= middle["position"]}
    assert told >= {each["data"]["opportunity"] for each in counted if each["type"].startswith("opportunity-raised")}


async def test_5_what_was_agreed_between_two_dates(history: History) -> None:
    reached = list(history.of("agreement-reached"))
    first, last = sorted((at(reached[0]), at(reached[-1])))
    asked = {"type": "agreement-reached", "occurred_from": first.isoformat(), "occurred_to": last.isoformat()}
    page = await history.client.see("./events", limit=200, **asked)
    told = {each["position"] for each in page["items"]}
    assert told == {each["position"] for each in reached if first <= at(each) <= last}


async def test_27_what_waits_stands_in_the_ledger(history: History) -> None:
    for item in (await history.client.see("./waiting"))["items"]:
        for act in item["acts"]:
            assert history.entries[act["rests_on"]["position"] - 1]["id"] == act["rests_on"]["event"]


async def test_29_the_checkpoint_covers_the_whole_ledger(history: History) -> None:
    answer = await history.client.get("./audit/checkpoint")
    assert answer.text.splitlines()[1] == str(len(history.entries))


def test_each_question_is_on_the_page_and_each_path_in_the_document() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == list(range(1, LAST + 1))
    named = {path.partition("?")[0] for path in re.findall(r"`GET (/[^`]*)`", page)}
    assert {path for path in named if ROOT + path not in DOCUMENT["paths"]} == set()
    assert {read.path for read in reports.READS} <= named


async def test_nobody_else_reads_reports(history: History) -> None:
    for read in reports.READS:
        path = read.path.replace("{person}", history.owner)
        answer = await history.client.get(f"/v1/workspaces/elsewhere{path}")
        assert answer.status_code in {403, 404}
