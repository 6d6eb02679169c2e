"""Who raised an opportunity, each with the side at that time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import Meta

from domain.acting import Act
from domain.opportunities.refusals import RaiserOfAnotherSide, RaiserUnknown
from domain.opportunities.terms import Raiser
from domain.partnership.member import Member

Raisers = Annotated[tuple[Raiser, ...], Meta(max_length=20)]


def members_of(act: Act[Any], raisers: Sequence[Raiser]) -> list[Member]:
    """Name the people listed, and with none listed the actor, as states to read."""
    return [act.know(Member(raiser.person)) for raiser in raisers or (Raiser(person=act.context.actor),)]


def settled(act: Act[Any], raisers: Sequence[Raiser], members: Sequence[Member]) -> tuple[Raiser, ...]:
    """Check that people are known and of the side named, and fill in sides left out.

    Imported and inferred histories may name a side that a person had once.
    """
    listed = raisers or (Raiser(person=act.context.actor, side=act.side),)
    return tuple(
        Raiser(person=raiser.person, side=_side_of(act, raiser, member, f"/raised_by/{index}"))
        for index, (raiser, member) in enumerate(zip(listed, members, strict=True))
    )


def _side_of(act: Act[Any], raiser: Raiser, member: Member, pointer: str) -> str:
    sides = member.speaks_for(act.context.moments)
    held = sides | ({"team"} if member.teams else set()) | (set() if sides or member.teams else {"none"})
    act.check(member.known, RaiserUnknown(f"{raiser.person} is not known here.", f"{pointer}/person"))
    if raiser.side is not None:
        once = act.context.basis in {"imported", "inferred"} and raiser.side in {*act.context.sides, "team", "none"}
        act.check(
            once or raiser.side in held | {"none"},
            RaiserOfAnotherSide(f"{raiser.person} belongs to: {', '.join(sorted(held))}.", f"{pointer}/side"),
        )
        return raiser.side
    act.check(
        len(sides) <= 1,
        RaiserOfAnotherSide(f"{raiser.person} speaks for {', '.join(sorted(sides))}; name one.", f"{pointer}/side"),
    )
    return next(iter(sides), "team" if member.teams else "none")
