"""Work on an opportunity begins."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import AT_WORK, OnOpportunity
from domain.opportunities.events import OpportunityStarted
from domain.refusals import Kind, Refusal


class OpportunityStart(Body):
    """A word on how the work begins."""

    note: Text | None = None


class OpportunityAlreadyStarted(Refusal):
    """Work on the opportunity is going on already."""

    rule = "opportunity.already-started"
    kind = Kind.CONFLICT


class OpportunityNotPrioritised(Refusal):
    """No agreement in force puts the opportunity first or commits to it."""

    rule = "opportunity.not-prioritised"
    kind = Kind.CONFLICT
    waivable = True


class StartOpportunity(OnOpportunity[OpportunityStart]):
    """Say that work began, for teams without a kata."""

    name = "start-opportunity"
    may = AT_WORK
    body_type = OpportunityStart

    def decide(self) -> None:
        """Refuse a second start, and work on what nobody agreed to do first unless waived."""
        self.require_live()
        state = self.opportunity.state
        self.require(state != "in_progress", OpportunityAlreadyStarted(f"{self.subject} is in progress."))
        self.check_waivable(state == "prioritised", OpportunityNotPrioritised(f"{self.subject} is {state}."))
        self.after(self.opportunity.standing_at, "it was reopened")
        self.record_waivers(opportunity=self.subject)
        self.record(OpportunityStarted(opportunity=self.subject, note=self.body.note))
