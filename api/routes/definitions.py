"""Definitions of Awesome: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.definitions.answer_feedback import AnswerFeedback
from domain.definitions.commit_support import CommitSupport
from domain.definitions.confirm_achieved import ConfirmAchieved
from domain.definitions.contribute_definition import ContributeDefinition
from domain.definitions.deliver_support import DeliverSupport
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.give_team_feedback import GiveTeamFeedback
from domain.definitions.retire_definition import RetireDefinition
from domain.definitions.revise_definition import ReviseDefinition
from domain.definitions.seal_team_feedback import SealTeamFeedback
from domain.definitions.sign_definition import SignDefinition
from domain.definitions.supersede_definition import SupersedeDefinition

ONE = "/definitions/{definition}"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
WORDS = {
    "opportunities": ["opp_01kb5v3n8rf4tt2q9w6zg0x1y7"],
    "north_star": "A pull request is in production within one hour, every step automated",
    "press_release": {
        "headline": "Every fix within the hour",
        "date": "2027-03-01",
        "audience": "Customers",
        "text": "What was ready in the morning was in use at noon.",
        "world_feels_like": "Calm",
        "teams_feel": "Proud of every release",
        "customer_says": "It just works",
    },
}
VOICE = {
    "team": "team_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "buy_in": "doubtful",
    "text": "Not while we share one test environment.",
}
URL = {"kind": "url", "url": "https://example.org/lead-times", "note": "Lead times of the last quarter"}

ACTS = (
    Act(path="/definitions", command=DraftDefinition, asks=("north_star",), example=WORDS),
    Act(
        path=f"{ONE}/revisions",
        command=ReviseDefinition,
        subject="definition",
        asks=("north_star",),
        example={**WORDS, "revision": 1, "reason": "Says who it is for."},
    ),
    Act(
        path=f"{ONE}/contributions",
        command=ContributeDefinition,
        subject="definition",
        example={"part": "north_star", "text": "Within the hour, on any day of the week."},
    ),
    Act(path=f"{ONE}/feedback", command=GiveTeamFeedback, subject="definition", example=VOICE),
    Act(path=f"{ONE}/sealed-feedback", command=SealTeamFeedback, subject="definition", example=VOICE),
    Act(
        path=f"{ONE}/feedback-answers",
        command=AnswerFeedback,
        subject="definition",
        example={
            "feedback": ["fbk_01kb5v3n8rf4tt2q9w6zg0x1y7"],
            "text": "A second environment comes with the budget of the quarter.",
        },
    ),
    Act(
        path=f"{ONE}/support",
        command=CommitSupport,
        subject="definition",
        example={
            "kind": "time",
            "text": "One day in ten for the way we work.",
            "amount": {"value": 10, "unit": "percent of working time"},
        },
    ),
    Act(
        path=f"{ONE}/support/{{support}}/deliveries",
        command=DeliverSupport,
        subject="definition",
        fills={"support": "support"},
        example={"amount": {"value": 8, "unit": "percent of working time"}, "period": "2026-q2"},
    ),
    Act(
        path=f"{ONE}/signatures",
        command=SignDefinition,
        subject="definition",
        asks=("digest",),
        example={"revision": 1, "digest": HASH},
    ),
    Act(
        path=f"{ONE}/achievements",
        command=ConfirmAchieved,
        subject="definition",
        asks=("evidence",),
        example={"evidence": [URL]},
    ),
    Act(
        path=f"{ONE}/retirement",
        command=RetireDefinition,
        subject="definition",
        example={"reason": "The product is retired."},
    ),
    Act(
        path=f"{ONE}/succession",
        command=SupersedeDefinition,
        subject="definition",
        example={"by": "doa_01kb5v3n8rf4tt2q9w6zg0x1y8", "reason": "We aim further."},
    ),
)
