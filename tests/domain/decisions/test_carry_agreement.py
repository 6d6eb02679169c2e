"""A commitment moved only in time keeps a side's agreement; anything else needs a new one."""

from datetime import timedelta
from typing import Any

import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.decisions.carry_agreement import CarriedAcross, Carry, CarryAgreement, NothingToCarry, StageDiffers
from domain.decisions.closing import Closing
from domain.decisions.decline_decision import DeclineDecision
from domain.decisions.events import AgreementCarried, AgreementReached, DecisionSuperseded, SideAgreed
from domain.decisions.propose_decision import Proposal
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.refusals import (
    AlreadyAgreed,
    DecisionNotOpen,
    DecisionUnknown,
    DigestDiffers,
    DigestMissing,
    ReasonEmpty,
    RevisionOutdated,
    SamePersonBothSides,
    SideVacant,
)
from domain.decisions.rescind_agreement import RescindAgreement, Rescission
from domain.decisions.revoke_decision import Revocation, RevokeDecision
from domain.decisions.signing import BlockedByObjection, ResponseWindowClosed
from domain.decisions.terms import AgreedBy
from domain.partnership.events import PartnerJoined, PartnerLeft
from tests.domain.decisions.scene import (
    BEA,
    BEN,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    LATER,
    ONCALL,
    SLOW,
    TED,
    TESS,
    TESTS,
    THIRD,
    Scene,
    commitment,
    option,
    proposal,
    reached,
    won,
)
from tests.domain.story import BEGINNING, Outcome

MOVED = commitment(SLOW, cycle="summer")


def moved(body: Proposal = MOVED, first: Proposal | None = None) -> Scene:
    """Both sides agreed to do it in spring; technology proposes something later."""
    started = reached(first or commitment(SLOW))
    assert not started.proposes(body, decision=LATER).refusals
    return started


def carries(started: Scene, by: str = BEA, decision: str = LATER, *, changes: Any = None, **context: Any) -> Outcome:
    table = started.table(decision)
    usual = {"former": DEC, "revision": table.revision, "digest": table.digest, "reason": "Only later"}
    return started.does(by, CarryAgreement, Carry(**(usual | (changes or {}))), decision, **context)


def test_an_agreement_is_carried() -> None:
    started = moved()
    (carried,) = carries(started).then(AgreementCarried).events
    assert carried == AgreementCarried(
        decision=LATER,
        former=DEC,
        revision=1,
        digest=started.table(LATER).digest,
        side="business",
        person=BEA,
        agreed=(AgreedBy(side="business", person=BEA, carried_from=DEC),),
        policy=1,
        reason="Only later",
    )
    assert (started.state(LATER).state, list(started.state(LATER).complete)) == ("open", ["business"])


def test_with_the_last_side_it_is_in_force_and_replaces_the_former() -> None:
    started = moved()
    carries(started)
    started.wins(TED, LATER)
    *_, agreement = started.agrees(TED, LATER).then(SideAgreed, DecisionSuperseded, AgreementReached).events
    assert isinstance(agreement, AgreementReached)
    assert agreement.sides == (
        AgreedBy(side="business", person=BEA, carried_from=DEC),
        AgreedBy(side="technology", person=TED),
    )
    assert (started.state().state, started.opportunity().commitments) == ("superseded", {"alpha": LATER})


def test_it_may_be_the_last_word() -> None:
    started = moved()
    started.wins(TED, LATER)
    started.agrees(TED, LATER)
    carries(started).then(AgreementCarried, DecisionSuperseded, AgreementReached)


def test_an_agreement_moves_more_than_once() -> None:
    started = moved()
    carries(started)
    started.proposes(commitment(SLOW, cycle="spring"), decision=THIRD)
    (carried,) = carries(started, decision=THIRD, changes={"former": LATER}).then(AgreementCarried).events
    assert isinstance(carried, AgreementCarried)
    assert carried.agreed == (AgreedBy(side="business", person=BEA, carried_from=LATER),)


def test_another_partner_or_a_delegate_of_the_side_may() -> None:
    carries(moved(), BEN).then(AgreementCarried)
    started = moved().happened(DOT_FOR_BEA)
    (carried,) = carries(started, DOT).then(AgreementCarried).events
    assert isinstance(carried, AgreementCarried)
    assert carried.behalf_of == BEA


def test_a_contested_commitment_is_carried_by_the_side_that_still_agrees() -> None:
    started = moved()
    started.does(TED, RescindAgreement, Rescission(reason="No date any more"))
    carries(started, TESS).refused(NothingToCarry)
    carries(started).then(AgreementCarried)


