"""A person joins a team."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.ids import PersonId
from domain.partnership.events import TeamMemberJoined, TeamRole
from domain.partnership.member import Member
from domain.partnership.refusals import PersonUnknown, TeamEnded, TeamUnknown
from domain.partnership.team import Team
from domain.refusals import Kind, Refusal


class NewMember(Body):
    """Who joins, and what the person does there."""

    person: PersonId
    role: TeamRole


class AlreadyMember(Refusal):
    """The person is in that team already, in that role."""

    rule = "partnership.already-member"
    kind = Kind.CONFLICT


class AddTeamMember(Act[NewMember]):
    """Let a person work in a team; another role replaces the former one."""

    name = "add-team-member"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER, Role.COACH})
    body_type = NewMember
    subject_type = "team"

    def prepare(self) -> None:
        """Read the team and the person."""
        self.team = self.know(Team(self.subject))
        self.person = self.know(Member(self.body.person))

    def decide(self) -> None:
        """Refuse unknown and ended teams, unknown people, and who is there already."""
        body = self.body
        self.require(self.team.known, TeamUnknown(f"{self.subject} is not known."))
        self.require(not self.team.disbanded, TeamEnded(f"{self.subject} was disbanded."))
        self.require(self.person.known, PersonUnknown(f"{body.person} is not known here.", "/person"))
        self.check(
            self.person.teams.get(self.subject) != body.role,
            AlreadyMember(f"{body.person} is there already as {body.role}.", "/person"),
        )
        self.record(TeamMemberJoined(team=self.subject, person=body.person, role=body.role))
