"""Teams: they do the work. Whether one exists is cheap to know; who is in it is read only where it matters."""

from __future__ import annotations

from domain.kernel import Recorded, State
from domain.partnership.events import TeamDisbanded, TeamFormed, TeamMemberJoined, TeamMemberLeft, TeamRenamed


class Team(State):
    """The newest fact about a team: whether it exists, its name, whether it ended."""

    folds = (TeamFormed, TeamRenamed, TeamDisbanded)
    latest = True

    def __init__(self, team: str) -> None:
        super().__init__(f"team:{team}")
        self.team = team
        self.known = False
        self.name = ""
        self.disbanded = False

    @property
    def active(self) -> bool:
        """Whether the team can be given work."""
        return self.known and not self.disbanded

    def fold(self, recorded: Recorded) -> None:
        """Take the founding, a new name or the end in."""
        self.known = True
        match recorded.event:
            case TeamFormed(name=name) | TeamRenamed(name=name):
                self.name = name
            case TeamDisbanded():
                self.disbanded = True


class TeamMembers(State):
    """Who works in a team now, each with a role."""

    folds = (TeamMemberJoined, TeamMemberLeft, TeamDisbanded)

    def __init__(self, team: str) -> None:
        super().__init__(f"team:{team}")
        self.team = team
        self.people: dict[str, str] = {}

    def fold(self, recorded: Recorded) -> None:
        """Take one join or leave in."""
        match recorded.event:
            case TeamMemberJoined(person=person, role=role):
                self.people[person] = role
            case TeamMemberLeft(person=person):
                self.people.pop(person, None)
            case TeamDisbanded():
                self.people.clear()
