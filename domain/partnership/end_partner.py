"""A person no longer speaks for a side."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Side, Text
from domain.ids import PersonId
from domain.partnership.events import DelegationRevoked, PartnerLeft, SideVacated
from domain.partnership.member import Member, SideSeats
from domain.partnership.refusals import NotPartner, NotYours
from domain.refusals import Refusal


class Departure(Body):
    """Which side the person leaves, and who of that side goes on with the person's affairs."""

    of: Side
    successor: PersonId | None = None
    reason: Text | None = None


class SuccessorNotPartner(Refusal):
    """The successor is another partner of the same side; add that person first."""

    rule = "partnership.successor-not-partner"


class EndPartner(Act[Departure]):
    """Let a partner go. It is a fact and never refused for being the last one (rule G13)."""

    name = "end-partner"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER})
    body_type = Departure
    subject_type = "per"

    def prepare(self) -> None:
        """Read the person, the side's seats and the successor."""
        self.person = self.know(Member(self.subject))
        self.seats = self.know(SideSeats(self.body.of))
        self.successor = self.know(Member(self.body.successor)) if self.body.successor else None

    def decide(self) -> None:
        """Refuse strangers, other people's departures, and a successor from elsewhere; end what was delegated."""
        body, side = self.body, self.body.of
        self.require(side in self.person.sides, NotPartner(f"{self.subject} is no partner of {side}.", "/of"))
        self.check(
            self.subject == self.context.actor or self.roles() & {Role.OWNER, Role.FACILITATOR},
            NotYours("A partner ends only the own seat."),
        )
        self.check(
            self.successor is None or (side in self.successor.sides and body.successor != self.subject),
            SuccessorNotPartner(f"{body.successor} is no other partner of {side}.", "/successor"),
        )
        given = [granted for granted in self.person.given.values() if granted.side == side]
        left = self.seats.partners - 1
        self.record(
            PartnerLeft(person=self.subject, side=side, partners=left, successor=body.successor, reason=body.reason)
        )
        for granted in given:
            self.record(
                DelegationRevoked(
                    delegation=granted.delegation,
                    giver=granted.giver,
                    receiver=granted.receiver,
                    reason="The giver is no longer a partner.",
                )
            )
        if left == 0:
            self.record(SideVacated(side=side))
