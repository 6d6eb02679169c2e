"""A partner lets another person act for the side."""

from typing import Any

import msgspec

from domain.acting import RoleMissing, RuleWaived, SideAmbiguous, Waive
from domain.partnership.events import DelegationGranted, PartnerJoined
from domain.partnership.grant_delegation import (
    DelegationAlreadyExists,
    DelegationOffer,
    DelegationOver,
    GrantDelegation,
)
from domain.partnership.refusals import (
    AcrossSides,
    AlreadyPartner,
    NotPartner,
    PeriodInverted,
    PersonUnknown,
    ScopeUnknown,
)
from domain.partnership.scopes import ScopeDeclared
from tests.domain.partnership.cast import DAY, EVERYBODY, FAY, KIM, LOAN, MAX, MAX_STANDS_IN_FOR_KIM, OLA, TIM
from tests.domain.story import BEGINNING, an_id, given

NOW = BEGINNING + DAY


def offer(**changes: Any) -> DelegationOffer:
    """An offer to Max for three days, but for what is changed."""
    return msgspec.structs.replace(DelegationOffer(person=MAX, ends=NOW + 3 * DAY), **changes)


def test_a_partner_lets_somebody_stand_in() -> None:
    given(*EVERYBODY).when(GrantDelegation, LOAN, offer(), by=KIM, now=NOW).then(
        DelegationGranted(delegation=LOAN, giver=KIM, receiver=MAX, side="business", begins=NOW, ends=NOW + 3 * DAY)
    )


def test_it_may_begin_later_and_be_for_one_scope() -> None:
    story = given(*EVERYBODY, ScopeDeclared(scope="mobile", kind="theme"))
    story.when(GrantDelegation, LOAN, offer(begins=NOW + DAY, scope="mobile"), by=KIM, now=NOW).then(
        DelegationGranted(
            delegation=LOAN,
            giver=KIM,
            receiver=MAX,
            side="business",
            begins=NOW + DAY,
            ends=NOW + 3 * DAY,
            scope="mobile",
        )
    )


def test_a_delegate_passes_nothing_on() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM)
    story.when(GrantDelegation, an_id("del", 2), offer(person=FAY), by=MAX, now=NOW).refused(RoleMissing)


def test_a_partner_of_one_side_passes_on_nothing_of_another() -> None:
    joined = PartnerJoined(person=MAX, side="technology", partners=2)
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM, joined)
    body = offer(person=FAY, side="business")
    story.when(GrantDelegation, an_id("del", 2), body, by=MAX, now=NOW).refused(NotPartner)
    story.when(GrantDelegation, an_id("del", 2), offer(person=FAY), by=MAX, now=NOW).refused(SideAmbiguous)


def test_an_id_is_used_once() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM)
    story.when(GrantDelegation, LOAN, offer(), by=KIM, now=NOW).refused(DelegationAlreadyExists)


def test_the_receiver_is_known() -> None:
    body = offer(person=an_id("per", 99))
    given(*EVERYBODY).when(GrantDelegation, LOAN, body, by=KIM, now=NOW).refused(PersonUnknown)


def test_a_partner_needs_no_delegation() -> None:
    given(*EVERYBODY).when(GrantDelegation, LOAN, offer(person=KIM), by=KIM, now=NOW).refused(AlreadyPartner)


def test_nobody_stands_in_across_sides_unless_it_is_waived() -> None:
    given(*EVERYBODY).when(GrantDelegation, LOAN, offer(person=TIM), by=KIM, now=NOW).refused(AcrossSides)
    waived = offer(person=TIM, waive=(Waive(rule="partnership.across-sides", reason="summer"),))
    given(*EVERYBODY).when(GrantDelegation, LOAN, waived, by=KIM, now=NOW).then(RuleWaived, DelegationGranted)


def test_nobody_stands_in_for_two_sides() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM)
    story.when(GrantDelegation, an_id("del", 2), offer(), by=TIM, now=NOW).refused(AcrossSides)


def test_it_ends_after_it_begins() -> None:
    body = offer(begins=NOW + 4 * DAY)
    given(*EVERYBODY).when(GrantDelegation, LOAN, body, by=KIM, now=NOW).refused(PeriodInverted)


def test_it_ends_in_the_future() -> None:
    body = offer(begins=NOW - 2 * DAY, ends=NOW - DAY)
    given(*EVERYBODY).when(GrantDelegation, LOAN, body, by=KIM, now=NOW).refused(DelegationOver)


def test_its_scope_is_declared() -> None:
    given(*EVERYBODY).when(GrantDelegation, LOAN, offer(scope="mobile"), by=KIM, now=NOW).refused(ScopeUnknown)
    given(*EVERYBODY).when(GrantDelegation, LOAN, offer(scope="main"), by=KIM, now=NOW).then(DelegationGranted)


def test_owners_do_not_delegate_for_a_side() -> None:
    given(*EVERYBODY).when(GrantDelegation, LOAN, offer(), by=OLA, now=NOW).refused(RoleMissing)
