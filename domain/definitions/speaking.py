"""What signing and confirming share: one word a side, by a partner or delegate, as many partners as the policy asks."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeVar

from domain.acting import A_SIDE, Body
from domain.definitions.act import OnDefinition
from domain.definitions.refusals import SamePersonBothSides
from domain.definitions.state import Sides
from domain.partnership.member import SidePartners
from domain.refusals import Kind, Refusal

B = TypeVar("B", bound=Body)


class AlreadySpoken(Refusal):
    """The side (or this partner of it) has signed or confirmed already."""

    rule = "definition.already-signed"
    kind = Kind.CONFLICT


class Speaking(OnDefinition[B]):
    """An act by which a person speaks for a side."""

    may = A_SIDE

    def follow(self) -> None:
        """Read who the partners are where the policy asks for more than any one of them."""
        asked = self.policy.policy.agreement != "any_partner"
        self.partners = {side: self.know(SidePartners(side)) for side in self.context.sides} if asked else {}

    def word(self, sides: Sides) -> tuple[str | None, bool]:
        """Check who speaks; answer the partner whose delegate it is, and whether the side is complete with it."""
        said: AbstractSet[str] = sides.partners.get(self.side, {}).keys()
        giver = self.me.giver(self.side, self.context.moments, self.scope(), said)
        partner = giver or self.context.actor
        partners = self.partners[self.side].people if self.partners else set[str]()
        complete = self.policy.policy.completes(partners, {*said, partner})
        for person in filter(None, (self.context.actor, giver)):
            other = self.definition.spoken.get(person, self.side)
            self.check(other == self.side, SamePersonBothSides(f"{person} has spoken for {other} here."))
        self.check(
            self.side not in sides.complete and (complete or partner not in said),
            AlreadySpoken(f"{partner} or {self.side} as a whole has done so already."),
        )
        return giver, complete

    def all_sides(self, sides: Sides) -> bool:
        """Whether every required side has spoken."""
        return set(self.context.sides) <= sides.complete.keys()
