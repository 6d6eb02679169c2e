"""Somebody judges whether an opportunity moved its key result."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import ObjectiveSetId
from domain.objectives.events import AttributionAssessed
from domain.objectives.refusals import AlignmentUnknown
from domain.objectives.state import place_of
from domain.objectives.terms import ItemKey, Verdict
from domain.opportunities.act import OnOpportunity
from domain.opportunities.terms import Evidence
from domain.refusals import Refusal
from domain.signals.citing import Cited


class Attribution(Body, kw_only=True):
    """What it was aligned with, the verdict, and what shows it."""

    objectives: ObjectiveSetId
    key: ItemKey
    verdict: Verdict
    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=20)] = ()
    note: Text | None = None


class AttributionWithoutEvidence(Refusal):
    """A verdict other than `inconclusive` names what shows it."""

    rule = "objectives.attribution-without-evidence"
    waivable = True


class AssessAttribution(OnOpportunity[Attribution]):
    """Assess what an opportunity had to do with the number; also after its end, and each side for itself."""

    name = "assess-attribution"
    may = ANY_MEMBER
    body_type = Attribution

    def prepare(self) -> None:
        """Read the opportunity and what is cited."""
        super().prepare()
        self.cited = Cited(self, self.body.evidence)

    def decide(self) -> None:
        """Refuse what it is not aligned with, and a verdict without evidence."""
        self.require_known()
        body = self.body
        place = place_of(body.objectives, body.key)
        self.check(place in self.opportunity.aligned_to, AlignmentUnknown(f"Not aligned with {place}.", "/key"))
        self.check_waivable(
            body.evidence or body.verdict == "inconclusive",
            AttributionWithoutEvidence("Name what shows it.", "/evidence"),
        )
        evidence = self.cited.pinned()
        self.record_waivers(opportunity=self.subject)
        self.record(
            AttributionAssessed(
                opportunity=self.subject,
                objectives=body.objectives,
                key=body.key,
                place=place,
                verdict=body.verdict,
                side=self.side,
                evidence=evidence,
                note=body.note,
                cites=self.cited.tags,
            )
        )
