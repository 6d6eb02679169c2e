"""An opportunity has nothing to do with a key result any more."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ObjectiveSetId
from domain.objectives.events import OpportunityUnaligned
from domain.objectives.refusals import AlignmentUnknown
from domain.objectives.state import place_of
from domain.objectives.terms import ItemKey
from domain.opportunities.act import AT_WORK, OnOpportunity


class Unalignment(Body, kw_only=True):
    """What it was aligned with, and why no more."""

    objectives: ObjectiveSetId
    key: ItemKey
    reason: Text


class UnalignOpportunity(OnOpportunity[Unalignment]):
    """Take an alignment back."""

    name = "unalign-opportunity"
    may = AT_WORK
    body_type = Unalignment

    def decide(self) -> None:
        """Refuse what it is not aligned with."""
        self.require_live()
        body = self.body
        place = place_of(body.objectives, body.key)
        self.check(place in self.opportunity.aligned_to, AlignmentUnknown(f"Not aligned with {place}.", "/key"))
        self.record(
            OpportunityUnaligned(
                opportunity=self.subject, objectives=body.objectives, key=body.key, place=place, reason=body.reason
            )
        )
