"""A person is named owner, coach, facilitator or auditor."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.partnership.events import GrantedRole, RoleGranted
from domain.partnership.member import Member, RoleSeats
from domain.partnership.refusals import PersonUnknown
from domain.refusals import Kind, Refusal


class Appointment(Body):
    """The role to be held from now on."""

    role: GrantedRole


class RoleAlreadyHeld(Refusal):
    """The person holds that role already."""

    rule = "partnership.role-already-held"
    kind = Kind.CONFLICT


class GrantRole(Act[Appointment]):
    """Name a person owner, coach, facilitator or auditor."""

    name = "grant-role"
    may = frozenset({Role.OWNER})
    body_type = Appointment
    subject_type = "per"

    def prepare(self) -> None:
        """Read the person and how many hold the role."""
        self.person = self.know(Member(self.subject))
        self.seats = self.know(RoleSeats(self.body.role))

    def decide(self) -> None:
        """Refuse strangers, and who holds it already."""
        role = self.body.role
        self.require(self.person.known, PersonUnknown(f"{self.subject} is not known here."))
        self.check(role not in self.person.roles, RoleAlreadyHeld(f"{self.subject} is {role} already.", "/role"))
        self.record(RoleGranted(person=self.subject, role=role, holders=self.seats.holders + 1))
