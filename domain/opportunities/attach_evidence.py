"""Somebody attaches evidence to an opportunity."""

from __future__ import annotations

from domain.acting import Body
from domain.ids import EvidenceId
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import EvidenceAttached
from domain.opportunities.terms import (
    Evidence,
    MapEvidence,
    ObservationEvidence,
    SignalEvidence,
    Stance,
    UrlEvidence,
)
from domain.refusals import Kind, Refusal
from domain.signals.citing import Cited


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

    def prepare(self) -> None:
        """Read the opportunity and what is cited."""
        super().prepare()
        self.cited = Cited(self, [self.body.what], "/what")

    def decide(self) -> None:
        """Refuse a used id, the same evidence again, and what is unknown or retracted."""
        self.require_known()
        body, attached = self.body, self.opportunity.evidence
        evidence = body.evidence or self.context.new_id("evd")
        self.check(evidence not in attached, EvidenceAlreadyAttached(f"{evidence} is attached.", "/evidence"))
        identity = _identity(body.what)
        self.check(
            all(_identity(what) != identity for _, what in attached.values()),
            EvidenceAlreadyAttached(f"{identity[1]} is attached.", f"/what/{identity[0]}"),
        )
        self.record(
            EvidenceAttached(
                opportunity=self.subject,
                evidence=evidence,
                stance=body.stance,
                what=self.cited.one(),
                cites=self.cited.tags,
            )
        )


def _identity(what: Evidence) -> tuple[str, str]:
    """The field that says which piece of evidence it is, and its value."""
    match what:
        case UrlEvidence(url=url):
            return "url", url
        case SignalEvidence(signal=signal):
            return "signal", signal
        case ObservationEvidence(observation=observation):
            return "observation", observation
        case MapEvidence(map=drawn):
            return "map", drawn
