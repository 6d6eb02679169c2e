"""Assessments of difficulty and urgency: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.assessments.confirm_settlement import ConfirmSettlement
from domain.assessments.open_assessment import OpenAssessment
from domain.assessments.open_rescore import OpenRescore
from domain.assessments.reveal_scores import RevealScores
from domain.assessments.settle_assessment import SettleAssessment
from domain.assessments.submit_scores import SubmitScores

ONE = "/assessments/{assessment}"
OPPORTUNITY = "opp_01kb5v3n8rf4tt2q9w6zg0x1y7"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

ACTS = (
    Act(
        path="/assessments",
        command=OpenAssessment,
        example={
            "opportunities": [OPPORTUNITY],
            "scorers": [
                {"person": "per_01kb5v3n8rf4tt2q9w6zg0x1y6", "side": "technology"},
                {"person": "per_01kb5v3n8rf4tt2q9w6zg0x1y7", "side": "business"},
            ],
        },
    ),
    Act(
        path=f"{ONE}/scores",
        command=SubmitScores,
        subject="assessment",
        example={
            "scores": [{"opportunity": OPPORTUNITY, "difficulty": 2, "urgency": 5}],
            "note": "We know how; we only need the machine.",
        },
    ),
    Act(path=f"{ONE}/reveal", command=RevealScores, subject="assessment", example={"without_missing": True}),
    Act(
        path=f"{ONE}/rescores",
        command=OpenRescore,
        subject="assessment",
        example={"reason": "We meant different machines.", "opportunities": [OPPORTUNITY]},
    ),
    Act(
        path=f"{ONE}/settlements",
        command=SettleAssessment,
        subject="assessment",
        example={
            "items": [{"opportunity": OPPORTUNITY, "difficulty": 2.5, "urgency": 4.5}],
            "note": "Halfway, after a talk.",
        },
    ),
    Act(
        path=f"{ONE}/confirmations",
        command=ConfirmSettlement,
        subject="assessment",
        asks=("digest",),
        example={"revision": 1, "digest": HASH},
    ),
)
