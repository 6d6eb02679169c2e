"""A team ends."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.partnership.events import TeamDisbanded
from domain.partnership.refusals import TeamEnded, TeamUnknown
from domain.partnership.team import Team, TeamMembers


class TeamEnding(Body):
    """Why it ends."""

    reason: Text


class DisbandTeam(Act[TeamEnding]):
    """End a team; everyone in it leaves with it."""

    name = "disband-team"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER})
    body_type = TeamEnding
    subject_type = "team"

    def prepare(self) -> None:
        """Read the team and who is in it."""
        self.team = self.know(Team(self.subject))
        self.members = self.know(TeamMembers(self.subject))

    def decide(self) -> None:
        """Refuse unknown and ended teams."""
        self.require(self.team.known, TeamUnknown(f"{self.subject} is not known."))
        self.require(not self.team.disbanded, TeamEnded(f"{self.subject} was disbanded."))
        self.record(TeamDisbanded(team=self.subject, members=tuple(self.members.people), reason=self.body.reason))
