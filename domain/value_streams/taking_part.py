"""Who took part in drawing a map, each with side and role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.acting import Act
from domain.partnership.seats import Seat, Seating
from domain.value_streams.terms import Participant, StreamRole


class TakingPart:
    """The people of one list; made in `prepare`, checked by `listed` in `decide`."""

    def __init__(self, act: Act[Any], participants: Sequence[Participant], pointer: str = "/participants") -> None:
        self.participants = tuple(participants)
        seats = [Seat(person=each.person, side=each.side) for each in self.participants]
        self.seating = Seating(act, seats, pointer)

    def listed(self) -> tuple[Participant, ...]:
        """Each with side and role filled in; notes refusals for strangers, other sides and people listed twice."""
        return tuple(
            Participant(person=seat.person, side=seat.side, role=each.role or _role(member.teams))
            for seat, each, member in zip(self.seating.taken(), self.participants, self.seating.members, strict=True)
        )


def _role(teams: dict[str, str]) -> StreamRole:
    """The first role that the person has in a team, product people before others."""
    held = set(teams.values())
    order: tuple[StreamRole, ...] = ("product_manager", "product_owner", "developer", "qa", "ops")
    return next((role for role in order if role in held), "other")
