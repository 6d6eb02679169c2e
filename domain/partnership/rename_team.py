"""A team gets another name."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Line
from domain.partnership.events import TeamRenamed
from domain.partnership.refusals import NameUnchanged, NotYours, TeamEnded, TeamUnknown
from domain.partnership.team import Team


class NewTeamName(Body):
    """The name to be shown from now on."""

    name: Line


class RenameTeam(Act[NewTeamName]):
    """Call a team something else."""

    name = "rename-team"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER, Role.MEMBER})
    body_type = NewTeamName
    subject_type = "team"

    def prepare(self) -> None:
        """Read the team."""
        self.team = self.know(Team(self.subject))

    def decide(self) -> None:
        """Refuse unknown and ended teams, other teams' members, and the same name."""
        self.require(self.team.known, TeamUnknown(f"{self.subject} is not known."))
        self.require(not self.team.disbanded, TeamEnded(f"{self.subject} was disbanded."))
        self.check(
            self.subject in self.me.teams or self.roles() & (self.may - {Role.MEMBER}),
            NotYours("A team member renames the own team only."),
        )
        former, name = self.team.name, self.body.name
        self.check(name != former, NameUnchanged(f"It is called {name} already.", "/name"))
        self.record(TeamRenamed(team=self.subject, name=name, former=former))
