"""A partner lets a team member propose, and takes that word back."""

import pytest

from domain.acting import RoleMissing
from domain.partnership.events import PartnerJoined, SponsorshipGranted, SponsorshipWithdrawn
from domain.partnership.refusals import NotYours, PersonUnknown, ScopeUnknown
from domain.partnership.scopes import ScopeDeclared
from domain.partnership.sponsor_member import AlreadySponsored, SponsorMember, SponsorshipOffer
from domain.partnership.withdraw_sponsorship import NotSponsored, SponsorshipEnd, WithdrawSponsorship
from tests.domain.partnership.cast import (
    CREW_FORMED,
    EVERYBODY,
    FAY,
    KIM,
    MAX,
    MAX_IS_IN_THE_CREW,
    MAX_STANDS_IN_FOR_KIM,
    OLA,
    TIM,
)
from tests.domain.story import an_id, given

GRANTED = SponsorshipGranted(sponsor=KIM, member=MAX, side="business")
WITHDRAWN = SponsorshipWithdrawn(sponsor=KIM, member=MAX, side="business", reason="enough")
BEN = an_id("per", 8)
CREW = (*EVERYBODY, CREW_FORMED, MAX_IS_IN_THE_CREW)
SPONSORED = given(*CREW, GRANTED, PartnerJoined(person=BEN, side="business", partners=2))
ENOUGH = SponsorshipEnd(reason="enough", sponsor=KIM)


def test_a_partner_sponsors() -> None:
    given(*CREW).when(SponsorMember, MAX, SponsorshipOffer(), by=KIM).then(GRANTED)


def test_a_delegate_sponsors() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM)
    sponsored = SponsorshipGranted(sponsor=MAX, member=FAY, side="business")
    story.when(SponsorMember, FAY, SponsorshipOffer(), by=MAX).then(sponsored)


def test_in_one_scope_only() -> None:
    story = given(*CREW, GRANTED, ScopeDeclared(scope="mobile", kind="theme"))
    limited = SponsorshipGranted(sponsor=KIM, member=MAX, side="business", scope="mobile")
    story.when(SponsorMember, MAX, SponsorshipOffer(scope="mobile"), by=KIM).then(limited)
    story.when(SponsorMember, MAX, SponsorshipOffer(scope="nowhere"), by=KIM).refused(ScopeUnknown)


def test_who_and_whom() -> None:
    for person in (MAX, FAY, OLA):
        given(*CREW).when(SponsorMember, MAX, SponsorshipOffer(), by=person).refused(RoleMissing)
    given(*CREW).when(SponsorMember, an_id("per", 77), SponsorshipOffer(), by=KIM).refused(PersonUnknown)
    SPONSORED.when(SponsorMember, MAX, SponsorshipOffer(), by=KIM).refused(AlreadySponsored)


@pytest.mark.parametrize("person", [KIM, MAX, OLA, BEN])
def test_sponsor_member_owner_or_a_partner_of_that_side_ends_it(person: str) -> None:
    SPONSORED.when(WithdrawSponsorship, MAX, ENOUGH, by=person).then(WITHDRAWN)


def test_the_other_side_does_not_end_it() -> None:
    SPONSORED.when(WithdrawSponsorship, MAX, ENOUGH, by=TIM).refused(NotYours)


def test_only_what_stands_ends() -> None:
    SPONSORED.when(WithdrawSponsorship, MAX, SponsorshipEnd(reason="enough"), by=BEN).refused(NotSponsored)
    given(*CREW, GRANTED, WITHDRAWN).when(WithdrawSponsorship, MAX, ENOUGH, by=KIM).refused(NotSponsored)
    given(*CREW, GRANTED, WITHDRAWN).when(SponsorMember, MAX, SponsorshipOffer(), by=KIM).then(GRANTED)
