"""Meetings and their minutes: acts."""

from __future__ import annotations

from api.confirming import ConfirmedMinutes, Confirming
from api.declarations import Act
from domain.meetings.confirm_minutes import ConfirmMinutes
from domain.meetings.dispute_minutes import DisputeMinutes
from domain.meetings.hold_meeting import HoldMeeting
from domain.meetings.minute_act import MinuteAct

PERSON = "per_01kb5v3n8rf4tt2q9w6zg0x1y7"
OPPORTUNITY = "opp_01kb5v3n8rf4tt2q9w6zg0x1y7"

ACTS = (
    Act(
        path="/meetings",
        command=HoldMeeting,
        example={"title": "Quarterly review", "held_at": "2026-11-20T09:00:00Z", "present": [PERSON]},
    ),
    Act(
        path="/meetings/{meeting}/acts",
        command=MinuteAct,
        subject="meeting",
        example={
            "person": PERSON,
            "command": "give-value-perspective",
            "subject": OPPORTUNITY,
            "act": {"text": "We lose a day a week to this."},
        },
    ),
    Act(
        path="/meetings/{meeting}/confirmations",
        command=ConfirmMinutes,
        subject="meeting",
        doing=Confirming,
        answers=ConfirmedMinutes,
        resumes="a repeat that ended what had been cut short",
    ),
    Act(
        path="/meetings/{meeting}/disputes",
        command=DisputeMinutes,
        subject="meeting",
        example={"acts": ["act_01kb5v3n8rf4tt2q9w6zg0x1y7"], "reason": "I had left by then."},
    ),
)
