"""People who are asked to take part in something, each with the side that they sit there for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from domain.acting import Act
from domain.fields import Side
from domain.ids import PersonId
from domain.partnership.member import Member
from domain.partnership.refusals import PersonUnknown
from domain.refusals import Refusal

REMEMBERED = frozenset({"imported", "inferred"})


class Seat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person and the side (`team`, `none`) that the person sits there for; filled in where it is left out."""

    person: PersonId
    side: Side | None = None


Seats = Annotated[tuple[Seat, ...], Meta(max_length=100)]


class PersonTwice(Refusal):
    """A person is listed twice."""

    rule = "partnership.person-twice"


class PersonOfAnotherSide(Refusal):
    """A person does not speak for the side named, or speaks for several and none is named."""

    rule = "partnership.person-of-another-side"


class Seating:
    """The people of one list; made in `prepare`, checked by `taken` in `decide`."""

    def __init__(self, act: Act[Any], seats: Sequence[Seat], pointer: str) -> None:
        self.act = act
        self.pointer = pointer
        self.seats = tuple(seats)
        self.members = [act.know(Member(seat.person)) for seat in self.seats]

    def taken(self) -> tuple[Seat, ...]:
        """Each person with a side; notes refusals for strangers, other sides and people listed twice."""
        people = {seat.person for seat in self.seats}
        self.act.check(len(people) == len(self.seats), PersonTwice("Each person has one seat.", self.pointer))
        return tuple(
            Seat(person=seat.person, side=self._side(seat, member, f"{self.pointer}/{place}"))
            for place, (seat, member) in enumerate(zip(self.seats, self.members, strict=True))
        )

    def empty_sides(self, seats: Sequence[Seat]) -> list[str]:
        """The required sides that nobody sits there for."""
        taken = {seat.side for seat in seats}
        return [side for side in self.act.context.sides if side not in taken]

    def _side(self, seat: Seat, member: Member, pointer: str) -> str:
        """The side named, else the person's own; imported histories may name one that a person had once."""
        act, sides = self.act, member.speaks_for(self.act.context.moments)
        act.check(member.known, PersonUnknown(f"{seat.person} is not known here.", f"{pointer}/person"))
        if seat.side is None:
            listed = ", ".join(sorted(sides))
            act.check(
                len(sides) <= 1, PersonOfAnotherSide(f"{seat.person} speaks for {listed}; name one.", f"{pointer}/side")
            )
            return next(iter(sides), "team" if member.teams else "none")
        once = act.context.basis in REMEMBERED and seat.side in act.context.sides
        held = sides | {"none"} | ({"team"} if member.teams or act.context.basis in REMEMBERED else set())
        act.check(
            once or seat.side in held,
            PersonOfAnotherSide(f"{seat.person} belongs to: {', '.join(sorted(held))}.", f"{pointer}/side"),
        )
        return seat.side
