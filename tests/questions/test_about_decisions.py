"""Questions about decisions, each answered by one request, the expected answer told by plain loops over the ledger."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

from tests.questions.ledger import Entry, History, at

REVISIONS = ("decision-proposed", "counter-proposed", "decision-revised")
A_MINUTE = 60
ENDS = {
    "decision-declined": "declined",
    "decision-withdrawn": "withdrawn",
    "decision-expired": "expired",
    "decision-revoked": "revoked",
}


def agreements(history: History, decision: str) -> list[Entry]:
    """Those that stand: the latest of each person, without those that a new revision voided or that were taken back."""
    kept: list[Entry] = []
    for entry in history.entries:
        if entry["data"].get("decision") != decision:
            continue
        kind, data = entry["type"].partition(".v")[0], entry["data"]
        if kind in {"side-agreed", "agreement-carried"}:
            kept.append(entry)
        if kind == "agreement-voided" or (kind == "agreement-rescinded" and not data["reached"]):
            kept = [each for each in kept if each["data"]["side"] != data["side"]]
    return kept


def agreed(history: History) -> dict[str, Entry]:
    """Every decision that was ever agreed, with the event."""
    return {entry["data"]["decision"]: entry for entry in history.of("agreement-reached")}


async def test_1_who_agreed_for_which_side_in_which_order_on_which_revision(history: History) -> None:
    for decision in list(agreed(history))[:20]:
        record = await history.client.see(f"./decisions/{decision}/record")
        told = [
            (each["side"], each["person"], each["revision"], each["fact"]["basis"]) for each in record["agreements"]
        ]
        expected = [
            (each["data"]["side"], each["data"]["person"], each["data"]["revision"], each.get("basis", "first_hand"))
            for each in agreements(history, decision)
        ]
        assert told == expected


async def test_2_on_what_evidence_as_it_was_then(history: History) -> None:
    for decision, reached in list(agreed(history).items())[:20]:
        revision = reached["data"]["revision"]
        content = next(
            each["data"]["content"]
            for each in history.of(*REVISIONS)
            if (each["data"]["decision"], each["data"]["revision"]) == (decision, revision)
        )
        record = await history.client.see(f"./decisions/{decision}/record", known_at=reached["position"])
        assert [each["what"] for each in record["evidence"]] == [each["what"] for each in content.get("evidence", [])]


async def test_3_who_objected_why_and_what_became_of_it(history: History) -> None:
    for decision in list(agreed(history))[:20]:
        record = await history.client.see(f"./decisions/{decision}/record")
        told = [(each["objection"], each["reason"], each["blocking"]) for each in record["objections"]]
        assert told == [
            (each["data"]["objection"], each["data"]["reason"], each["data"]["blocking"])
            for each in history.of("objection-raised")
            if each["data"]["decision"] == decision
        ]


async def test_16_which_rules_were_waived(history: History) -> None:
    told = await history.all("./reports/waivers")
    assert [(each["rule"], each["reason"], each["by"]) for each in told] == [
        (each["data"]["rule"], each["data"]["reason"], each["actor"]) for each in history.of("rule-waived")
    ]


async def test_17_which_decisions_were_one_sided(history: History) -> None:
    raised: dict[str, set[str]] = {}
    for entry in history.of("opportunity-raised", "opportunity-adopted"):
        sides = {raiser.get("side") or "none" for raiser in entry["data"].get("raised_by", [])}
        raised[entry["data"]["opportunity"]] = sides
    expected = {}
    for decision, reached in agreed(history).items():
        before = [each for each in history.entries[: reached["position"]] if each["data"].get("decision") == decision]
        first = next(each for each in before if each["type"].startswith("decision-proposed"))
        side = first["data"]["side"]
        options = {
            option["opportunity"]
            for each in before
            if each["type"].partition(".v")[0] in REVISIONS
            for option in each["data"]["content"]["options"]
            if option.get("opportunity")
        }
        ways = set()
        if options and all(raised[each] == {side} for each in options):
            ways.add("options_of_one_side")
        spoke = {
            each["data"].get("side") or each["side"]
            for each in before
            if each["type"].partition(".v")[0] in {"objection-raised", "stance-taken", "win-stated", "advice-given"}
        }
        if reached["data"]["revision"] == 1 and not spoke - {side, "none", "team"}:
            ways.add("unanswered")
        given = [each for each in agreements(history, decision) if each["position"] <= reached["position"]]
        done = {each["data"]["side"]: at(each) for each in given if each["data"].get("complete", True)}
        if len(done) > 1 and (max(done.values()) - min(done.values())).total_seconds() <= A_MINUTE:
            ways.add("signed_within_a_minute")
        if ways:
            expected[decision] = ways
    told = await history.all("./reports/one-sided-decisions")
    assert {each["decision"]: set(each["ways"]) for each in told} == expected


async def test_32_duties(history: History) -> None:
    told = await history.all("./reports/duties")
    reached = agreed(history)
    assert [each["decision"] for each in told] == [
        each["data"]["decision"] for each in history.of("decision-proposed") if each["data"]["decision"] in reached
    ]
    for item in told:
        revisions = [each for each in history.of(*REVISIONS) if each["data"]["decision"] == item["decision"]]
        given = agreements(history, item["decision"])
        took = at(reached[item["decision"]]) - at(revisions[0])
        assert item["seconds_to_agreement"] == max(0, int(took.total_seconds()))
        both = [each["data"]["person"] for each in given if each["data"]["person"] == revisions[-1]["actor"]]
        assert item["proposer_agreed"] == (both[0] if both else None)
        typed = [
            one.get("recorder") or one["actor"]
            for one, other in combinations(given, 2)
            if one["data"]["side"] != other["data"]["side"]
            and (one.get("recorder") or one["actor"]) == (other.get("recorder") or other["actor"])
        ]
        assert item["one_recorder"] == (typed[0] if typed else None)
        assert item["back_dated"] == []  # whatever was imported is not counted


async def test_14_what_was_each_sides_win_and_did_they_get_it(history: History) -> None:
    wins: defaultdict[str, dict[str, tuple[str, str | None]]] = defaultdict(dict)
    for entry in history.of("win-stated", "win-assessed"):
        data = entry["data"]
        text, verdict = wins[data["decision"]].get(data["side"], ("", None))
        stated = entry["type"].startswith("win-stated")
        wins[data["decision"]][data["side"]] = (data["text"], None) if stated else (text, data["verdict"])
        _ = verdict
    told = await history.all("./reports/wins")
    assert {
        each["decision"]: {win["side"]: (win["text"], win["verdict"]) for win in each["wins"]} for each in told
    } == wins


async def test_15_what_needs_another_look(history: History) -> None:
    wording = {
        each["data"]["opportunity"]: each["data"]["revision"]
        for each in history.of("opportunity-raised", "opportunity-suggested", "opportunity-reworded")
    }
    states, pinned, review = standing(history)
    expected = {}
    for decision, state in states.items():
        why = set()
        if state in {"expired", "contested"}:
            why.add(state)
        if state in {"agreed", "contested"}:
            if review.get(decision) and review[decision] < "2026-01-01":
                why.add("overdue")
            if any(wording[each] != revision for each, revision in pinned[decision].items()):
                why.add("reworded")
        if why:
            expected[decision] = why
    told = await history.all("./reports/attention")
    assert {each["decision"]: set(each["why"]) - {"retracted"} for each in told} == expected


def standing(history: History) -> tuple[dict[str, str], dict[str, dict[str, int]], dict[str, Any]]:
    """How each decision stands, the wordings that its latest revision pins, and when it is to be looked at again."""
    states: dict[str, str] = {}
    pinned: dict[str, dict[str, int]] = {}
    review: dict[str, Any] = {}
    held: dict[str, set[str]] = {}
    for entry in history.entries:
        kind, data = entry["type"].partition(".v")[0], entry["data"]
        decision = data.get("decision")
        if kind in REVISIONS:
            content = data["content"]
            states[decision] = "open"
            review[decision] = content.get("review_on")
            pinned[decision] = {
                each["opportunity"]: each["revision"] for each in content["options"] if each.get("opportunity")
            }
        if kind == "agreement-reached":
            states[decision], held[decision] = "agreed", set(data.get("opportunities", []))
            review[decision] = data.get("review_on")
        if kind == "agreement-rescinded" and data["reached"]:
            states[decision] = "contested"
        if kind == "decision-confirmed":
            states[decision], review[decision] = "agreed", data.get("next_review")
        if kind == "decision-superseded":
            held[decision] -= set(data.get("opportunities", []))
            if not held[decision]:
                states[decision] = "superseded"
        states |= {decision: ENDS[kind]} if kind in ENDS else {}
    return states, pinned, review


async def test_33_a_sample_is_the_same_again_for_the_same_seed(history: History) -> None:
    first = await history.client.see("./reports/sample", seed="an auditor's word", size=3)
    again = await history.client.see("./reports/sample", seed="an auditor's word", size=3)
    assert first == again
    reached = agreed(history)
    assert first["population"] == len(reached)
    drawn = [each["decision"] for each in first["items"]]
    assert len(set(drawn)) == min(3, len(reached))
    for item in first["items"]:
        assert item == await history.client.see(f"./decisions/{item['decision']}/record")
    others = [await history.client.see("./reports/sample", seed=str(seed), size=1) for seed in range(12)]
    assert len({each["items"][0]["decision"] for each in others}) > 1


async def test_21_the_chain_of_decisions_on_a_subject(history: History) -> None:
    for opportunity in sorted({each["data"]["opportunity"] for each in history.of("opportunity-raised")})[:10]:
        listed = await history.client.see("./decisions", opportunity=opportunity, limit=200)
        told = [each["decision"] for each in listed["items"]]
        among = {
            each["data"]["decision"]
            for each in history.of(*REVISIONS)
            if opportunity in [option.get("opportunity") for option in each["data"]["content"]["options"]]
        }
        assert sorted(told) == sorted(among)
