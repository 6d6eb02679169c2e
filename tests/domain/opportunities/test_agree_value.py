"""Sides agree on what an opportunity is worth."""

from typing import Any

import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, Waive
from domain.opportunities.agree_value import (
    AgreeValue,
    NoImpactedGroup,
    ValueAgreement,
    ValueAlreadyAgreed,
    ValueDigestDiffers,
    ValueDigestMissing,
    ValueSamePersonBothSides,
)
from domain.opportunities.events import (
    ValueAgreedBySide,
    ValueAgreementReached,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
)
from domain.opportunities.refusals import OpportunityUnknown, ValueNotLatest, ValueNotProposed
from domain.opportunities.terms import ValueBySide
from domain.opportunities.withdraw_value_agreement import ValueNotAgreed, ValueWithdrawal, WithdrawValueAgreement
from domain.partnership.events import PartnerJoined, PartnerLeft
from domain.partnership.policy import Policy, PolicyAdopted
from tests.domain.opportunities.history import (
    BEA,
    BEN,
    DEV,
    DIGEST,
    DOT,
    DOT_FOR_BEA,
    FAY,
    IMPACT,
    PEOPLE,
    SLOW,
    TED,
    TESS,
    TRACKER,
    agreed,
    only,
    proposed,
    raised,
    value_digest,
)
from tests.domain.story import BEGINNING, fact, given

LATEST = ValueAgreement(revision=1, digest=value_digest())
READY = (*PEOPLE, raised(), IMPACT, proposed())
REACHED = ValueAgreementReached(
    opportunity=SLOW,
    revision=1,
    digest=value_digest(),
    opportunity_revision=1,
    sides=(ValueBySide(side="technology", person=TED), ValueBySide(side="business", person=BEA)),
    policy=1,
    impacted=("Support",),
)
TED_IS_BUSINESS_TOO = PartnerJoined(person=TED, side="business", partners=3)


def adopted(**settings: Any) -> PolicyAdopted:
    return PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(**settings))


def test_a_side_agrees() -> None:
    given(*READY).when(AgreeValue, SLOW, LATEST, by=TED).then(agreed("technology", TED))


def test_the_last_side_makes_it_an_agreement() -> None:
    story = given(*READY, agreed("technology", TED))
    story.when(AgreeValue, SLOW, LATEST, by=BEA).then(agreed("business", BEA), REACHED)


def test_a_delegate_agrees_on_behalf_of_a_partner() -> None:
    recorded = only(given(*READY, DOT_FOR_BEA).when(AgreeValue, SLOW, LATEST, by=DOT), ValueAgreedBySide)
    assert (recorded.person, recorded.behalf_of) == (DOT, BEA)


@pytest.mark.parametrize("person", [DEV, FAY, TRACKER])
def test_only_partners_and_delegates_agree(person: str) -> None:
    given(*READY).when(AgreeValue, SLOW, LATEST, by=person).refused(RoleMissing)


def test_there_is_something_to_agree_to() -> None:
    given(*PEOPLE).when(AgreeValue, SLOW, LATEST, by=TED).refused(OpportunityUnknown)
    given(*PEOPLE, raised(), IMPACT).when(AgreeValue, SLOW, LATEST, by=TED).refused(ValueNotProposed)


def test_only_the_latest_revision_is_agreed_to() -> None:
    given(*READY, proposed(2, "Daily")).when(AgreeValue, SLOW, LATEST, by=TED).refused(ValueNotLatest)


def test_the_hash_is_that_of_the_revision() -> None:
    body = ValueAgreement(revision=1, digest=DIGEST)
    given(*READY).when(AgreeValue, SLOW, body, by=TED).refused(ValueDigestDiffers)


def test_only_imports_leave_the_hash_out() -> None:
    bare = ValueAgreement(revision=1)
    given(*READY).when(AgreeValue, SLOW, bare, by=TED).refused(ValueDigestMissing)
    given(*READY).when(AgreeValue, SLOW, bare, by=TED, basis="minuted").refused(ValueDigestMissing)
    given(*READY).when(AgreeValue, SLOW, bare, by=TED, basis="imported").then(agreed("technology", TED))


def test_impacted_groups_come_first_unless_waived() -> None:
    story = given(*PEOPLE, raised(), proposed())
    story.when(AgreeValue, SLOW, LATEST, by=TED).refused(NoImpactedGroup)
    waived = ValueAgreement(
        revision=1,
        digest=value_digest(),
        waive=(Waive(rule="opportunity.no-impacted-group", reason="everybody is concerned"),),
    )
    outcome = story.when(AgreeValue, SLOW, waived, by=TED).then(RuleWaived, agreed("technology", TED))
    assert only(outcome, RuleWaived).opportunity == SLOW


