"""Somebody attaches evidence to an opportunity."""

from __future__ import annotations

from domain.acting import Body
from domain.ids import EvidenceId
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import EvidenceAttached
from domain.opportunities.terms import Evidence, Stance
from domain.refusals import Kind, Refusal


class EvidenceToAttach(Body):
    """The evidence, which way it points, and an id where the client chooses one."""

    what: Evidence
    stance: Stance = "supports"
    evidence: EvidenceId | None = None


class EvidenceAlreadyAttached(Refusal):
    """The opportunity has this evidence already."""

    rule = "opportunity.evidence-already-attached"
    kind = Kind.CONFLICT


class AttachEvidence(OnOpportunity[EvidenceToAttach]):
    """Attach evidence for or against; also after the end, for those who look back."""

    name = "attach-evidence"
    body_type = EvidenceToAttach

    def decide(self) -> None:
        """Refuse a used id and the same link again."""
        self.require_known()
        body, attached = self.body, self.opportunity.evidence
        evidence = body.evidence or self.context.new_id("evd")
        self.check(evidence not in attached, EvidenceAlreadyAttached(f"{evidence} is attached.", "/evidence"))
        self.check(
            all(what.url != body.what.url for _, what in attached.values()),
            EvidenceAlreadyAttached(f"{body.what.url} is attached.", "/what/url"),
        )
        self.record(EvidenceAttached(opportunity=self.subject, evidence=evidence, stance=body.stance, what=body.what))
