"""Sides agree, each on the same revision and hash; with the last one the decision is in force."""

from datetime import timedelta
from typing import Any

import pytest

from domain.acting import ClaimedBeforeItsGround, NotOfThatSide, RoleMissing, RuleWaived, Waive
from domain.decisions.agree_decision import AgreeDecision, Agreement
from domain.decisions.changing import Changes
from domain.decisions.events import AgreementReached, DecisionSuperseded, SideAgreed
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.refusals import (
    AlreadyAgreed,
    DecisionLapsed,
    DecisionNotOpen,
    DecisionUnknown,
    DigestDiffers,
    DigestMissing,
    OptionNotReady,
    RevisionOutdated,
    SamePersonBothSides,
    SideVacant,
    WinMissing,
)
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.signing import BlockedByObjection, ResponseWindowClosed
from domain.decisions.take_stance import StanceWords, TakeStance
from domain.decisions.terms import AgreedBy, Dissent, Option, WaivedRule
from domain.opportunities.events import OpportunityConcluded
from domain.opportunities.refusals import OpportunityEnded
from domain.partnership.events import DelegationGranted, PartnerJoined, PartnerLeft
from domain.partnership.policy import Policy, PolicyAdopted
from tests.domain.decisions.scene import (
    BEA,
    BEN,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    FAY,
    LATER,
    NOTHING,
    OBJ,
    ONCALL,
    SLOW,
    TED,
    TESS,
    TESTS,
    THIRD,
    Scene,
    again,
    commitment,
    option,
    order,
    proposal,
    proposed,
    reached,
    scene,
    won,
)
from tests.domain.opportunities import history
from tests.domain.opportunities.history import EVIDENCE, IMPACT
from tests.domain.story import BEGINNING, an_id

GAPS = ("evidence", "impacted", "value:technology", "value:business", "aligned", "assessed")
TED_IS_BUSINESS_TOO = PartnerJoined(person=TED, side="business", partners=3)


def adopted(**settings: Any) -> PolicyAdopted:
    return PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(**settings))


READY = (
    EVIDENCE,
    IMPACT,
    history.proposed(),
    history.agreed("technology", TED),
    history.agreed("business", BEA),
    history.ALIGNED,
    history.ASSESSED,
)


def waived(rule: str) -> tuple[Waive, ...]:
    return (Waive(rule=rule, reason="said in the room"),)


def signed(started: Scene, side: str, person: str, **changes: Any) -> SideAgreed:
    usual: dict[str, Any] = {"policy": 1, "complete": True, "gaps": GAPS}
    digest = started.table().digest
    return SideAgreed(decision=DEC, revision=1, digest=digest, side=side, person=person, **(usual | changes))


def test_a_side_agrees() -> None:
    started = won()
    started.agrees(BEA).then(signed(started, "business", BEA))
    assert (started.state().state, list(started.state().complete)) == ("open", ["business"])


def test_with_the_last_side_the_decision_is_in_force() -> None:
    started = won()
    started.agrees(BEA)
    started.agrees(TED).then(
        signed(started, "technology", TED),
        AgreementReached(
            decision=DEC,
            revision=1,
            digest=started.table().digest,
            kind="first_priority",
            scope="main",
            opportunities=(SLOW,),
            sides=(AgreedBy(side="business", person=BEA), AgreedBy(side="technology", person=TED)),
            in_force_from=started.now,
            policy=1,
            place="first_priority/main",
            gaps=GAPS,
        ),
    )
    assert (started.state().state, started.opportunity().state) == ("agreed", "prioritised")


def test_what_is_taken_is_on_the_record_of_the_agreement() -> None:
    reached_order = reached(order(TESTS, SLOW)).history[-1].event
    assert isinstance(reached_order, AgreementReached)
    assert (reached_order.opportunities, reached_order.place) == ((TESTS, SLOW), "backlog_order/main")
    words = proposal(
        kind="other", options=(Option(words="Hire"), NOTHING), choice="Hire", respond_by=BEGINNING + timedelta(days=3)
    )
    chosen = reached(words).history[-1].event
    assert isinstance(chosen, AgreementReached)
    assert (chosen.opportunities, chosen.chosen, chosen.place) == ((), "Hire", None)
    committed = reached(commitment(SLOW)).history[-1].event
    assert isinstance(committed, AgreementReached)
    assert (committed.opportunities, committed.stage, committed.cycle) == ((SLOW,), "alpha", "spring")


def test_a_stop_stops_the_opportunity() -> None:
    assert reached(proposal(kind="stop")).opportunity().state == "stopped"