def test_one_person_never_agrees_for_two_sides() -> None:
    story = given(*READY, TED_IS_BUSINESS_TOO, agreed("technology", TED))
    body = ValueAgreement(revision=1, digest=value_digest(), side="business")
    story.when(AgreeValue, SLOW, body, by=TED).refused(ValueSamePersonBothSides)


def test_not_even_after_taking_the_first_agreement_back() -> None:
    withdrawn = ValueAgreementWithdrawn(
        opportunity=SLOW, revision=1, digest=value_digest(), side="technology", reason="wait", reached=False
    )
    story = given(*READY, TED_IS_BUSINESS_TOO, agreed("technology", TED), withdrawn)
    body = ValueAgreement(revision=1, digest=value_digest(), side="business")
    story.when(AgreeValue, SLOW, body, by=TED).refused(ValueSamePersonBothSides)


def test_a_side_agrees_once() -> None:
    story = given(*READY, agreed("technology", TED))
    story.when(AgreeValue, SLOW, LATEST, by=TESS).refused(ValueAlreadyAgreed)


def test_all_partners_agree_where_the_policy_asks_for_them() -> None:
    first = given(*READY, adopted(agreement="all_partners")).when(AgreeValue, SLOW, LATEST, by=TED)
    half = only(first, ValueAgreedBySide)
    assert (half.complete, half.policy) == (False, 2)
    story = given(*READY, adopted(agreement="all_partners"), half)
    story.when(AgreeValue, SLOW, LATEST, by=TED).refused(ValueAlreadyAgreed)
    assert only(story.when(AgreeValue, SLOW, LATEST, by=TESS), ValueAgreedBySide).complete


def test_a_side_is_complete_without_those_who_left() -> None:
    half = ValueAgreedBySide(
        opportunity=SLOW,
        revision=1,
        digest=value_digest(),
        side="technology",
        person=TED,
        policy=2,
        complete=False,
    )
    tess_left = PartnerLeft(person=TESS, side="technology", partners=1)
    story = given(*READY, adopted(agreement="all_partners"), half, tess_left)
    assert only(story.when(AgreeValue, SLOW, LATEST, by=TED), ValueAgreedBySide).complete


def test_a_delegate_counts_for_the_giver_where_all_partners_agree() -> None:
    policy = adopted(agreement="all_partners")
    by_ben = ValueAgreedBySide(
        opportunity=SLOW,
        revision=1,
        digest=value_digest(),
        side="business",
        person=BEN,
        policy=2,
        complete=False,
    )
    outcome = given(*READY, DOT_FOR_BEA, policy, by_ben).when(AgreeValue, SLOW, LATEST, by=DOT)
    assert only(outcome, ValueAgreedBySide).complete


def test_named_partners_agree_where_the_policy_names_them() -> None:
    story = given(*READY, adopted(agreement="named", named_partners=(TESS,)))
    outcomes = [story.when(AgreeValue, SLOW, LATEST, by=person) for person in (TED, TESS)]
    assert [only(outcome, ValueAgreedBySide).complete for outcome in outcomes] == [False, True]


def test_nobody_agrees_before_the_proposal() -> None:
    story = given(*PEOPLE, raised(), IMPACT, fact(proposed(), at=BEGINNING.replace(minute=30)))
    story.when(AgreeValue, SLOW, LATEST, by=TED, occurred_at=BEGINNING.replace(minute=10)).refused(
        ClaimedBeforeItsGround
    )


def test_a_voided_agreement_is_given_again() -> None:
    voided = ValueAgreementVoided(
        opportunity=SLOW,
        revision=1,
        digest=value_digest(),
        sides=("technology",),
        cause="impact_changed",
        reached=False,
    )
    given(*READY, agreed("technology", TED), voided).when(AgreeValue, SLOW, LATEST, by=TED).then(
        agreed("technology", TED)
    )


def test_a_side_takes_its_agreement_back() -> None:
    story = given(*READY, agreed("technology", TED), agreed("business", BEA), REACHED)
    story.when(WithdrawValueAgreement, SLOW, ValueWithdrawal(reason="Numbers changed"), by=BEN).then(
        ValueAgreementWithdrawn(
            opportunity=SLOW,
            revision=1,
            digest=value_digest(),
            side="business",
            reason="Numbers changed",
            reached=True,
        )
    )


def test_only_an_agreement_is_taken_back_and_only_by_its_side() -> None:
    story = given(*READY, agreed("technology", TED))
    body = ValueWithdrawal(reason="Numbers changed")
    story.when(WithdrawValueAgreement, SLOW, body, by=BEA).refused(ValueNotAgreed)
    story.when(WithdrawValueAgreement, SLOW, body, by=DEV).refused(RoleMissing)
