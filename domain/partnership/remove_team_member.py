"""A person leaves a team."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.ids import PersonId
from domain.partnership.events import TeamMemberLeft
from domain.partnership.member import Member
from domain.partnership.refusals import NotYours
from domain.refusals import Kind, Refusal


class LeavingMember(Body):
    """Who leaves."""

    person: PersonId


class NotMember(Refusal):
    """The person is not in that team."""

    rule = "partnership.not-member"
    kind = Kind.CONFLICT


class RemoveTeamMember(Act[LeavingMember]):
    """Let a person leave a team."""

    name = "remove-team-member"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER, Role.COACH, Role.MEMBER})
    body_type = LeavingMember
    subject_type = "team"

    def prepare(self) -> None:
        """Read the person."""
        self.person = self.know(Member(self.body.person))

    def decide(self) -> None:
        """Refuse whoever is not in the team, and members who would remove others."""
        person = self.body.person
        self.require(self.subject in self.person.teams, NotMember(f"{person} is not in {self.subject}.", "/person"))
        self.check(
            person == self.context.actor or self.roles() & (self.may - {Role.MEMBER}),
            NotYours("A team member removes nobody else."),
        )
        self.record(TeamMemberLeft(team=self.subject, person=person))