def test_a_newer_agreement_takes_the_place_of_the_one_in_force() -> None:
    started = reached()
    started.proposes(proposal(choice=TESTS), decision=LATER)
    started.wins(TED, LATER)
    started.wins(BEA, LATER)
    started.agrees(TED, LATER)
    _, superseded, _ = started.agrees(BEA, LATER).then(SideAgreed, DecisionSuperseded, AgreementReached).events
    assert superseded == DecisionSuperseded(
        decision=DEC, by=LATER, kind="first_priority", opportunities=(SLOW,), place="first_priority/main"
    )
    assert (started.state().state, started.state(LATER).state) == ("superseded", "agreed")
    assert (started.opportunity(SLOW).state, started.opportunity(TESTS).state) == ("open", "prioritised")


def test_other_scopes_and_kinds_keep_what_is_in_force() -> None:
    started = again(reached(), order(SLOW, TESTS))
    again(started, proposal(scope="spring"), THIRD)
    assert {started.state(name).state for name in (DEC, LATER, THIRD)} == {"agreed"}


def test_a_commitment_replaces_only_what_it_is_about() -> None:
    started = reached(commitment(SLOW, TESTS))
    again(started, commitment(SLOW, cycle="summer"))
    assert (started.state().state, started.state().held) == ("agreed", (TESTS,))
    assert started.opportunity(SLOW).commitments == {"alpha": LATER}
    assert started.opportunity(TESTS).commitments == {"alpha": DEC}
    again(started, commitment(TESTS, cycle="summer"), THIRD)
    assert started.state().state == "superseded"


def test_a_commitment_to_another_stage_stands_beside() -> None:
    started = again(reached(commitment(SLOW)), commitment(SLOW, stage="beta"))
    assert started.opportunity(SLOW).commitments == {"alpha": DEC, "beta": LATER}


def test_the_order_and_the_dissent_stay_on_the_record() -> None:
    started = won()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Tests come first"))
    started.does(BEN, TakeStance, StanceWords(stance="disagree_and_commit", reason="I would have waited"))
    started.does(TESS, TakeStance, StanceWords(stance="agree"))
    started.agrees(BEA)
    *_, agreement = started.agrees(TED).events
    assert isinstance(agreement, AgreementReached)
    assert [by.side for by in agreement.sides] == ["business", "technology"]
    assert agreement.dissent == (
        Dissent(person=DEV, side="team", objection=OBJ),
        Dissent(person=BEN, side="business", stance="disagree_and_commit"),
    )


def test_a_delegate_agrees_on_behalf_of_a_partner() -> None:
    started = won(None, DOT_FOR_BEA)
    started.agrees(DOT).then(signed(started, "business", DOT, behalf_of=BEA))


def test_a_delegation_for_another_scope_does_not_count() -> None:
    elsewhere = DelegationGranted(
        delegation=an_id("del", 2),
        giver=BEA,
        receiver=DOT,
        side="business",
        begins=BEGINNING,
        ends=BEGINNING + timedelta(days=3),
        scope="spring",
    )
    won(None, elsewhere).agrees(DOT).refused(RoleMissing)


def test_a_delegation_that_is_over_does_not_reach_back() -> None:
    started = won(None, DOT_FOR_BEA)
    within, started.now = started.now + timedelta(minutes=5), DOT_FOR_BEA.ends + timedelta(hours=1)
    started.agrees(DOT, occurred_at=within).refused(RoleMissing)
    started.agrees(DOT, occurred_at=within, basis="imported").then(SideAgreed)


@pytest.mark.parametrize("by", [DEV, FAY, "integration:tracker", "system:expiry"])
def test_only_a_side_agrees(by: str) -> None:
    won().agrees(by).refused(RoleMissing)


def test_nobody_agrees_for_a_side_that_is_not_theirs() -> None:
    started = won()
    body = started.agreement(side="business")
    started.does(TED, AgreeDecision, body).refused(NotOfThatSide)


def test_there_is_a_decision_to_agree_to() -> None:
    scene().does(TED, AgreeDecision, Agreement(revision=1, digest="0" * 64)).refused(DecisionUnknown)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"revision": 2}, RevisionOutdated),
        ({"digest": "0" * 64}, DigestDiffers),
        ({"digest": None}, DigestMissing),
    ],
)
def test_an_agreement_names_the_revision_and_its_hash(changes: dict[str, Any], refusal: Any) -> None:
    started = won()
    started.does(TED, AgreeDecision, started.agreement(**changes)).refused(refusal)


@pytest.mark.parametrize("basis", ["imported", "inferred"])
def test_an_import_may_leave_the_hash_out(basis: str) -> None:
    started = won()
    started.does(TED, AgreeDecision, started.agreement(digest=None), basis=basis).then(
        signed(started, "technology", TED)
    )


