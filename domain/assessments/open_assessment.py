"""People of every side are asked how hard and how painful things are."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.assessments.act import LEADING, OnAssessment
from domain.assessments.events import AssessmentOpened
from domain.assessments.terms import Assessed, Opportunities, Scale
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.partnership.seats import Seat, Seating
from domain.refusals import Kind, Refusal


class AssessmentToOpen(Body, kw_only=True):
    """What is scored, and by whom."""

    opportunities: Opportunities
    scorers: Annotated[tuple[Seat, ...], Meta(min_length=1, max_length=50)]


class AssessmentAlreadyExists(Refusal):
    """The id belongs to an assessment already."""

    rule = "assessment.already-exists"
    kind = Kind.CONFLICT


class SideWithoutScorer(Refusal):
    """Nobody scores for a required side."""

    rule = "assessment.side-without-scorer"


class OpenAssessment(OnAssessment[AssessmentToOpen]):
    """Open an assessment; scale and blindness are those of the policy in force and stay."""

    name = "open-assessment"
    may = LEADING
    body_type = AssessmentToOpen

    def prepare(self) -> None:
        """Read whether the id is free, the opportunities and the scorers."""
        super().prepare()
        self.opportunities = [self.know(Opportunity(name)) for name in dict.fromkeys(self.body.opportunities)]
        self.seating = Seating(self, self.body.scorers, "/scorers")

    def decide(self) -> None:
        """Refuse a used id, what is not on the backlog, strangers, and one side alone."""
        self.require(not self.assessment.exists, AssessmentAlreadyExists(f"{self.subject} exists."))
        for found in self.opportunities:
            name = found.opportunity
            self.require(found.exists, OpportunityUnknown(f"{name} is not known here.", "/opportunities"))
            self.check(not found.suggested, OpportunityNotAdopted(f"{name} is a suggestion so far.", "/opportunities"))
            self.check(not found.ended, OpportunityEnded(f"{name} is {found.state}.", "/opportunities"))
            self.after(found.raised_at, f"{name} was raised")
        scorers = self.seating.taken()
        empty = ", ".join(self.seating.empty_sides(scorers))
        self.check(not empty, SideWithoutScorer(f"Nobody scores for {empty}.", "/scorers"))
        policy = self.policy.policy
        lowest, highest = policy.scale
        self.record(
            AssessmentOpened(
                assessment=self.subject,
                opportunities=tuple(found.opportunity for found in self.opportunities),
                pinned=tuple(
                    Assessed(opportunity=found.opportunity, revision=found.revision, digest=found.digest)
                    for found in self.opportunities
                ),
                scorers=scorers,
                scale=Scale(lowest=lowest, highest=highest),
                blind=policy.blind_scoring,
                policy=self.policy.revision,
            )
        )
