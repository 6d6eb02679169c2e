"""Teams and who works in them now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from domain.kernel import Recorded
from domain.partnership.correctable import RecordCorrected
from domain.partnership.events import TeamDisbanded, TeamFormed, TeamMemberJoined, TeamMemberLeft, TeamRenamed
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows

TAG = "team:"


class TeamItem(msgspec.Struct, frozen=True, kw_only=True):
    """One team. `members` maps people to their role in it."""

    team: str
    name: str
    external_ref: str | None
    members: dict[str, str]
    formed_at: datetime
    disbanded_at: datetime | None
    position: int


class TeamMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a team."""

    name: str = ""
    external_ref: str | None = None
    members: dict[str, str] = msgspec.field(default_factory=dict)
    formed_at: datetime | None = None
    disbanded_at: datetime | None = None


def _team(event: Any) -> Iterable[str]:  # noqa: ANN401 - any event that names one team
    return (event.team,)


def _corrected_team(event: RecordCorrected) -> Iterable[str]:
    if event.type == TeamFormed.TOPIC:
        yield from (tag.removeprefix(TAG) for tag in event.subjects if tag.startswith(TAG))


def _formed(memory: TeamMemory, event: TeamFormed, recorded: Recorded) -> None:
    memory.name, memory.external_ref, memory.formed_at = event.name, event.external_ref, recorded.occurred_at


def _renamed(memory: TeamMemory, event: TeamRenamed, _: Recorded) -> None:
    memory.name = event.name


def _joined(memory: TeamMemory, event: TeamMemberJoined, _: Recorded) -> None:
    memory.members[event.person] = event.role


def _left(memory: TeamMemory, event: TeamMemberLeft, _: Recorded) -> None:
    memory.members.pop(event.person, None)


def _disbanded(memory: TeamMemory, _event: TeamDisbanded, recorded: Recorded) -> None:
    memory.members, memory.disbanded_at = {}, recorded.occurred_at


def _corrected(memory: TeamMemory, event: RecordCorrected, _: Recorded) -> None:
    if event.field == "external_ref":
        memory.external_ref = event.to


class Teams(SubjectRows[TeamMemory]):
    """Every team, disbanded ones too."""

    kind = "team"
    memory = TeamMemory
    begins = frozenset({TeamFormed})
    steps: ClassVar[Steps] = {
        TeamFormed: (_team, _formed),
        TeamRenamed: (_team, _renamed),
        TeamMemberJoined: (_team, _joined),
        TeamMemberLeft: (_team, _left),
        TeamDisbanded: (_team, _disbanded),
        RecordCorrected: (_corrected_team, _corrected),
    }

    def item(self, memory: TeamMemory) -> TeamItem:
        """The team as it stands."""
        return TeamItem(
            team=memory.subject,
            name=memory.name,
            external_ref=memory.external_ref,
            members=memory.members,
            formed_at=memory.formed_at or memory.effective,
            disbanded_at=memory.disbanded_at,
            position=memory.position,
        )

    def marks(self, memory: TeamMemory) -> Iterable[str]:
        """By member, and whether it was disbanded."""
        yield from (f"member:{person}" for person in memory.members)
        yield f"disbanded:{memory.disbanded_at is not None}".lower()
