"""A person becomes a partner of a side."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Line, Side
from domain.ids import PersonId
from domain.partnership.events import PartnerJoined
from domain.partnership.member import Member, SideSeats
from domain.partnership.refusals import AcrossSides, AlreadyPartner, PersonUnknown, SideUnknown


class Partner(Body):
    """Who joins which side; `of` is one of the workspace's required sides.

    `title` is the office held, such as CTO. It stays in the ledger when the person is forgotten: name nobody in it.
    """

    person: PersonId
    of: Side
    title: Line | None = None


class AddPartner(Act[Partner]):
    """Let a person speak for a side."""

    name = "add-partner"
    may = frozenset({Role.OWNER, Role.FACILITATOR})
    body_type = Partner

    def prepare(self) -> None:
        """Read the person and the side's seats."""
        self.person = self.know(Member(self.body.person))
        self.seats = self.know(SideSeats(self.body.of))

    def decide(self) -> None:
        """Refuse unknown people and sides, and a second side unless waived."""
        body, sides = self.body, self.context.sides
        self.require(body.of in sides, SideUnknown(f"The sides are {', '.join(sides)}.", "/of"))
        self.require(self.person.known, PersonUnknown(f"{body.person} is not known here.", "/person"))
        self.check(body.of not in self.person.sides, AlreadyPartner(f"Already a partner of {body.of}.", "/person"))
        others = self.person.speaks_later(self.context.claimed) - {body.of}
        self.check_waivable(
            not others, AcrossSides(f"{body.person} speaks for {', '.join(sorted(others))} already.", "/of")
        )
        self.record_waivers()
        self.record(PartnerJoined(person=body.person, side=body.of, title=body.title, partners=self.seats.partners + 1))
