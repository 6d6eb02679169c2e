"""A person no longer speaks for a side."""

from domain.acting import RoleMissing
from domain.partnership.end_partner import Departure, EndPartner, SuccessorNotPartner
from domain.partnership.events import DelegationRevoked, PartnerJoined, PartnerLeft, SideVacated
from domain.partnership.refusals import NotPartner, NotYours
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, LOAN, MAX, MAX_STANDS_IN_FOR_KIM, OLA, TIM
from tests.domain.story import given

MAX_JOINS_KIM = PartnerJoined(person=MAX, side="business", partners=2)
FROM_BUSINESS = Departure(of="business")


def test_the_last_partner_may_leave_and_the_side_is_vacant() -> None:
    given(*EVERYBODY).when(EndPartner, KIM, FROM_BUSINESS, by=KIM).then(
        PartnerLeft(person=KIM, side="business", partners=0), SideVacated(side="business")
    )


def test_another_partner_goes_on() -> None:
    body = Departure(of="business", successor=MAX, reason="a new job")
    given(*EVERYBODY, MAX_JOINS_KIM).when(EndPartner, KIM, body, by=FAY).then(
        PartnerLeft(person=KIM, side="business", partners=1, successor=MAX, reason="a new job")
    )


def test_what_the_partner_delegated_ends_too() -> None:
    given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM).when(EndPartner, KIM, FROM_BUSINESS, by=OLA).then(
        PartnerLeft,
        DelegationRevoked(delegation=LOAN, giver=KIM, receiver=MAX, reason="The giver is no longer a partner."),
        SideVacated,
    )


def test_only_partners_leave() -> None:
    given(*EVERYBODY).when(EndPartner, MAX, FROM_BUSINESS, by=OLA).refused(NotPartner)
    given(*EVERYBODY).when(EndPartner, KIM, Departure(of="technology"), by=OLA).refused(NotPartner)


def test_a_successor_is_another_partner_of_that_side() -> None:
    for successor in (TIM, MAX, KIM):
        body = Departure(of="business", successor=successor)
        given(*EVERYBODY).when(EndPartner, KIM, body, by=OLA).refused(SuccessorNotPartner)


def test_partners_end_only_their_own_seat() -> None:
    given(*EVERYBODY).when(EndPartner, KIM, FROM_BUSINESS, by=TIM).refused(NotYours)


def test_others_end_none() -> None:
    given(*EVERYBODY).when(EndPartner, KIM, FROM_BUSINESS, by=MAX).refused(RoleMissing)
