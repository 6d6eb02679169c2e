"""Evidence is attached and detached."""

from domain.acting import RoleMissing
from domain.opportunities.attach_evidence import AttachEvidence, EvidenceAlreadyAttached, EvidenceToAttach
from domain.opportunities.detach_evidence import DetachEvidence, EvidenceToDetach, EvidenceUnknown
from domain.opportunities.events import EvidenceAttached, EvidenceDetached
from domain.opportunities.refusals import OpportunityNotAdopted, OpportunityUnknown
from domain.opportunities.terms import UrlEvidence
from tests.domain.opportunities.history import (
    ACHIEVED,
    DEV,
    EVIDENCE,
    LINK,
    PEOPLE,
    SLOW,
    STARTED,
    SUGGESTED,
    TED,
    TRACKER,
    only,
    raised,
)
from tests.domain.story import an_id, given

LINKED = EvidenceToAttach(what=LINK, evidence=EVIDENCE.evidence)
GONE = EvidenceToDetach(evidence=EVIDENCE.evidence, reason="Measured wrongly")


def test_anyone_attaches_evidence_for_it() -> None:
    given(*PEOPLE, raised()).when(AttachEvidence, SLOW, LINKED, by=DEV).then(EVIDENCE)


def test_evidence_may_speak_against_it_and_needs_no_id() -> None:
    body = EvidenceToAttach(what=LINK, stance="contradicts")
    outcome = given(*PEOPLE, raised()).when(AttachEvidence, SLOW, body, by=TED)
    attached = only(outcome, EvidenceAttached)
    assert (attached.stance, attached.evidence[:4]) == ("contradicts", "evd_")


def test_evidence_is_attached_once() -> None:
    story = given(*PEOPLE, raised(), EVIDENCE)
    other = UrlEvidence(url="https://example.org/other")
    same_id = EvidenceToAttach(what=other, evidence=EVIDENCE.evidence)
    story.when(AttachEvidence, SLOW, same_id, by=TED).refused(EvidenceAlreadyAttached)
    story.when(AttachEvidence, SLOW, EvidenceToAttach(what=LINK), by=TED).refused(EvidenceAlreadyAttached)


def test_looking_back_is_allowed() -> None:
    given(*PEOPLE, raised(), STARTED, ACHIEVED).when(AttachEvidence, SLOW, LINKED, by=TED).then(EVIDENCE)


def test_there_is_something_to_attach_it_to() -> None:
    given(*PEOPLE).when(AttachEvidence, SLOW, LINKED, by=TED).refused(OpportunityUnknown)
    given(*PEOPLE, SUGGESTED).when(AttachEvidence, SLOW, LINKED, by=TED).refused(OpportunityNotAdopted)


def test_integrations_attach_nothing() -> None:
    given(*PEOPLE, raised()).when(AttachEvidence, SLOW, LINKED, by=TRACKER).refused(RoleMissing)


def test_evidence_is_detached_with_a_reason() -> None:
    given(*PEOPLE, raised(), EVIDENCE).when(DetachEvidence, SLOW, GONE, by=TED).then(
        EvidenceDetached(opportunity=SLOW, evidence=EVIDENCE.evidence, reason="Measured wrongly")
    )


def test_only_what_is_attached_is_detached() -> None:
    given(*PEOPLE, raised()).when(DetachEvidence, SLOW, GONE, by=TED).refused(EvidenceUnknown)
    other = EvidenceToDetach(evidence=an_id("evd", 9), reason="?")
    given(*PEOPLE, raised(), EVIDENCE).when(DetachEvidence, SLOW, other, by=TED).refused(EvidenceUnknown)
