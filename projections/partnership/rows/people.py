"""People and services: sides, roles and teams now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from domain.kernel import Event, Recorded
from domain.partnership import events
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows


class PersonItem(msgspec.Struct, frozen=True, kw_only=True):
    """A person or service. `teams` maps teams to the role in them.

    Lists put name, email, login and title of the directory beside it, each null where there is none.
    """

    person: str
    sides: list[str]
    roles: list[str]
    teams: dict[str, str]
    forgotten: bool
    known_since: datetime
    position: int


class PersonMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a person."""

    since: datetime | None = None
    sides: list[str] = msgspec.field(default_factory=list)
    roles: list[str] = msgspec.field(default_factory=list)
    teams: dict[str, str] = msgspec.field(default_factory=dict)
    forgotten: bool = False


def _person(event: Any) -> Iterable[str]:  # noqa: ANN401 - any event that names one person
    return (event.person,)


def _known(memory: PersonMemory, _event: Event, recorded: Recorded) -> None:
    memory.since = recorded.occurred_at


def _maker(memory: PersonMemory, _event: Event, recorded: Recorded) -> None:
    memory.since, memory.roles = recorded.occurred_at, ["owner"]


def _forgotten(memory: PersonMemory, _event: Event, _: Recorded) -> None:
    memory.forgotten = True


def _joined(memory: PersonMemory, event: events.PartnerJoined, _: Recorded) -> None:
    memory.sides = sorted({*memory.sides, event.side})


def _left(memory: PersonMemory, event: events.PartnerLeft, _: Recorded) -> None:
    memory.sides = [side for side in memory.sides if side != event.side]


def _granted(memory: PersonMemory, event: events.RoleGranted, recorded: Recorded) -> None:
    memory.since = memory.since or recorded.occurred_at
    memory.roles = sorted({*memory.roles, event.role})


def _withdrawn(memory: PersonMemory, event: events.RoleWithdrawn, _: Recorded) -> None:
    memory.roles = [role for role in memory.roles if role != event.role]


def _in_team(memory: PersonMemory, event: events.TeamMemberJoined, _: Recorded) -> None:
    memory.teams[event.team] = event.role


def _out_of_team(memory: PersonMemory, event: events.TeamMemberLeft | events.TeamDisbanded, _: Recorded) -> None:
    memory.teams.pop(event.team, None)


class People(SubjectRows[PersonMemory]):
    """Everybody who is known, and services that hold a role."""

    kind = "person"
    memory = PersonMemory
    begins = frozenset({events.WorkspaceCreated, events.PersonRegistered, events.RoleGranted})
    steps: ClassVar[Steps] = {
        events.WorkspaceCreated: (lambda event: (event.owner,), _maker),
        events.PersonRegistered: (_person, _known),
        events.PersonForgotten: (_person, _forgotten),
        events.PartnerJoined: (_person, _joined),
        events.PartnerLeft: (_person, _left),
        events.RoleGranted: (_person, _granted),
        events.RoleWithdrawn: (_person, _withdrawn),
        events.TeamMemberJoined: (_person, _in_team),
        events.TeamMemberLeft: (_person, _out_of_team),
        events.TeamDisbanded: (lambda event: event.members, _out_of_team),
    }

    def item(self, memory: PersonMemory) -> PersonItem:
        """The person without the name."""
        return PersonItem(
            person=memory.subject,
            sides=memory.sides,
            roles=memory.roles,
            teams=memory.teams,
            forgotten=memory.forgotten,
            known_since=memory.since or memory.effective,
            position=memory.position,
        )

    def marks(self, memory: PersonMemory) -> Iterable[str]:
        """By side, role and team; partners and members count as roles."""
        yield from (f"side:{side}" for side in memory.sides)
        yield from (f"role:{role}" for role in memory.roles)
        yield from (f"team:{team}" for team in memory.teams)
        if memory.sides:
            yield "role:partner"
        if memory.teams:
            yield "role:member"
