"""Somebody writes down what people settled on."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from domain.acting import Body
from domain.assessments import formula
from domain.assessments.act import LEADING, OnAssessment
from domain.assessments.events import AssessmentSettled
from domain.assessments.terms import MOST_OPPORTUNITIES, Settled, Settlement, SettlementContent
from domain.canonical import content_hash
from domain.fields import Text
from domain.ids import OpportunityId
from domain.refusals import Kind, Refusal


class SettledItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people settled on for one opportunity."""

    opportunity: OpportunityId
    difficulty: Settled
    urgency: Settled


class Settling(Body, kw_only=True):
    """A difficulty and an urgency for every opportunity of the assessment, and how people came to them."""

    items: Annotated[tuple[SettledItem, ...], Meta(min_length=1, max_length=MOST_OPPORTUNITIES)]
    note: Text | None = None


class SettlementUnchanged(Refusal):
    """Exactly that is settled already."""

    rule = "assessment.settlement-unchanged"
    kind = Kind.CONFLICT


class SettleAssessment(OnAssessment[Settling]):
    """Settle on numbers; quadrants follow from the policy's thresholds. Settling is not confirming."""

    name = "settle-assessment"
    may = LEADING
    body_type = Settling

    def decide(self) -> None:
        """Refuse a settlement before the reveal or after the end, outside the scale, incomplete or without news."""
        self.require_revealed()
        assessment, policy = self.assessment, self.policy.policy
        hard_from, urgent_from = policy.difficulty_high_from, policy.urgency_high_from
        items = tuple(
            Settlement(
                opportunity=item.opportunity,
                difficulty=item.difficulty,
                urgency=item.urgency,
                quadrant=formula.quadrant(item.difficulty, item.urgency, hard_from=hard_from, urgent_from=urgent_from),
            )
            for item in self.body.items
        )
        self.check_items(items, assessment.opportunities, "/items")
        content = SettlementContent(
            assessment=self.subject,
            round=assessment.round,
            items=items,
            difficulty_high_from=hard_from,
            urgency_high_from=urgent_from,
            note=self.body.note,
        )
        changed = assessment.state != "settled" or content != assessment.content
        self.check(changed, SettlementUnchanged("Confirm it.", "/items"))
        voided = self.voided()
        self.record(
            AssessmentSettled(
                assessment=self.subject,
                revision=assessment.revision + 1,
                digest=content_hash(content),
                content=content,
                opportunities=assessment.opportunities,
                policy=self.policy.revision,
            )
        )
        if voided:
            self.record(voided)
