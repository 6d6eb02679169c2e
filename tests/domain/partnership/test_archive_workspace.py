"""A partnership ends."""

from domain.acting import Body, PartnershipArchived, RoleMissing
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.annotate import Annotate, Remark
from domain.partnership.archive_workspace import ArchiveWorkspace, Ending
from domain.partnership.events import PersonForgotten
from domain.partnership.forget_person import ForgetPerson
from domain.partnership.keys import KeyIssued, KeyRevoked
from domain.partnership.register_person import Person, RegisterPerson
from domain.partnership.revoke_key import KeyRevocation, RevokeKey
from tests.domain.partnership.cast import ARCHIVED, EVERYBODY, FAY, KIM, OLA
from tests.domain.story import an_id, given


def test_an_owner_ends_it() -> None:
    given(*EVERYBODY).when(ArchiveWorkspace, "", Ending(reason="we merged"), by=OLA).then(ARCHIVED)


def test_nothing_is_recorded_afterwards() -> None:
    story = given(*EVERYBODY, ARCHIVED)
    story.when(ArchiveWorkspace, "", Ending(reason="again"), by=OLA).refused(PartnershipArchived)
    story.when(AddPartner, "", Partner(person=FAY, of="business"), by=OLA).refused(PartnershipArchived)
    story.when(RegisterPerson, an_id("per", 9), Person(name="Eve"), by=FAY).refused(PartnershipArchived)
    story.when(Annotate, "", Remark(about="partnership", text="a pity"), by=KIM).refused(PartnershipArchived)


def test_only_owners_do() -> None:
    given(*EVERYBODY).when(ArchiveWorkspace, "", Ending(reason="enough"), by=KIM).refused(RoleMissing)


def test_people_are_protected_even_then() -> None:
    key = an_id("key", 1)
    issued = KeyIssued(key=key, holder=KIM, issuer=OLA, prefix="abcd1234", scopes=("read",), pending=False)
    story = given(*EVERYBODY, issued, ARCHIVED)
    story.when(RevokeKey, key, KeyRevocation(reason="it leaked"), by=OLA).then(KeyRevoked)
    story.when(ForgetPerson, KIM, Body(), by=OLA).then(PersonForgotten, KeyRevoked)
