"""Questions about what was tried, learned, promised and said; the real history has none of it, and says so."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.questions.ledger import History


def by(history: History, field: str, *types: str) -> dict[str, dict[str, Any]]:
    """The data of the last event of these types, by one of its fields."""
    return {each["data"][field]: each["data"] for each in history.of(*types)}


async def test_9_which_predictions_were_wrong_by_how_much_and_what_was_learned(history: History) -> None:
    told = await history.all("./reports/predictions")
    plans = by(history, "experiment", "experiment-planned", "experiment-replanned")
    results, learned = by(history, "experiment", "result-recorded"), by(history, "experiment", "learning-recorded")
    assert [each["experiment"] for each in told] == list(plans)
    for item in told:
        experiment = item["experiment"]
        assert item["prediction"]["text"] == plans[experiment]["plan"]["prediction"]["text"]
        assert item["measured"] == results.get(experiment, {}).get("measured")
        for field in ("deviation", "verdict", "computed", "learned", "surprise"):
            assert item[field] == learned.get(experiment, {}).get(field)


async def test_10_the_learning_rate(history: History) -> None:
    told = await history.client.see("./reports/learning")
    planned = Counter(each["data"]["kata"] for each in history.of("experiment-planned"))
    learned = Counter(each["data"]["kata"] for each in history.of("learning-recorded"))
    refuted = Counter(
        each["data"]["kata"] for each in history.of("learning-recorded") if each["data"]["verdict"] == "refuted"
    )
    assert {each["kata"]: (each["planned"], each["learned"], each["refuted"]) for each in told["katas"]} == {
        kata: (planned[kata], learned[kata], refuted[kata]) for kata in planned
    }


async def test_12_whether_the_priority_moved_its_key_result(history: History) -> None:
    told = await history.all("./reports/attribution")
    assert [(each["opportunity"], each["key"], each["verdict"], each["side"]) for each in told] == [
        (each["data"]["opportunity"], each["data"]["key"], each["data"]["verdict"], each["data"]["side"])
        for each in history.of("attribution-assessed")
    ]


async def test_18_what_each_scored_before_the_reveal(history: History) -> None:
    told = await history.all("./reports/scores")
    spreads = [item for each in history.of("scores-revealed") for item in each["data"]["items"]]
    widths = [max(each["score"][axis]["spread"] for axis in ("difficulty", "urgency")) for each in told]
    assert widths == sorted(widths, reverse=True)
    assert sorted(str(each["score"]) for each in told) == sorted(map(str, spreads))


async def test_22_which_obstacles_cost_most(history: History) -> None:
    told = await history.all("./obstacles")
    tried = Counter(each["data"]["obstacle"] for each in history.of("experiment-planned"))
    parked = [each["data"]["obstacle"] for each in history.of("obstacle-parked")]
    assert {each["obstacle"]: len(each["experiments"]) for each in told} == {each: tried[each] for each in parked}


async def test_23_target_conditions_reached_missed_and_days_late(history: History) -> None:
    told = await history.all("./reports/target-conditions")
    closed = by(history, "target_condition", "target-condition-closed")
    assert [each["target_condition"] for each in told] == list(by(history, "target_condition", "target-condition-set"))
    for item in told:
        end = closed.get(item["target_condition"], {})
        assert (item["outcome"], item["days_late"]) == (end.get("outcome", "running"), end.get("days_late"))


async def test_24_what_the_team_said_before_adoption_and_what_was_answered(history: History) -> None:
    told = await history.all("./reports/feedback")
    adopted: dict[str, int] = {}
    for entry in history.of("definition-adopted"):
        adopted.setdefault(entry["data"]["definition"], entry["position"])
    given = {each["data"]["feedback"]: each for each in history.of("team-feedback-given")}
    assert [each["feedback"] for each in told] == list(given)
    for item in told:
        said = given[item["feedback"]]
        answers = [
            each["data"]["text"]
            for each in history.of("feedback-answered")
            if item["feedback"] in each["data"]["feedback"]
        ]
        assert [each["text"] for each in item["answers"]] == answers
        assert item["before_adoption"] == (said["position"] < adopted.get(item["definition"], 2**53))


async def test_25_support_promised_and_delivered_by_whom(history: History) -> None:
    told = await history.all("./reports/support")
    assert [(each["support"], each["by"], each["text"]) for each in told] == [
        (each["data"]["support"], each["actor"], each["data"]["text"]) for each in history.of("support-committed")
    ]
    for item in told:
        assert [each["position"] for each in item["deliveries"]] == [
            each["position"] for each in history.of("support-delivered") if each["data"]["support"] == item["support"]
        ]