def test_others_do_not() -> None:
    carries(moved(), DEV).refused(RoleMissing)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (commitment(SLOW, cycle="summer", stage="beta"), StageDiffers),
        (commitment(SLOW, cycle="summer", stage=None), StageDiffers),
        (commitment(TESTS, cycle="summer"), CarriedAcross),
        (commitment(SLOW, TESTS, cycle="summer"), CarriedAcross),
    ],
)
def test_only_the_time_may_differ(body: Proposal, refusal: Any) -> None:
    carries(moved(body)).refused(refusal)


def test_only_commitments_carry() -> None:
    carries(moved(proposal(), proposal())).refused(CarriedAcross)


def test_nothing_is_carried_from_itself() -> None:
    carries(moved(), changes={"former": LATER}).refused(CarriedAcross, NothingToCarry)


def test_there_are_both_decisions() -> None:
    started = moved()
    carries(started, changes={"former": THIRD}).refused(DecisionUnknown)
    body = Carry(former=DEC, revision=1, digest="0" * 64, reason="Only later")
    started.does(BEA, CarryAgreement, body, THIRD).refused(DecisionUnknown)


def test_a_side_that_did_not_agree_has_nothing_to_carry() -> None:
    started = won(commitment(SLOW))
    started.agrees(BEA)
    started.proposes(MOVED, decision=LATER)
    carries(started, TED).refused(NothingToCarry)
    carries(started, BEA).then(AgreementCarried)


def test_what_was_declined_or_revoked_is_not_carried() -> None:
    started = won(commitment(SLOW))
    started.agrees(BEA)
    started.does(BEN, DeclineDecision, Closing(reason="After all, no"))
    started.proposes(MOVED, decision=LATER)
    carries(started).refused(NothingToCarry)
    started = moved()
    for person in (BEA, TED):
        started.does(person, RevokeDecision, Revocation(reason="Neither of us"))
    carries(started).refused(NothingToCarry)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"revision": 2}, RevisionOutdated),
        ({"digest": "0" * 64}, DigestDiffers),
        ({"digest": None}, DigestMissing),
        ({"reason": " "}, ReasonEmpty),
    ],
)
def test_it_names_what_it_counts_for_and_why(changes: dict[str, Any], refusal: Any) -> None:
    carries(moved(), changes=changes).refused(refusal)


def test_a_side_agrees_once() -> None:
    started = moved()
    carries(started)
    carries(started).refused(AlreadyAgreed)


def test_one_person_does_not_supply_both_sides() -> None:
    """Bea's agreement is carried for business; she cannot agree for technology as well, nor the other way round."""
    started = moved().happened(PartnerLeft(person=BEA, side="business", partners=1))
    started.happened(PartnerJoined(person=BEA, side="technology", partners=3))
    carries(started, BEN).then(AgreementCarried)
    started.wins(BEA, LATER)
    started.agrees(BEA, LATER).refused(SamePersonBothSides)


def test_nor_by_carrying_last() -> None:
    started = moved().happened(PartnerLeft(person=BEA, side="business", partners=1))
    started.happened(PartnerJoined(person=BEA, side="technology", partners=3))
    started.wins(BEA, LATER)
    started.agrees(BEA, LATER).then(SideAgreed)
    carries(started, BEN).refused(SamePersonBothSides)


def test_it_waits_like_any_agreement() -> None:
    started = moved()
    started.does(DEV, RaiseObjection, ObjectionWords(reason="Too late", blocking=True), LATER)
    carries(started).refused(BlockedByObjection)
    vacant = moved().happened(PartnerLeft(person=TED, side="technology", partners=0))
    carries(vacant).refused(SideVacant)
    late = moved(commitment(SLOW, cycle="summer", respond_by=BEGINNING + timedelta(days=1)))
    late.now += timedelta(days=2)
    carries(late).refused(ResponseWindowClosed)


def test_it_is_not_claimed_before_what_it_answers() -> None:
    carries(moved(), occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


def test_what_is_agreed_needs_no_carrying() -> None:
    started = moved()
    started.wins(TED, LATER)
    started.agrees(TED, LATER)
    carries(started)
    carries(started).refused(DecisionNotOpen)


def test_a_commitment_to_several_moves_as_a_whole() -> None:
    options = (option(SLOW), option(TESTS), option(ONCALL))
    nothing = commitment().options[-1]
    both = commitment(SLOW, ONCALL, options=(*options, nothing))
    later = commitment(ONCALL, SLOW, options=(*options, nothing), cycle="summer")
    carries(moved(later, both)).then(AgreementCarried)
