"""A person becomes a partner of a side."""

from domain.acting import RoleMissing, RuleWaived, Waive
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.events import PartnerJoined
from domain.partnership.refusals import AcrossSides, AlreadyPartner, PersonUnknown, SideUnknown
from tests.domain.partnership.cast import (
    CREATED,
    EVERYBODY,
    KIM,
    KIM_IS_BUSINESS,
    KIM_KNOWN,
    MAX,
    MAX_STANDS_IN_FOR_KIM,
    OLA,
)
from tests.domain.story import given


def test_an_owner_adds_a_partner() -> None:
    given(CREATED, KIM_KNOWN).when(AddPartner, body=Partner(person=KIM, of="business", title="VP"), by=OLA).then(
        PartnerJoined(person=KIM, side="business", title="VP", partners=1)
    )


def test_the_side_is_counted() -> None:
    given(*EVERYBODY).when(AddPartner, body=Partner(person=MAX, of="business"), by=OLA).then(
        PartnerJoined(person=MAX, side="business", partners=2)
    )


def test_only_an_owner_or_facilitator_may() -> None:
    given(CREATED, KIM_KNOWN).when(AddPartner, body=Partner(person=KIM, of="business"), by=KIM).refused(RoleMissing)


def test_nobody_joins_twice() -> None:
    story = given(CREATED, KIM_KNOWN, KIM_IS_BUSINESS)
    story.when(AddPartner, body=Partner(person=KIM, of="business"), by=OLA).refused(AlreadyPartner)


def test_nobody_speaks_for_two_sides_unless_it_is_waived() -> None:
    story = given(CREATED, KIM_KNOWN, KIM_IS_BUSINESS)
    body = Partner(person=KIM, of="technology")
    story.when(AddPartner, body=body, by=OLA).refused(AcrossSides)
    waived = Partner(
        person=KIM, of="technology", waive=(Waive(rule="partnership.across-sides", reason="a very small company"),)
    )
    story.when(AddPartner, body=waived, by=OLA).then(RuleWaived, PartnerJoined)


def test_a_delegate_of_the_other_side_speaks_for_it_too() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM)
    story.when(AddPartner, body=Partner(person=MAX, of="technology"), by=OLA).refused(AcrossSides)


def test_the_side_and_the_person_are_known() -> None:
    story = given(CREATED)
    story.when(AddPartner, body=Partner(person=KIM, of="marketing"), by=OLA).refused(SideUnknown)
    story.when(AddPartner, body=Partner(person=KIM, of="business"), by=OLA).refused(PersonUnknown)
