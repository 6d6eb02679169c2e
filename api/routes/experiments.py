"""Experiments of improvement katas: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.katas.abandon_experiment import AbandonExperiment
from domain.katas.plan_experiment import PlanExperiment
from domain.katas.record_learning import RecordLearning
from domain.katas.record_result import RecordResult
from domain.katas.replan_experiment import ReplanExperiment
from domain.katas.start_experiment import StartExperiment

ALL = "/katas/{kata}/experiments"
ONE = f"{ALL}/{{experiment}}"
ON = {"experiment": "experiment"}
PLAN = {
    "obstacle": "obst_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "step": "Automate the ten longest checks.",
    "check_on": "2026-03-11",
    "prediction": {
        "text": "The queue for QA falls to four days.",
        "metric": "qa_queue",
        "expected": 4,
        "tolerance": 0.5,
        "confidence": 0.6,
    },
}

ACTS = (
    Act(path=ALL, command=PlanExperiment, subject="kata", asks=("prediction",), example=PLAN),
    Act(
        path=f"{ONE}/plans",
        command=ReplanExperiment,
        subject="kata",
        fills=ON,
        asks=("prediction",),
        example={**PLAN, "reason": "One step at a time."},
    ),
    Act(path=f"{ONE}/start", command=StartExperiment, subject="kata", fills=ON),
    Act(
        path=f"{ONE}/results",
        command=RecordResult,
        subject="kata",
        fills=ON,
        example={"what_happened": "Nine of ten run; the last one needs a printer.", "measured": 4.2},
    ),
    Act(
        path=f"{ONE}/learnings",
        command=RecordLearning,
        subject="kata",
        fills=ON,
        example={
            "learned": "Half of the wait was for the machine, not for people.",
            "verdict": "confirmed",
            "next": "Free the machine.",
        },
    ),
    Act(
        path=f"{ONE}/abandonment",
        command=AbandonExperiment,
        subject="kata",
        fills=ON,
        example={"reason": "The machine is being replaced.", "learned": "Nobody knew who owns it."},
    ),
)
