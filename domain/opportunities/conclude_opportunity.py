"""Work on an opportunity ends."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import AT_WORK, OnOpportunity
from domain.opportunities.events import OpportunityConcluded
from domain.opportunities.terms import Evidence, Outcome
from domain.refusals import Kind, Refusal
from domain.signals.citing import Cited


class Conclusion(Body):
    """Achieved or stopped, why, and what shows it."""

    outcome: Outcome
    reason: Text
    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=50)] = ()


class OpportunityNotStarted(Refusal):
    """Only work that began can be concluded."""

    rule = "opportunity.not-started"
    kind = Kind.CONFLICT


class AchievedWithoutEvidence(Refusal):
    """Nothing shows that it is achieved."""

    rule = "opportunity.achieved-without-evidence"
    waivable = True


class ConcludeOpportunity(OnOpportunity[Conclusion]):
    """Conclude the work; stopping what an agreement ranks takes a decision of kind `stop`."""

    name = "conclude-opportunity"
    may = AT_WORK
    body_type = Conclusion

    def prepare(self) -> None:
        """Read the opportunity and what is cited."""
        super().prepare()
        self.cited = Cited(self, self.body.evidence)

    def decide(self) -> None:
        """Refuse what never began, achievements without evidence, and one-sided stops of agreed priorities."""
        self.require_live()
        body, state = self.body, self.opportunity.state
        self.require(state == "in_progress", OpportunityNotStarted(f"{self.subject} is {state}."))
        if body.outcome == "stopped":
            self.check_no_priority()
        else:
            self.check_waivable(body.evidence, AchievedWithoutEvidence("Name what shows it.", "/evidence"))
        self.after(self.opportunity.standing_at, "the work began")
        self.record_waivers(opportunity=self.subject)
        self.record(
            OpportunityConcluded(
                opportunity=self.subject,
                outcome=body.outcome,
                reason=body.reason,
                evidence=self.cited.pinned(),
                cites=self.cited.tags,
            )
        )
