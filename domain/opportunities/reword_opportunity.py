"""An opportunity gets another title or problem."""

from __future__ import annotations

from domain.acting import Body
from domain.canonical import content_hash
from domain.fields import Line, Text
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import OpportunityReworded
from domain.opportunities.terms import OpportunityContent
from domain.refusals import Refusal


class Rewording(Body):
    """The new title, the new problem or both; what is left out stays."""

    title: Line | None = None
    problem: Text | None = None
    reason: Text | None = None


class NothingReworded(Refusal):
    """Title and problem read the same as before."""

    rule = "opportunity.nothing-reworded"


class RewordOpportunity(OnOpportunity[Rewording]):
    """Write the next revision; agreements on its value are void, decisions in force stay and come under attention."""

    name = "reword-opportunity"
    body_type = Rewording

    def decide(self) -> None:
        """Refuse a revision without a change."""
        self.require_live()
        opportunity, body = self.opportunity, self.body
        title, problem = body.title or opportunity.title, body.problem or opportunity.problem
        digest = content_hash(OpportunityContent(title=title, problem=problem))
        self.check(digest != opportunity.digest, NothingReworded("Give another title or problem.", "/title"))
        voided = self.void_value("reworded")
        self.record(
            OpportunityReworded(
                opportunity=self.subject,
                revision=opportunity.revision + 1,
                digest=digest,
                title=title,
                problem=problem,
                former_title=opportunity.title,
                former_problem=opportunity.problem,
                reason=body.reason,
            )
        )
        if voided:
            self.record(voided)