def test_a_side_agrees_once() -> None:
    started = won()
    started.agrees(TED)
    started.agrees(TED).refused(AlreadyAgreed)
    started.agrees(TESS).refused(AlreadyAgreed)


def test_one_person_does_not_agree_for_two_sides() -> None:
    started = won().happened(TED_IS_BUSINESS_TOO)
    started.does(TED, AgreeDecision, started.agreement(side="technology")).then(SideAgreed)
    body = started.agreement(side="business")
    started.does(TED, AgreeDecision, body).refused(SamePersonBothSides)
    waive = waived("decision.same-person-both-sides")
    started.does(TED, AgreeDecision, started.agreement(side="business", waive=waive)).refused(SamePersonBothSides)


def test_nor_through_a_delegate() -> None:
    by_delegate = DelegationGranted(
        delegation=an_id("del", 3),
        giver=TED,
        receiver=DOT,
        side="business",
        begins=BEGINNING,
        ends=BEGINNING + timedelta(days=3),
    )
    started = won().happened(TED_IS_BUSINESS_TOO, by_delegate)
    started.does(TED, AgreeDecision, started.agreement(side="technology")).then(SideAgreed)
    started.agrees(DOT).refused(SamePersonBothSides)


def test_nor_on_another_revision_of_the_same_decision() -> None:
    started = won().happened(TED_IS_BUSINESS_TOO)
    started.does(TED, AgreeDecision, started.agreement(side="technology")).then(SideAgreed)
    started.does(TESS, ReviseDecision, Changes(choice=TESTS))
    started.wins(BEA)
    started.does(TED, AgreeDecision, started.agreement(side="business")).refused(SamePersonBothSides)


def test_a_blocking_objection_is_closed_first() -> None:
    started = won()
    started.does(DEV, RaiseObjection, ObjectionWords(reason="Nobody asked the team", blocking=True))
    started.agrees(TED).refused(BlockedByObjection)


def test_an_objection_that_does_not_block_does_not() -> None:
    started = won()
    started.does(DEV, RaiseObjection, ObjectionWords(reason="Nobody asked the team"))
    started.agrees(TED).then(SideAgreed)


def test_a_side_states_its_win_first() -> None:
    started = proposed()
    started.wins(BEA)
    started.agrees(TED).refused(WinMissing)


def test_the_missing_win_can_be_waived_by_the_side() -> None:
    started = proposed()
    body = started.agreement(waive=waived("decision.win-missing"))
    rule, agreement = started.does(TED, AgreeDecision, body).then(RuleWaived, SideAgreed).events
    assert isinstance(rule, RuleWaived)
    assert isinstance(agreement, SideAgreed)
    assert (rule.decision, rule.rule) == (DEC, "decision.win-missing")
    assert agreement.waivers == (WaivedRule(rule="decision.win-missing", reason="said in the room", side="technology"),)
    started.wins(BEA)
    *_, whole = started.agrees(BEA).then(SideAgreed, AgreementReached).events
    assert isinstance(whole, AgreementReached)
    assert whole.waivers == agreement.waivers


def test_or_by_the_revision_that_it_signs() -> None:
    started = proposed(proposal(waive=waived("decision.win-missing")))
    started.agrees(BEA).then(SideAgreed)
    _, whole = started.agrees(TED).then(SideAgreed, AgreementReached).events
    assert isinstance(whole, AgreementReached)
    assert whole.waivers == (WaivedRule(rule="decision.win-missing", reason="said in the room"),)


def test_the_first_option_is_ready_where_the_policy_enforces_it() -> None:
    started = won(None, adopted(readiness="enforce"))
    started.agrees(TED).refused(OptionNotReady)
    body = started.agreement(waive=waived("decision.option-not-ready"))
    _, agreement = started.does(TED, AgreeDecision, body).then(RuleWaived, SideAgreed).events
    assert isinstance(agreement, SideAgreed)
    assert (agreement.gaps, agreement.policy) == (GAPS, 2)


def test_readiness_can_be_waived_in_the_revision() -> None:
    started = won(proposal(waive=waived("decision.option-not-ready")), adopted(readiness="enforce"))
    started.agrees(TED).then(SideAgreed)


def test_a_ready_option_has_no_gaps() -> None:
    started = won(None, adopted(readiness="enforce"), *READY)
    (agreement,) = started.agrees(TED).then(SideAgreed).events
    assert isinstance(agreement, SideAgreed)
    assert agreement.gaps == ()


def test_to_stop_something_it_need_not_be_ready() -> None:
    started = won(proposal(kind="stop"), adopted(readiness="enforce"))
    started.agrees(TED).then(SideAgreed)


