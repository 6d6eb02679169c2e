"""Improvement katas as a whole, their target conditions, obstacles and coaching: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.katas.change_kata_role import ChangeKataRole
from domain.katas.close_target_condition import CloseTargetCondition
from domain.katas.complete_kata import CompleteKata
from domain.katas.drop_obstacle import DropObstacle
from domain.katas.extend_target_condition import ExtendTargetCondition
from domain.katas.focus_obstacle import FocusObstacle
from domain.katas.grasp_current_condition import GraspCurrentCondition
from domain.katas.hold_coaching_cycle import HoldCoachingCycle
from domain.katas.park_obstacle import ParkObstacle
from domain.katas.pause_kata import PauseKata
from domain.katas.question_assumption import QuestionAssumption
from domain.katas.resolve_obstacle import ResolveObstacle
from domain.katas.resume_kata import ResumeKata
from domain.katas.set_target_condition import SetTargetCondition
from domain.katas.start_kata import StartKata
from domain.katas.stop_kata import StopKata

ONE = "/katas/{kata}"
CONDITION = f"{ONE}/target-conditions/{{condition}}"
OBSTACLE = f"{ONE}/obstacles/{{obstacle}}"
PERSON = "per_01kb5v3n8rf4tt2q9w6zg0x1y7"
EXPERIMENT = "exp_01kb5v3n8rf4tt2q9w6zg0x1y7"
OF_CONDITION = {"condition": "target_condition"}
OF_OBSTACLE = {"obstacle": "obstacle"}

ACTS = (
    Act(
        path="/katas",
        command=StartKata,
        asks=("definition",),
        example={
            "definition": "doa_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "focus_process": "From pull request to production",
            "team": "team_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "learner": PERSON,
            "coach": "per_01kb5v3n8rf4tt2q9w6zg0x1y6",
        },
    ),
    Act(path=f"{ONE}/roles", command=ChangeKataRole, subject="kata", example={"role": "learner", "person": PERSON}),
    Act(
        path=f"{ONE}/current-conditions",
        command=GraspCurrentCondition,
        subject="kata",
        asks=("facts", "pattern"),
        example={
            "facts": ["Eleven changes waited for QA on Monday."],
            "pattern": "Changes queue from Thursday on and are tested in one go on Monday.",
        },
    ),
    Act(
        path=f"{ONE}/target-conditions",
        command=SetTargetCondition,
        subject="kata",
        asks=("process",),
        example={
            "achieve_by": "2026-04-13",
            "outcome": {"metric": "lead_time_for_change", "target": 336},
            "process": {"metric": "qa_queue", "target": 3},
            "pattern": "Tests run on every pull request before its review.",
        },
    ),
    Act(
        path=f"{CONDITION}/extension",
        command=ExtendTargetCondition,
        subject="kata",
        fills=OF_CONDITION,
        example={"to": "2026-05-04", "reason": "The environment came three weeks late."},
    ),
    Act(
        path=f"{CONDITION}/closing",
        command=CloseTargetCondition,
        subject="kata",
        fills=OF_CONDITION,
        asks=("measured", "reflection"),
        example={"outcome": "reached", "measured": 320, "reflection": "The queue was the wait, not the tests."},
    ),
    Act(
        path=f"{ONE}/obstacles",
        command=ParkObstacle,
        subject="kata",
        example={"text": "Forty checks are done by hand."},
    ),
    Act(path=f"{OBSTACLE}/focus", command=FocusObstacle, subject="kata", fills=OF_OBSTACLE),
    Act(
        path=f"{OBSTACLE}/resolution",
        command=ResolveObstacle,
        subject="kata",
        fills=OF_OBSTACLE,
        example={"experiment": EXPERIMENT, "how": "The longest ten run by themselves."},
    ),
    Act(
        path=f"{OBSTACLE}/dismissal",
        command=DropObstacle,
        subject="kata",
        fills=OF_OBSTACLE,
        example={"reason": "The checks are no longer asked for."},
    ),
    Act(
        path=f"{ONE}/coaching-cycles",
        command=HoldCoachingCycle,
        subject="kata",
        example={
            "target": "Two weeks, with tests on every pull request.",
            "actual": "Three weeks; nine of forty checks run by themselves.",
            "obstacles": "The data that the checks need lives on one machine.",
            "next_step": "Copy the data of one customer and run three checks with it.",
            "expectation": "All three pass without that machine.",
            "see_on": "2026-03-20",
        },
    ),
    Act(
        path=f"{ONE}/assumptions",
        command=QuestionAssumption,
        subject="kata",
        example={
            "assumption": "Only QA may release.",
            "question": "Which release of the last year did QA stop?",
        },
    ),
    Act(
        path=f"{ONE}/pause",
        command=PauseKata,
        subject="kata",
        example={"reason": "The team is on call for the season.", "until": "2027-01-07"},
    ),
    Act(path=f"{ONE}/resumption", command=ResumeKata, subject="kata", example={"note": "Everybody is back."}),
    Act(
        path=f"{ONE}/stop",
        command=StopKata,
        subject="kata",
        example={"reason": "The product is retired.", "learned": "Small changes alone halved the wait."},
    ),
    Act(
        path=f"{ONE}/completion",
        command=CompleteKata,
        subject="kata",
        asks=("evidence",),
        example={"evidence": [{"kind": "url", "url": "https://example.org/lead-times"}]},
    ),
)
