"""What becomes of records: each rule of the mapping on the few records that show it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from examples.kubernetes_enhancements import convert

ANN, BEN, CEM = "p-ann", "p-ben", "p-cem"
HOUSE = {
    "create-workspace",
    "register-person",
    "add-partner",
    "end-partner",
    "propose-policy",
    "confirm-policy",
    "form-team",
    "add-team-member",
    "grant-role",
    "declare-scope",
    "raise-opportunity",
}
Convert = Callable[..., list[dict[str, Any]]]


def proposed(**more: Any) -> dict[str, Any]:
    return {
        "record": "proposed",
        "title": "Swap",
        "owning_sig": "sig-node",
        "participating_sigs": [],
        "authors": ["p-dan"],
        "approvers": [ANN],
        "created": "2020-01-01",
        "see_also": [],
        "status": "implementable",
        "stage": "alpha",
        "milestone": "v1.22",
    } | more


def changed(name: str, to: Any, former: Any = None) -> dict[str, Any]:
    return {"record": f"{name}-changed", "from": former, "to": to}


def signed(stage: str, approver: str) -> dict[str, Any]:
    return {"record": "readiness-signed-off", "stage": stage, "approver": approver}


@pytest.fixture
def converted(tmp_path: Path) -> Convert:
    """Convert changes, each a list of records on a day of its own, and return the lines."""

    def run(*changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        source, commands = tmp_path / "records.jsonl", tmp_path / "commands.jsonl"
        rows = [
            {"at": f"2021-01-{day:02}T09:00:00Z", "kep": 7, "committer": "c-eva", "change": day} | record
            for day, records in enumerate(changes, start=1)
            for record in records
        ]
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        convert(source, commands)
        return [json.loads(line) for line in commands.read_text(encoding="utf-8").splitlines()]

    return run


def acts(lines: list[dict[str, Any]]) -> list[str]:
    """The acts in short, without what keeps the house."""
    return [
        " ".join(filter(None, (line["command"], line["body"].get("side"), line["basis"])))
        for line in lines
        if line["command"] not in HOUSE
    ]


def names(lines: list[dict[str, Any]], command: str) -> list[str]:
    """Whose acts of a kind they are."""
    people = {line["subject"]: line["body"]["name"] for line in lines if line["command"] == "register-person"}
    return [people[line["actor"]] for line in lines if line["command"] == command]


PROPOSED = "propose-decision technology inferred"
OPERATIONS_AGREE = "agree-decision operations imported"
TECHNOLOGY_AGREES = "agree-decision technology inferred"


def test_a_list_of_approvers_is_no_agreement(converted: Convert) -> None:
    assert acts(converted([proposed()])) == [PROPOSED]


def test_a_sign_off_is_operations_agreement_and_technology_s_is_inferred_from_somebody_else(converted: Convert) -> None:
    lines = converted([proposed(approvers=[BEN, ANN])], [signed("alpha", BEN)])
    assert acts(lines) == [PROPOSED, OPERATIONS_AGREE, TECHNOLOGY_AGREES]
    assert names(lines, "agree-decision") == [BEN, ANN]


def test_who_alone_is_listed_attempts_both_so_that_the_ledger_refuses(converted: Convert) -> None:
    lines = converted([proposed(approvers=[BEN])], [signed("alpha", BEN)])
    assert acts(lines) == [PROPOSED, OPERATIONS_AGREE, TECHNOLOGY_AGREES]
    assert names(lines, "agree-decision") == [BEN, BEN]
    joins = [line["body"] for line in lines if line["command"] == "add-partner"]
    assert [waiver["rule"] for waiver in joins[-1]["waive"]] == ["partnership.across-sides"]


def test_where_nobody_is_listed_operations_propose_by_signing_off(converted: Convert) -> None:
    lines = converted([proposed(approvers=[])], [signed("alpha", BEN)])
    assert acts(lines)[1:] == ["propose-decision operations inferred", OPERATIONS_AGREE]


def test_another_milestone_carries_operations_agreement_forward(converted: Convert) -> None:
    lines = converted([proposed()], [signed("alpha", BEN)], [changed("milestone", "v1.23", "v1.22")])
    assert acts(lines)[3:] == [PROPOSED, "carry-agreement operations inferred", TECHNOLOGY_AGREES]


def test_another_stage_carries_nothing(converted: Convert) -> None:
    lines = converted([proposed()], [signed("alpha", BEN)], [changed("stage", "beta", "alpha")])
    assert acts(lines)[3:] == [PROPOSED]


def test_another_stage_and_milestone_in_one_change_are_one_plan(converted: Convert) -> None:
    lines = converted([proposed()], [changed("stage", "beta"), changed("milestone", "1.23"), signed("beta", BEN)])
    assert acts(lines) == [PROPOSED, PROPOSED, OPERATIONS_AGREE, TECHNOLOGY_AGREES]
    assert [line["body"]["scope"] for line in lines if line["command"] == "declare-scope"] == ["v1.22", "v1.23"]


def test_a_sign_off_ahead_of_its_stage_counts_once_the_stage_comes(converted: Convert) -> None:
    lines = converted([proposed()], [signed("beta", BEN)], [changed("stage", "beta", "alpha")])
    agreed = "agree-decision operations inferred"
    assert acts(lines) == [PROPOSED, "annotate imported", PROPOSED, agreed, TECHNOLOGY_AGREES]


def test_an_open_proposal_that_is_replaced_is_withdrawn(converted: Convert) -> None:
    lines = converted([proposed()], [changed("milestone", "v1.23", "v1.22")])
    assert acts(lines) == [PROPOSED, PROPOSED, "withdraw-decision technology inferred"]


@pytest.mark.parametrize("stage", [[], [changed("stage", None, "alpha")]], ids=["stage stays", "stage goes too"])
def test_a_milestone_that_is_removed_is_technology_s_agreement_taken_back(
    converted: Convert, stage: list[dict[str, Any]]
) -> None:
    lines = converted([proposed()], [signed("alpha", BEN)], [*stage, changed("milestone", None, "v1.22")])
    assert acts(lines)[3:] == ["rescind-agreement technology inferred"]


@pytest.mark.parametrize("milestone", ["0.0", "TBD", None, "soon"])
def test_a_placeholder_is_no_milestone(converted: Convert, milestone: str | None) -> None:
    assert acts(converted([proposed(milestone=milestone)])) == []


def test_what_is_implemented_is_achieved_after_its_sign_off_of_the_same_change(converted: Convert) -> None:
    lines = converted([proposed()], [changed("status", "implemented", "implementable"), signed("alpha", BEN)])
    start, conclude = "start-opportunity inferred", "conclude-opportunity imported"
    assert acts(lines) == [PROPOSED, OPERATIONS_AGREE, TECHNOLOGY_AGREES, start, conclude]


def test_what_leaves_implemented_is_reopened_before_it_is_planned(converted: Convert) -> None:
    lines = converted(
        [proposed(status="implemented", approvers=[])],
        [changed("approvers", [ANN]), changed("status", "implementable", "implemented"), changed("stage", "beta")],
    )
    assert acts(lines)[3:] == ["reopen-opportunity imported", PROPOSED, "annotate imported"]


@pytest.mark.parametrize(
    ("status", "command"),
    [
        ("deferred", "defer-opportunity imported"),
        ("rejected", "decline-opportunity imported"),
        ("replaced", "decline-opportunity imported"),
        ("withdrawn", "withdraw-opportunity inferred"),
    ],
)
def test_each_exit_is_its_own_act_and_takes_the_open_proposal_along(
    converted: Convert, status: str, command: str
) -> None:
    lines = converted([proposed()], [changed("status", status, "implementable")])
    assert acts(lines) == [PROPOSED, "withdraw-decision technology inferred", command]


def test_a_status_that_is_not_known_changes_nothing(converted: Convert) -> None:
    lines = converted([proposed()], [changed("status", "implementeable", "implementable")])
    assert acts(lines) == [PROPOSED, "annotate imported"]
    assert "from implementable to implementeable" in lines[-1]["body"]["text"]


def test_what_does_not_begin_with_a_proposal_is_raised_as_inferred_and_reworded_by_it(converted: Convert) -> None:
    lines = converted([signed("alpha", BEN)], [proposed()])
    raised = next(line for line in lines if line["command"] == "raise-opportunity")
    assert (raised["basis"], raised["body"]["title"]) == ("inferred", "Enhancement 7")
    agreed = "agree-decision operations inferred"
    assert acts(lines) == ["annotate imported", "reword-opportunity imported", PROPOSED, agreed, TECHNOLOGY_AGREES]


def test_each_side_s_steward_leaves_when_the_first_partner_comes(converted: Convert) -> None:
    lines = converted([proposed()], [signed("alpha", CEM)])
    assert [line["body"]["of"] for line in lines if line["command"] == "end-partner"] == ["technology", "operations"]