def test_only_the_top_of_an_order_is_asked_to_be_ready() -> None:
    ready = (adopted(readiness="enforce"), *READY)
    won(order(SLOW, TESTS), *ready).agrees(TED).then(SideAgreed)
    won(order(TESTS, SLOW), *ready).agrees(TED).refused(OptionNotReady)


@pytest.mark.parametrize(("field", "refusal"), [("respond_by", ResponseWindowClosed), ("expires_at", DecisionLapsed)])
def test_deadlines_bind_whether_or_not_they_are_written_down(field: str, refusal: Any) -> None:
    started = won(proposal(**{field: BEGINNING + timedelta(days=1)}))
    started.now += timedelta(days=2)
    started.agrees(TED).refused(refusal)
    claimed = BEGINNING + timedelta(hours=3)
    started.agrees(TED, occurred_at=claimed).refused(refusal)
    started.agrees(TED, occurred_at=claimed, basis="minuted").then(SideAgreed)


@pytest.mark.parametrize("basis", ["imported", "minuted"])
def test_imports_are_late_by_the_time_that_they_claim(basis: str) -> None:
    started = won(proposal(respond_by=BEGINNING + timedelta(days=1)))
    started.now += timedelta(days=3)
    late = BEGINNING + timedelta(days=2)
    started.agrees(TED, occurred_at=late, basis=basis).refused(ResponseWindowClosed)


def test_agreeing_waits_for_a_vacant_side() -> None:
    started = won().happened(PartnerLeft(person=BEA, side="business", partners=0))
    started.agrees(TED).refused(SideVacant)


def test_what_ended_in_the_meantime_does_not_come_first() -> None:
    started = won().happened(OpportunityConcluded(opportunity=SLOW, outcome="stopped", reason="Sold"))
    started.agrees(TED).refused(OpportunityEnded)


def test_nobody_agrees_before_the_revision_was_there() -> None:
    won().agrees(TED, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


def test_what_is_agreed_is_not_agreed_again() -> None:
    reached().agrees(TED).refused(DecisionNotOpen)


def test_all_partners_of_a_side_where_the_policy_asks_for_them() -> None:
    started = won(None, adopted(agreement="all_partners"))
    started.agrees(BEA).then(signed(started, "business", BEA, complete=False, policy=2))
    started.agrees(BEA).refused(AlreadyAgreed)
    started.agrees(BEN).then(signed(started, "business", BEN, policy=2))
    started.agrees(TED).then(SideAgreed)
    *_, whole = started.agrees(TESS).then(SideAgreed, AgreementReached).events
    assert isinstance(whole, AgreementReached)
    assert [by.person for by in whole.sides] == [BEA, BEN, TED, TESS]


def test_named_partners_where_the_policy_names_them() -> None:
    started = won(None, adopted(agreement="named", named_partners=(BEN, TESS)))
    started.agrees(BEA).then(signed(started, "business", BEA, complete=False, policy=2))
    started.agrees(BEN).then(signed(started, "business", BEN, policy=2))
    started.agrees(TESS).then(SideAgreed, AgreementReached)


def test_who_agreed_completes_the_side_once_the_others_have_left() -> None:
    started = won(None, adopted(agreement="all_partners"))
    started.agrees(BEA)
    started.happened(PartnerLeft(person=BEN, side="business", partners=1))
    started.agrees(BEA).then(signed(started, "business", BEA, policy=2))
    assert [by.person for by in started.state().agreements] == [BEA]


def test_three_sides_all_have_to_agree() -> None:
    sides = ("technology", "business", "operations")
    started = scene(PartnerJoined(person=DEV, side="operations", partners=1), sides=sides)
    started.proposes()
    for person in (TED, BEA, DEV):
        started.wins(person)
    started.agrees(TED).then(SideAgreed)
    started.agrees(DEV).then(SideAgreed)
    started.agrees(BEA).then(SideAgreed, AgreementReached)


def test_an_opportunity_that_is_not_taken_is_left_alone() -> None:
    started = reached(proposal(options=(option(SLOW), option(TESTS), option(ONCALL), NOTHING)))
    assert (started.opportunity(TESTS).state, started.opportunity(ONCALL).state) == ("open", "open")


def test_it_is_in_force_from_the_latest_agreement_whatever_was_recorded_last() -> None:
    started = won()
    minuted = started.now + timedelta(minutes=1)
    started.now += timedelta(hours=1)
    started.agrees(BEA)
    latest = started.now
    _, whole = started.agrees(TED, occurred_at=minuted, basis="minuted").then(SideAgreed, AgreementReached).events
    assert isinstance(whole, AgreementReached)
    assert [by.side for by in whole.sides] == ["business", "technology"]
    assert whole.in_force_from == latest
