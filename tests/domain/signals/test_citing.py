"""Evidence of any kind is cited as the ledger has it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround
from domain.decisions.changing import Changes
from domain.decisions.events import DecisionProposed, DecisionRevised
from domain.decisions.propose_decision import Proposal, ProposeDecision
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.terms import Ground, Option
from domain.katas.events import CurrentConditionGrasped
from domain.kernel import Event, Recorded, tags_of
from domain.metrics.refusals import ObservationUnknown
from domain.opportunities.attach_evidence import AttachEvidence, EvidenceAlreadyAttached, EvidenceToAttach
from domain.opportunities.events import EvidenceAttached
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import Evidence, MapEvidence, ObservationEvidence, SignalEvidence
from domain.signals.citing import MapUnknown, PinDiffers
from domain.signals.refusals import SignalIsRetracted, SignalUnknown
from tests.domain.metrics.scene import day
from tests.domain.opportunities.history import LINK
from tests.domain.signals.scene import (
    ATTACHED,
    CITED,
    DEC,
    DEV,
    MEASURED,
    OTHER_SIG,
    RECORDED,
    RETRACTED,
    SIG,
    SLOW,
    TED,
    WORLD,
    proposed,
)
from tests.domain.story import BEGINNING, Outcome, an_id, fact, given

DRAWN = an_id("vsm", 1)
MAP = MapEvidence(map=DRAWN)


def at(event: Event, position: int) -> Recorded:
    """An event at a place in the ledger."""
    return Recorded(
        event=event, tags=tags_of(event), position=position, occurred_at=BEGINNING, recorded_at=BEGINNING, actor=TED
    )


ON_RECORD: tuple[Event | Recorded, ...] = (
    *WORLD,
    at(RECORDED, 50),
    at(CurrentConditionGrasped(kata=an_id("kata", 1), facts=("slow",), map=DRAWN), 60),
)


def attach(what: Evidence, *more: Event | Recorded) -> Outcome:
    return given(*ON_RECORD, *more).when(
        AttachEvidence, SLOW, EvidenceToAttach(what=what, evidence=an_id("evd", 1)), by=DEV
    )


def attached(what: Evidence, *cites: str) -> EvidenceAttached:
    return EvidenceAttached(opportunity=SLOW, evidence=an_id("evd", 1), stance="supports", what=what, cites=cites)


def test_a_signal_is_pinned_to_its_last_event() -> None:
    attach(SignalEvidence(signal=SIG)).then(attached(SignalEvidence(signal=SIG, position=50), f"signal:{SIG}"))


def test_an_observation_is_pinned_with_its_value() -> None:
    pinned = replace(MEASURED, position=41, value=504.0)
    attach(MEASURED).then(attached(pinned, f"observation:{MEASURED.observation}", "metric:lead_time"))


def test_a_map_is_pinned_to_its_last_event() -> None:
    attach(MAP).then(attached(replace(MAP, position=60), f"map:{DRAWN}"))


def test_an_earlier_state_may_be_cited() -> None:
    cited = SignalEvidence(signal=SIG, position=49)
    attach(cited).then(attached(cited, f"signal:{SIG}"))


def test_what_is_cited_exists() -> None:
    attach(SignalEvidence(signal=OTHER_SIG)).refused(SignalUnknown)
    attach(ObservationEvidence(metric="lead_time", observation=an_id("obs", 9))).refused(ObservationUnknown)
    attach(ObservationEvidence(metric="failures", observation=an_id("obs", 1))).refused(ObservationUnknown)
    attach(MapEvidence(map=an_id("vsm", 2))).refused(MapUnknown)


def test_a_pin_reads_as_the_ledger_does() -> None:
    attach(SignalEvidence(signal=SIG, position=51)).refused(PinDiffers)
    attach(replace(MEASURED, value=500.0)).refused(PinDiffers)
    attach(replace(MAP, position=61)).refused(PinDiffers)


def test_a_retracted_signal_supports_nothing_new() -> None:
    attach(SignalEvidence(signal=SIG), at(RETRACTED, 70)).refused(SignalIsRetracted)


def test_evidence_is_older_than_what_cites_it() -> None:
    body = EvidenceToAttach(what=SignalEvidence(signal=SIG))
    later = Recorded(
        event=RECORDED,
        tags=tags_of(RECORDED),
        position=50,
        occurred_at=BEGINNING + timedelta(minutes=30),
        recorded_at=BEGINNING + timedelta(minutes=30),
    )
    given(*WORLD, later).when(AttachEvidence, SLOW, body, by=DEV, occurred_at=day(0)).refused(ClaimedBeforeItsGround)


@pytest.mark.parametrize("what", [LINK, SignalEvidence(signal=SIG), MEASURED, MAP])
def test_the_same_evidence_is_attached_once(what: Evidence) -> None:
    former = replace(attached(what), evidence=an_id("evd", 2))
    attach(what, former).refused(EvidenceAlreadyAttached)


def test_a_retracted_signal_is_no_longer_evidence() -> None:
    opportunity = Opportunity(SLOW)
    opportunity.fold(fact(ATTACHED))
    assert opportunity.facets.evidence
    opportunity.fold(fact(RETRACTED))
    assert not opportunity.facets.evidence


PROPOSAL = Proposal(
    kind="practice",
    options=(Option(words="Release daily"), Option(do_nothing=True)),
    choice="Release daily",
    rationale="It is slow",
    evidence=(Ground(what=SignalEvidence(signal=SIG)),),
    respond_by=day(5),
)


def test_a_proposal_pins_what_it_rests_on() -> None:
    outcome = given(*ON_RECORD).when(ProposeDecision, DEC, PROPOSAL, by=TED).then(DecisionProposed)
    made = outcome.events[0]
    assert isinstance(made, DecisionProposed)
    assert made.content.evidence == (Ground(what=SignalEvidence(signal=SIG, position=50)),)
    assert f"signal:{SIG}" in tags_of(made)


def test_a_proposal_rests_on_nothing_retracted() -> None:
    story = given(*ON_RECORD, at(RETRACTED, 70))
    story.when(ProposeDecision, DEC, PROPOSAL, by=TED).refused(SignalIsRetracted)


def test_a_revision_keeps_its_pins_and_adds_new_ones() -> None:
    story = given(*ON_RECORD, at(proposed(replace(CITED, position=49)), 70))
    body = Changes(rationale="It is very slow", respond_by=day(5))
    revised = story.when(ReviseDecision, DEC, body, by=TED).then(DecisionRevised).events[0]
    assert isinstance(revised, DecisionRevised)
    assert revised.content.evidence[0].what == replace(CITED, position=49)
    assert f"signal:{SIG}" in tags_of(revised)
