"""Opportunities and their value: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.opportunities.adopt_opportunity import AdoptOpportunity
from domain.opportunities.agree_value import AgreeValue
from domain.opportunities.attach_evidence import AttachEvidence
from domain.opportunities.conclude_opportunity import ConcludeOpportunity
from domain.opportunities.counter_value import CounterValue
from domain.opportunities.decline_opportunity import DeclineOpportunity
from domain.opportunities.defer_opportunity import DeferOpportunity
from domain.opportunities.detach_evidence import DetachEvidence
from domain.opportunities.give_value_perspective import GiveValuePerspective
from domain.opportunities.merge_opportunity import MergeOpportunity
from domain.opportunities.propose_value import ProposeValue
from domain.opportunities.raise_opportunity import RaiseOpportunity
from domain.opportunities.reopen_opportunity import ReopenOpportunity
from domain.opportunities.reword_opportunity import RewordOpportunity
from domain.opportunities.start_opportunity import StartOpportunity
from domain.opportunities.state_impact import StateImpact
from domain.opportunities.suggest_opportunity import SuggestOpportunity
from domain.opportunities.withdraw_opportunity import WithdrawOpportunity
from domain.opportunities.withdraw_value_agreement import WithdrawValueAgreement

ONE = "/opportunities/{opportunity}"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
WORDS = {
    "title": "Releases wait for a manual sign-off",
    "problem": "Every release waits two days for a sign-off that has never stopped one.",
    "theme": "features_faster",
}
VALUE = {
    "statement": "Two days sooner to the customer, with nobody on call for the hand-over.",
    "beneficiaries": ["customers", "release managers"],
}
URL = {"kind": "url", "url": "https://example.org/lead-times", "note": "Lead times of the last quarter"}

ACTS = (
    Act(path="/opportunities", command=RaiseOpportunity, example=WORDS),
    Act(path="/suggestions", command=SuggestOpportunity, located="/opportunities", example=WORDS),
    Act(path=f"{ONE}/adoption", command=AdoptOpportunity, subject="opportunity"),
    Act(
        path=f"{ONE}/wordings",
        command=RewordOpportunity,
        subject="opportunity",
        asks=("title",),
        example={"title": "Releases wait two days for a sign-off", "reason": "Says how long."},
    ),
    Act(
        path=f"{ONE}/impacts",
        command=StateImpact,
        subject="opportunity",
        example={"groups": [{"name": "Checkout team", "kind": "team", "how": "Waits two days for each release."}]},
    ),
    Act(path=f"{ONE}/values", command=ProposeValue, subject="opportunity", example=VALUE),
    Act(
        path=f"{ONE}/values/counters",
        command=CounterValue,
        subject="opportunity",
        example={**VALUE, "counter_to": 1},
    ),
    Act(
        path=f"{ONE}/values/perspectives",
        command=GiveValuePerspective,
        subject="opportunity",
        example={"text": "Support hears of it every week."},
    ),
    Act(
        path=f"{ONE}/values/agreements",
        command=AgreeValue,
        subject="opportunity",
        example={"revision": 1, "digest": HASH},
    ),
    Act(
        path=f"{ONE}/values/agreements/withdrawal",
        command=WithdrawValueAgreement,
        subject="opportunity",
        example={"reason": "The numbers were from another product."},
    ),
    Act(
        path=f"{ONE}/evidence",
        command=AttachEvidence,
        subject="opportunity",
        example={"what": URL, "stance": "supports"},
    ),
    Act(
        path=f"{ONE}/evidence/{{evidence}}/detachment",
        command=DetachEvidence,
        subject="opportunity",
        fills={"evidence": "evidence"},
        example={"reason": "It is about another product."},
    ),
    Act(path=f"{ONE}/start", command=StartOpportunity, subject="opportunity", example={"note": "Pilot with checkout."}),
    Act(
        path=f"{ONE}/conclusion",
        command=ConcludeOpportunity,
        subject="opportunity",
        asks=("evidence",),
        example={"outcome": "achieved", "reason": "Releases go out the same day.", "evidence": [URL]},
    ),
    Act(
        path=f"{ONE}/deferral",
        command=DeferOpportunity,
        subject="opportunity",
        example={"reason": "After the migration."},
    ),
    Act(
        path=f"{ONE}/declination",
        command=DeclineOpportunity,
        subject="opportunity",
        example={"reason": "The product is retired next year."},
    ),
    Act(
        path=f"{ONE}/merger",
        command=MergeOpportunity,
        subject="opportunity",
        example={"into": "opp_01kb5v3n8rf4tt2q9w6zg0x1y8", "reason": "The same wait, seen from support."},
    ),
    Act(
        path=f"{ONE}/withdrawal",
        command=WithdrawOpportunity,
        subject="opportunity",
        example={"reason": "Solved by itself."},
    ),
    Act(
        path=f"{ONE}/reopening",
        command=ReopenOpportunity,
        subject="opportunity",
        example={"reason": "The wait is back."},
    ),
)
