"""An opportunity goes on as part of another."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import OpportunityId
from domain.opportunities.act import STEERING, OnOpportunity
from domain.opportunities.events import OpportunityMerged
from domain.opportunities.state import Opportunity
from domain.refusals import Kind, Refusal


class OpportunityMerger(Body):
    """Which opportunity takes it in, and why they are one."""

    into: OpportunityId
    reason: Text


class MergedIntoItself(Refusal):
    """An opportunity cannot be merged into itself."""

    rule = "opportunity.merged-into-itself"


class MergeTargetUnknown(Refusal):
    """The opportunity that would take it in is not known here."""

    rule = "opportunity.merge-target-unknown"
    kind = Kind.NOT_FOUND


class MergeTargetNotLive(Refusal):
    """The opportunity that would take it in is only suggested, or has ended."""

    rule = "opportunity.merge-target-not-live"
    kind = Kind.CONFLICT


class MergeOpportunity(OnOpportunity[OpportunityMerger]):
    """Merge an opportunity or a suggestion into another; both trails show it."""

    name = "merge-opportunity"
    may = STEERING
    body_type = OpportunityMerger

    def prepare(self) -> None:
        """Read both opportunities."""
        super().prepare()
        self.into = self.know(Opportunity(self.body.into))

    def decide(self) -> None:
        """Refuse while an agreement in force ranks it, and a target that is itself, unknown or not live."""
        self.require_live(adopted=False)
        into = self.into
        self.require(into is not self.opportunity, MergedIntoItself("Name another opportunity.", "/into"))
        self.require(into.exists, MergeTargetUnknown(f"{self.body.into} is not known here.", "/into"))
        self.check(into.live, MergeTargetNotLive(f"{self.body.into} cannot take it in.", "/into"))
        self.check_no_priority()
        self.after(into.raised_at, "the other opportunity was raised")
        self.after(self.opportunity.standing_at, "where it stands now")
        self.record(OpportunityMerged(opportunity=self.subject, into=self.body.into, reason=self.body.reason))
