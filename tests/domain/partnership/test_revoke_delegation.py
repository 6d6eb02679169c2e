"""A delegation ends before its time."""

import pytest

from domain.acting import RoleMissing
from domain.partnership.events import DelegationRevoked, PartnerJoined
from domain.partnership.revoke_delegation import (
    DelegationEnded,
    DelegationOfAnotherSide,
    DelegationUnknown,
    Revocation,
    RevokeDelegation,
)
from tests.domain.partnership.cast import DAY, EVERYBODY, FAY, KIM, LOAN, MAX, MAX_STANDS_IN_FOR_KIM, OLA, TIM
from tests.domain.story import BEGINNING, an_id, given

BACK = Revocation(reason="back from holiday")
REVOKED = DelegationRevoked(delegation=LOAN, giver=KIM, receiver=MAX, reason="back from holiday")
LENT = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM, PartnerJoined(person=an_id("per", 8), side="business", partners=2))


@pytest.mark.parametrize("person", [KIM, MAX, OLA, an_id("per", 8)])
def test_giver_receiver_owner_or_a_partner_of_that_side_ends_it(person: str) -> None:
    LENT.when(RevokeDelegation, LOAN, BACK, by=person).then(REVOKED)


def test_the_other_side_does_not() -> None:
    LENT.when(RevokeDelegation, LOAN, BACK, by=TIM).refused(DelegationOfAnotherSide)


def test_a_facilitator_does_not() -> None:
    LENT.when(RevokeDelegation, LOAN, BACK, by=FAY).refused(RoleMissing)


def test_it_exists() -> None:
    LENT.when(RevokeDelegation, an_id("del", 5), BACK, by=KIM).refused(DelegationUnknown)


def test_it_is_not_over() -> None:
    LENT.when(RevokeDelegation, LOAN, BACK, by=KIM, now=BEGINNING + 6 * DAY).refused(DelegationEnded)
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM, REVOKED)
    story.when(RevokeDelegation, LOAN, BACK, by=KIM).refused(DelegationEnded)


def test_afterwards_the_receiver_speaks_for_nobody() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM, REVOKED)
    story.when(RevokeDelegation, LOAN, BACK, by=MAX).refused(RoleMissing)
