"""Signals: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.signals.answer_challenge import AnswerChallenge
from domain.signals.challenge_signal import ChallengeSignal
from domain.signals.interpret_signal import InterpretSignal
from domain.signals.record_signal import RecordSignal
from domain.signals.retract_signal import RetractSignal

ONE = "/signals/{signal}"

ACTS = (
    Act(
        path="/signals",
        command=RecordSignal,
        asks=("sources",),
        example={
            "category": "delivery",
            "statement": "A change waits longer for QA than it takes to write.",
            "sources": [{"text": "Board of the checkout team, week 10", "url": "https://example.org/board"}],
        },
    ),
    Act(
        path=f"{ONE}/interpretations",
        command=InterpretSignal,
        subject="signal",
        example={"interpretation": "We test in batches because the environment is shared."},
    ),
    Act(
        path=f"{ONE}/challenges",
        command=ChallengeSignal,
        subject="signal",
        example={"text": "Two of those weeks had a release freeze."},
    ),
    Act(
        path=f"{ONE}/challenges/{{challenge}}/answers",
        command=AnswerChallenge,
        subject="signal",
        fills={"challenge": "challenge"},
        example={"answer": "It looks the same without them."},
    ),
    Act(
        path=f"{ONE}/retraction",
        command=RetractSignal,
        subject="signal",
        example={"reason": "The log counted weekends."},
    ),
)
