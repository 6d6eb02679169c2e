"""Objectives, and how opportunities serve them: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.objectives.activate_objectives import ActivateObjectives
from domain.objectives.align_opportunity import AlignOpportunity
from domain.objectives.assess_attribution import AssessAttribution
from domain.objectives.change_key_result_target import ChangeKeyResultTarget
from domain.objectives.check_in_key_result import CheckInKeyResult
from domain.objectives.close_objectives import CloseObjectives
from domain.objectives.draft_objectives import DraftObjectives
from domain.objectives.revise_objectives import ReviseObjectives
from domain.objectives.unalign_opportunity import UnalignOpportunity

ONE = "/objectives/{objectives}"
KEY_RESULT = f"{ONE}/key-results/{{keyresult}}"
SERVING = "/opportunities/{opportunity}"
SET = "okr_01kb5v3n8rf4tt2q9w6zg0x1y7"
OF_KEY_RESULT = {"keyresult": "key_result"}
CONTENT = [
    {
        "key": "O1",
        "title": "Customers get features while they still want them",
        "key_results": [
            {"key": "KR1.1", "title": "Lead time", "unit": "hour", "baseline": 504, "target": 24},
        ],
    }
]

ACTS = (
    Act(path="/objectives", command=DraftObjectives, example={"cycle": "2026-q2", "content": CONTENT}),
    Act(path=f"{ONE}/revisions", command=ReviseObjectives, subject="objectives", example={"content": CONTENT}),
    Act(path=f"{ONE}/activation", command=ActivateObjectives, subject="objectives", example={"revision": 1}),
    Act(
        path=f"{KEY_RESULT}/check-ins",
        command=CheckInKeyResult,
        subject="objectives",
        fills=OF_KEY_RESULT,
        asks=("value",),
        example={"value": 336, "confidence": 0.7},
    ),
    Act(
        path=f"{KEY_RESULT}/targets",
        command=ChangeKeyResultTarget,
        subject="objectives",
        fills=OF_KEY_RESULT,
        example={"target": 48, "reason": "The shared environment stays until autumn."},
    ),
    Act(
        path=f"{ONE}/closing",
        command=CloseObjectives,
        subject="objectives",
        example={
            "scores": [{"key": "KR1.1", "score": 0.7}],
            "reflection": "The queue was the wait, not the writing.",
        },
    ),
    Act(
        path=f"{SERVING}/alignments",
        command=AlignOpportunity,
        subject="opportunity",
        example={
            "objectives": SET,
            "key": "KR1.1",
            "mechanism": "Without the sign-off a change is out two days sooner.",
            "expected": {"direction": "down", "amount": 48, "unit": "hour"},
        },
    ),
    Act(
        path=f"{SERVING}/alignments/withdrawal",
        command=UnalignOpportunity,
        subject="opportunity",
        example={"objectives": SET, "key": "KR1.1", "reason": "The sign-off is not on that path."},
    ),
    Act(
        path=f"{SERVING}/attributions",
        command=AssessAttribution,
        subject="opportunity",
        asks=("evidence",),
        example={
            "objectives": SET,
            "key": "KR1.1",
            "verdict": "contributed",
            "evidence": [{"kind": "url", "url": "https://example.org/lead-times"}],
            "note": "It fell the week after.",
        },
    ),
)
