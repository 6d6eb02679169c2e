"""Somebody detaches evidence from an opportunity."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import EvidenceId
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import EvidenceDetached
from domain.refusals import Kind, Refusal


class EvidenceToDetach(Body):
    """Which evidence no longer counts, and why."""

    evidence: EvidenceId
    reason: Text


class EvidenceUnknown(Refusal):
    """The opportunity has no such evidence attached."""

    rule = "opportunity.evidence-unknown"
    kind = Kind.NOT_FOUND


class DetachEvidence(OnOpportunity[EvidenceToDetach]):
    """Detach a piece of evidence; decisions that pinned it keep what they pinned."""

    name = "detach-evidence"
    body_type = EvidenceToDetach

    def decide(self) -> None:
        """Refuse what is not attached."""
        self.require_known()
        body = self.body
        self.check(
            body.evidence in self.opportunity.evidence,
            EvidenceUnknown(f"{body.evidence} is not attached to {self.subject}.", "/evidence"),
        )
        self.record(EvidenceDetached(opportunity=self.subject, evidence=body.evidence, reason=body.reason))
