"""A team comes into being."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Line
from domain.partnership.events import TeamFormed
from domain.partnership.team import Team
from domain.refusals import Kind, Refusal


class NewTeam(Body):
    """Its name, and what it is called in another system."""

    name: Line
    external_ref: Line | None = None


class TeamAlreadyExists(Refusal):
    """A team of that id exists already."""

    rule = "partnership.team-exists"
    kind = Kind.CONFLICT


class FormTeam(Act[NewTeam]):
    """Form a team that does the work."""

    name = "form-team"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER})
    body_type = NewTeam
    subject_type = "team"

    def prepare(self) -> None:
        """Read whether the id is taken."""
        self.team = self.know(Team(self.subject))

    def decide(self) -> None:
        """Refuse a used id."""
        self.check(not self.team.known, TeamAlreadyExists(f"{self.subject} exists already."))
        self.record(TeamFormed(team=self.subject, name=self.body.name, external_ref=self.body.external_ref))
