"""A partner lets a team member propose for the side."""

from __future__ import annotations

from domain.acting import A_SIDE, Act, Body, SideAmbiguous
from domain.fields import Key
from domain.partnership.events import SponsorshipGranted
from domain.partnership.member import Member
from domain.partnership.refusals import PersonUnknown, ScopeUnknown
from domain.partnership.scopes import Scope
from domain.refusals import Kind, Refusal


class SponsorshipOffer(Body):
    """In which scope only; in all of them where none is named. It is for the sponsor's `side`."""

    scope: Key | None = None


class AlreadySponsored(Refusal):
    """The sponsor's word for this member stands already."""

    rule = "partnership.already-sponsored"
    kind = Kind.CONFLICT


class SponsorMember(Act[SponsorshipOffer]):
    """Let a team member propose, counter and revise for the own side, under one's own name as sponsor."""

    name = "sponsor-member"
    may = A_SIDE
    body_type = SponsorshipOffer
    subject_type = "per"

    def prepare(self) -> None:
        """Read the member and the scope."""
        self.member = self.know(Member(self.subject))
        self.declared = self.know(Scope(self.body.scope)) if self.body.scope else None

    def scope(self) -> str | None:
        """The scope it is limited to."""
        return self.body.scope

    def decide(self) -> None:
        """Refuse strangers, undeclared scopes, and what stands already."""
        body, sponsor = self.body, self.context.actor
        self.require(self.side in self.context.sides, SideAmbiguous("Name the side.", "/side"))
        self.require(self.member.known, PersonUnknown(f"{self.subject} is not known here."))
        self.check(
            self.declared is None or self.declared.declared, ScopeUnknown(f"{body.scope} is not declared.", "/scope")
        )
        offered = SponsorshipGranted(sponsor=sponsor, member=self.subject, side=self.side, scope=body.scope)
        self.check(
            self.member.sponsorships.get(sponsor) != offered, AlreadySponsored(f"{self.subject} may propose already.")
        )
        self.record(offered)
