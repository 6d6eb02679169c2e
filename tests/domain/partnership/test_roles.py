"""Roles are granted and withdrawn; an owner always remains."""

from domain.acting import RoleMissing
from domain.partnership.events import RoleGranted, RoleWithdrawn
from domain.partnership.grant_role import Appointment, GrantRole, RoleAlreadyHeld
from domain.partnership.refusals import NotYours, PersonUnknown
from domain.partnership.withdraw_role import LastOwner, RoleNotHeld, Withdrawal, WithdrawRole
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, MAX, OLA
from tests.domain.story import an_id, given

BARE = given(*EVERYBODY)
KIM_OWNS_TOO = RoleGranted(person=KIM, role="owner", holders=2)
TIRED = "tired"


def test_an_owner_names_a_coach() -> None:
    BARE.when(GrantRole, MAX, Appointment(role="coach"), by=OLA).then(RoleGranted(person=MAX, role="coach", holders=1))


def test_holders_are_counted() -> None:
    BARE.when(GrantRole, KIM, Appointment(role="owner"), by=OLA).then(KIM_OWNS_TOO)


def test_a_role_is_held_once() -> None:
    BARE.when(GrantRole, FAY, Appointment(role="facilitator"), by=OLA).refused(RoleAlreadyHeld)


def test_strangers_hold_none() -> None:
    BARE.when(GrantRole, an_id("per", 99), Appointment(role="coach"), by=OLA).refused(PersonUnknown)


def test_only_owners_grant() -> None:
    BARE.when(GrantRole, MAX, Appointment(role="coach"), by=FAY).refused(RoleMissing)


def test_a_role_is_withdrawn_or_laid_down() -> None:
    withdrawn = RoleWithdrawn(person=FAY, role="facilitator", reason=TIRED, holders=0)
    for person in (OLA, FAY):
        BARE.when(WithdrawRole, FAY, Withdrawal(role="facilitator", reason=TIRED), by=person).then(withdrawn)


def test_only_held_roles_are_withdrawn() -> None:
    BARE.when(WithdrawRole, FAY, Withdrawal(role="coach", reason=TIRED), by=OLA).refused(RoleNotHeld)


def test_others_withdraw_nothing() -> None:
    BARE.when(WithdrawRole, OLA, Withdrawal(role="owner", reason=TIRED), by=FAY).refused(NotYours, LastOwner)


def test_one_owner_remains() -> None:
    body = Withdrawal(role="owner", reason=TIRED)
    BARE.when(WithdrawRole, OLA, body, by=OLA).refused(LastOwner)
    given(*EVERYBODY, KIM_OWNS_TOO).when(WithdrawRole, OLA, body, by=OLA).then(
        RoleWithdrawn(person=OLA, role="owner", reason=TIRED, holders=1)
    )
