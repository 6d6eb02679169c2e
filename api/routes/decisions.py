"""Decisions: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.decisions.accept_resolution import AcceptResolution
from domain.decisions.agree_decision import AgreeDecision
from domain.decisions.ask_advice import AskAdvice
from domain.decisions.assess_win import AssessWin
from domain.decisions.carry_agreement import CarryAgreement
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.decline_decision import DeclineDecision
from domain.decisions.give_advice import GiveAdvice
from domain.decisions.propose_decision import ProposeDecision
from domain.decisions.raise_objection import RaiseObjection
from domain.decisions.reaffirm_decision import ReaffirmDecision
from domain.decisions.record_decision_outcome import RecordDecisionOutcome
from domain.decisions.rescind_agreement import RescindAgreement
from domain.decisions.resolve_objection import ResolveObjection
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.revoke_decision import RevokeDecision
from domain.decisions.state_win import StateWin
from domain.decisions.take_stance import TakeStance
from domain.decisions.withdraw_decision import WithdrawDecision
from domain.decisions.withdraw_objection import WithdrawObjection

ONE = "/decisions/{decision}"
OBJECTION = f"{ONE}/objections/{{objection}}"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PERSON = "per_01kb5v3n8rf4tt2q9w6zg0x1y7"
OPPORTUNITY = "opp_01kb5v3n8rf4tt2q9w6zg0x1y7"
OPTIONS = [{"opportunity": OPPORTUNITY, "revision": 1, "digest": HASH}, {"do_nothing": True}]
ON = {"objection": "objection"}

ACTS = (
    Act(
        path="/decisions",
        command=ProposeDecision,
        example={
            "kind": "first_priority",
            "options": OPTIONS,
            "choice": OPPORTUNITY,
            "rationale": "Every release waits for it, and both sides feel it.",
            "respond_by": "2026-12-04T17:00:00Z",
        },
    ),
    Act(
        path=f"{ONE}/counter-proposals",
        command=CounterPropose,
        subject="decision",
        asks=("rationale",),
        example={"revision": 1, "choice": OPPORTUNITY, "rationale": "The fee screens come first for our customers."},
    ),
    Act(
        path=f"{ONE}/revisions",
        command=ReviseDecision,
        subject="decision",
        asks=("rationale",),
        example={"revision": 1, "rationale": "Now with the numbers of the last quarter."},
    ),
    Act(
        path=f"{ONE}/advice-requests",
        command=AskAdvice,
        subject="decision",
        example={"asked": PERSON, "question": "Would operations cope with daily releases?"},
    ),
    Act(
        path=f"{ONE}/advice",
        command=GiveAdvice,
        subject="decision",
        example={"text": "Yes, with the new alarms in place."},
    ),
    Act(
        path=f"{ONE}/objections",
        command=RaiseObjection,
        subject="decision",
        example={"revision": 1, "blocking": True, "reason": "The audit in January needs that sign-off."},
    ),
    Act(
        path=f"{OBJECTION}/resolution",
        command=ResolveObjection,
        subject="decision",
        fills=ON,
        example={"resolution": "answered", "text": "The audit asks for a record, and the ledger is one."},
    ),
    Act(path=f"{OBJECTION}/acceptance", command=AcceptResolution, subject="decision", fills=ON),
    Act(
        path=f"{OBJECTION}/withdrawal",
        command=WithdrawObjection,
        subject="decision",
        fills=ON,
        example={"reason": "The auditor agrees."},
    ),
    Act(
        path=f"{ONE}/stances",
        command=TakeStance,
        subject="decision",
        asks=("reason",),
        example={"stance": "disagree_and_commit", "reason": "I would start with the alarms, and will help with this."},
    ),
    Act(
        path=f"{ONE}/wins",
        command=StateWin,
        subject="decision",
        example={"revision": 1, "digest": HASH, "text": "Customers see a fix on the day we make it."},
    ),
    Act(
        path=f"{ONE}/wins/assessments",
        command=AssessWin,
        subject="decision",
        example={"verdict": "partly", "text": "On most days."},
    ),
    Act(
        path=f"{ONE}/agreements",
        command=AgreeDecision,
        subject="decision",
        example={"revision": 1, "digest": HASH},
    ),
    Act(
        path=f"{ONE}/agreements/rescission",
        command=RescindAgreement,
        subject="decision",
        example={"reason": "The budget it rests on is gone."},
    ),
    Act(
        path=f"{ONE}/carried-agreements",
        command=CarryAgreement,
        subject="decision",
        example={
            "former": "dec_01kb5v3n8rf4tt2q9w6zg0x1y6",
            "revision": 1,
            "digest": HASH,
            "reason": "Only the cycle has moved.",
        },
    ),
    Act(
        path=f"{ONE}/declination",
        command=DeclineDecision,
        subject="decision",
        example={"reason": "Not before the audit."},
    ),
    Act(
        path=f"{ONE}/withdrawal",
        command=WithdrawDecision,
        subject="decision",
        example={"reason": "A better proposal is on its way."},
    ),
    Act(
        path=f"{ONE}/reaffirmations",
        command=ReaffirmDecision,
        subject="decision",
        example={"note": "Still right.", "next_review": "2027-03-01"},
    ),
    Act(
        path=f"{ONE}/revocation",
        command=RevokeDecision,
        subject="decision",
        example={"reason": "The product is retired."},
    ),
    Act(
        path=f"{ONE}/outcomes",
        command=RecordDecisionOutcome,
        subject="decision",
        example={"outcome": "Lead time fell from nine days to two.", "observed_on": "2026-11-20"},
    ),
)
