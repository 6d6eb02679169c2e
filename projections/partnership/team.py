"""A team and who works in it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.definitions.events import TeamFeedbackGiven
from domain.katas.events import KataStarted
from domain.kernel import Recorded
from domain.partnership.events import (
    TeamDisbanded,
    TeamFormed,
    TeamMemberJoined,
    TeamMemberLeft,
    TeamRenamed,
    TeamRole,
)
from domain.partnership.scopes import ScopeDeclared
from domain.value_streams.events import ImpactEstimated
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class TeamMembership(msgspec.Struct, kw_only=True):
    """A person's time in a team; `left` is null while it lasts."""

    person: str
    role: TeamRole
    joined: Fact
    left: Fact | None = None


class FormerTeamName(msgspec.Struct, frozen=True, kw_only=True):
    """A name that the team had, and the event that gave it another one."""

    name: str
    fact: Fact


class TeamView(Viewed, kw_only=True):
    """A team: it does the work. `members` work in it now, `former` ones did before; `scopes` are its own backlogs."""

    team: str
    name: str = ""
    external_ref: str | None = None
    members: list[TeamMembership] = msgspec.field(default_factory=list)
    former: list[TeamMembership] = msgspec.field(default_factory=list)
    scopes: list[str] = msgspec.field(default_factory=list)
    formed: Fact | None = None
    disbanded: Fact | None = None
    disbanded_because: str | None = None
    former_names: list[FormerTeamName] = msgspec.field(default_factory=list)


TEAM: Folding[TeamView] = Folding()
TEAM.mention(KataStarted, TeamFeedbackGiven, ImpactEstimated)


@TEAM.on(TeamFormed)
def _form(view: TeamView, event: TeamFormed, fact: Fact) -> None:
    view.name, view.external_ref, view.formed = event.name, event.external_ref, fact


@TEAM.on(TeamRenamed)
def _rename(view: TeamView, event: TeamRenamed, fact: Fact) -> None:
    view.name = event.name
    view.former_names.append(FormerTeamName(name=event.former, fact=fact))


@TEAM.on(TeamMemberJoined)
def _join(view: TeamView, event: TeamMemberJoined, fact: Fact) -> None:
    _part(view, {event.person}, fact)
    view.members.append(TeamMembership(person=event.person, role=event.role, joined=fact))


@TEAM.on(TeamMemberLeft)
def _leave(view: TeamView, event: TeamMemberLeft, fact: Fact) -> None:
    _part(view, {event.person}, fact)


@TEAM.on(TeamDisbanded)
def _disband(view: TeamView, event: TeamDisbanded, fact: Fact) -> None:
    view.disbanded, view.disbanded_because = fact, event.reason
    _part(view, {membership.person for membership in view.members}, fact)


@TEAM.on(ScopeDeclared)
def _scope(view: TeamView, event: ScopeDeclared, _: Fact) -> None:
    view.scopes.append(event.scope)


def _part(view: TeamView, people: set[str], fact: Fact) -> None:
    for membership in [each for each in view.members if each.person in people]:
        membership.left = fact
        view.members.remove(membership)
        view.former.append(membership)


class TeamReading(Reading[TeamView]):
    """The view in the making."""

    def __init__(self, team: str) -> None:
        super().__init__(TEAM, TeamView(team=team))

    @property
    def known(self) -> bool:
        """Whether it was formed."""
        return self.view.formed is not None


def fold_team(team: str, history: Iterable[Recorded]) -> TeamView | None:
    """The team after these events of its tag; None if it was not formed by then."""
    return TeamReading(team).read(history)
