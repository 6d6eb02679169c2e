"""What acts on one assessment share: reading it, and the guards that most of them begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from domain.acting import A_SIDE, Act, Body, Role
from domain.assessments.events import SettlementConfirmationsVoided
from domain.assessments.refusals import (
    AssessmentIsAgreed,
    AssessmentUnknown,
    OpportunityLeftOut,
    OpportunityNotAssessed,
    OpportunityScoredTwice,
    OutsideScale,
    ScoresAreRevealed,
    ScoresNotRevealed,
)
from domain.assessments.state import Assessment
from domain.assessments.terms import Score, Settlement

B = TypeVar("B", bound=Body)
LEADING = A_SIDE | {Role.FACILITATOR}


class OnAssessment(Act[B]):
    """An act on an assessment."""

    subject_type: ClassVar[str] = "asm"

    def prepare(self) -> None:
        """Read the assessment."""
        self.assessment = self.know(Assessment(self.subject))

    def require_known(self) -> None:
        """Stop unless it was opened."""
        self.require(self.assessment.exists, AssessmentUnknown(f"{self.subject} is not known here."))
        self.after(self.assessment.since, "the assessment got to where it is")

    def require_going(self) -> None:
        """Stop too where every side has confirmed."""
        self.require_known()
        self.require(self.assessment.state != "agreed", AssessmentIsAgreed(f"{self.subject} is agreed."))

    def require_scoring(self) -> None:
        """Stop too unless a round is being scored."""
        self.require_going()
        number = self.assessment.round
        self.require(self.assessment.state == "scoring", ScoresAreRevealed(f"Round {number} is revealed."))

    def require_revealed(self) -> None:
        """Stop too while a round is being scored."""
        self.require_going()
        number = self.assessment.round
        self.require(self.assessment.state != "scoring", ScoresNotRevealed(f"Round {number} is being scored."))

    def check_items(self, items: Sequence[Score | Settlement], wanted: Sequence[str], pointer: str) -> None:
        """Note refusals unless each opportunity wanted stands there once, with numbers on the scale."""
        scale, given = self.assessment.scale, [item.opportunity for item in items]
        self.check(len(set(given)) == len(given), OpportunityScoredTwice("Each stands there once.", pointer))
        left_out = [name for name in wanted if name not in given]
        self.check(not left_out, OpportunityLeftOut(f"Left out: {', '.join(left_out)}.", pointer))
        for place, item in enumerate(items):
            at = f"{pointer}/{place}"
            name = item.opportunity
            self.check(name in wanted, OpportunityNotAssessed(f"{name} is not assessed.", f"{at}/opportunity"))
            for axis, number in (("difficulty", item.difficulty), ("urgency", item.urgency)):
                self.check(
                    scale.holds(number),
                    OutsideScale(f"{number:g} is not from {scale.lowest} to {scale.highest}.", f"{at}/{axis}"),
                )

    def voided(self) -> SettlementConfirmationsVoided | None:
        """The event that voids what sides have confirmed, None where none has."""
        assessment = self.assessment
        if not assessment.partners:
            return None
        return SettlementConfirmationsVoided(
            assessment=self.subject,
            revision=assessment.revision,
            digest=assessment.digest,
            sides=tuple(assessment.partners),
        )
