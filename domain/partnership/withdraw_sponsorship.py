"""A sponsor's word for a team member ends."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.ids import PersonId
from domain.partnership.events import SponsorshipWithdrawn
from domain.partnership.member import Member
from domain.partnership.refusals import NotYours
from domain.refusals import Kind, Refusal, Refused


class SponsorshipEnd(Body):
    """Whose word ends (the own, where nobody is named), and why."""

    reason: Text
    sponsor: PersonId | None = None


class NotSponsored(Refusal):
    """No word of that sponsor for this member stands."""

    rule = "partnership.not-sponsored"
    kind = Kind.CONFLICT


class WithdrawSponsorship(Act[SponsorshipEnd]):
    """End a sponsorship: the sponsor, the member, another partner of that side, or an owner."""

    name = "withdraw-sponsorship"
    may = frozenset({Role.PARTNER, Role.DELEGATE, Role.MEMBER, Role.OWNER})
    body_type = SponsorshipEnd
    subject_type = "per"

    def prepare(self) -> None:
        """Read the member."""
        self.member = self.know(Member(self.subject))

    def decide(self) -> None:
        """Refuse what does not stand, and what is between others."""
        actor, sponsor = self.context.actor, self.body.sponsor or self.context.actor
        granted = self.member.sponsorships.get(sponsor)
        if granted is None:
            raise Refused([NotSponsored(f"{sponsor} does not sponsor {self.subject}.")])
        self.check(
            actor in {sponsor, self.subject} or granted.side in self.me.sides or Role.OWNER in self.roles(),
            NotYours("It is between the sponsor and the member."),
        )
        self.record(
            SponsorshipWithdrawn(sponsor=sponsor, member=self.subject, side=granted.side, reason=self.body.reason)
        )
