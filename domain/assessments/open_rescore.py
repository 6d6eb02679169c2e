"""After a talk, people score once more."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.assessments.act import LEADING, OnAssessment
from domain.assessments.events import RescoreOpened
from domain.assessments.refusals import OpportunityNotAssessed
from domain.assessments.terms import MOST_OPPORTUNITIES
from domain.fields import Text
from domain.ids import OpportunityId


class Rescore(Body, kw_only=True):
    """Why, and which opportunities (all, where none is named)."""

    reason: Text
    opportunities: Annotated[tuple[OpportunityId, ...], Meta(max_length=MOST_OPPORTUNITIES)] = ()


class OpenRescore(OnAssessment[Rescore]):
    """Open another round with the same scorers; what was revealed before stays on the record."""

    name = "open-rescore"
    may = LEADING
    body_type = Rescore

    def decide(self) -> None:
        """Refuse another round while one is scored or after all sides confirmed, and opportunities not assessed."""
        self.require_revealed()
        assessment = self.assessment
        wanted = tuple(dict.fromkeys(self.body.opportunities)) or assessment.opportunities
        for place, name in enumerate(wanted):
            known = name in assessment.opportunities
            self.check(known, OpportunityNotAssessed(f"{name} is not assessed here.", f"/opportunities/{place}"))
        voided = self.voided()
        self.record(
            RescoreOpened(
                assessment=self.subject,
                round=assessment.round + 1,
                opportunities=wanted,
                reason=self.body.reason,
            )
        )
        if voided:
            self.record(voided)
