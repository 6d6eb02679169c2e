"""A role is taken back."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.partnership.events import GrantedRole, RoleWithdrawn
from domain.partnership.member import Member, RoleSeats
from domain.partnership.refusals import NotYours
from domain.refusals import Kind, Refusal


class Withdrawal(Body):
    """Which role, and why."""

    role: GrantedRole
    reason: Text


class RoleNotHeld(Refusal):
    """The person does not hold that role."""

    rule = "partnership.role-not-held"
    kind = Kind.CONFLICT


class LastOwner(Refusal):
    """A workspace keeps at least one owner; name another one first."""

    rule = "partnership.last-owner"
    kind = Kind.CONFLICT


class WithdrawRole(Act[Withdrawal]):
    """Take a role back, or lay the own one down."""

    name = "withdraw-role"
    may = frozenset({Role.OWNER, Role.COACH, Role.FACILITATOR, Role.AUDITOR})
    body_type = Withdrawal
    subject_type = "per"

    def prepare(self) -> None:
        """Read the person and how many hold the role."""
        self.person = self.know(Member(self.subject))
        self.seats = self.know(RoleSeats(self.body.role))

    def decide(self) -> None:
        """Refuse a role that is not held, other people's roles unless an owner acts, and the last owner."""
        role = self.body.role
        self.require(role in self.person.roles, RoleNotHeld(f"{self.subject} is no {role}.", "/role"))
        self.check(
            self.subject == self.context.actor or Role.OWNER in self.roles(),
            NotYours("Only an owner takes a role from somebody else."),
        )
        left = self.seats.holders - 1
        self.check(role != "owner" or left > 0, LastOwner(f"{self.subject} is the only owner.", "/role"))
        self.record(RoleWithdrawn(person=self.subject, role=role, reason=self.body.reason, holders=left))
