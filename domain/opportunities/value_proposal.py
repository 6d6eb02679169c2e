"""What proposing and countering a value share: its words, whose side it comes from, and the event."""

from __future__ import annotations

from typing import TypeVar

from domain.acting import A_SIDE, Body, Role, SideAmbiguous
from domain.canonical import content_hash
from domain.fields import Line, Text
from domain.ids import PersonId
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import ValueProposed
from domain.opportunities.refusals import NO_SPONSOR, SponsorMissing, ValueUnchanged
from domain.opportunities.terms import Beneficiaries, ValueContent
from domain.partnership.member import Member

PROPOSING = A_SIDE | {Role.MEMBER}


class ValueWords(Body):
    """What solving the problem is worth, for whom and how that would be measured.

    A member of no side names a partner or delegate who sponsors the member.
    """

    statement: Text
    beneficiaries: Beneficiaries
    measure: Line | None = None
    sponsor: PersonId | None = None


V = TypeVar("V", bound=ValueWords)


class ValueProposal(OnOpportunity[V]):
    """The next revision of an opportunity's value."""

    may = PROPOSING

    def prepare(self) -> None:
        """Read the opportunity and the sponsor."""
        super().prepare()
        self.sponsor = self.know(Member(self.body.sponsor)) if self.body.sponsor else None

    def proposing_side(self) -> str:
        """The actor's side, else the sponsor's."""
        context = self.context
        if self.side in context.sides:
            return self.side
        at, scope = context.moments, self.scope()
        own = self.me.speaks_for(at, scope)
        self.require(not own, SideAmbiguous(f"The actor speaks for {', '.join(sorted(own))}; name one.", "/side"))
        side = self.me.sponsored_side(self.sponsor, at, scope) if self.sponsor else None
        self.require(side, SponsorMissing(NO_SPONSOR, "/sponsor"))
        return side or ""

    def propose(self, side: str, counter_to: int | None = None) -> None:
        """Void what was agreed, then record the revision."""
        body, opportunity = self.body, self.opportunity
        content = ValueContent(
            opportunity=self.subject,
            statement=body.statement,
            beneficiaries=body.beneficiaries,
            measure=body.measure,
        )
        digest = content_hash(content)
        self.check(
            digest != opportunity.value_digest,
            ValueUnchanged(f"Revision {opportunity.value_revision} says the same.", "/statement"),
        )
        if voided := self.void_value("value_revised"):
            self.record(voided)
        self.record(
            ValueProposed(
                opportunity=self.subject,
                revision=opportunity.value_revision + 1,
                digest=digest,
                statement=body.statement,
                beneficiaries=body.beneficiaries,
                side=side,
                measure=body.measure,
                counter_to=counter_to,
                sponsor=body.sponsor if side != self.side else None,
            )
        )
