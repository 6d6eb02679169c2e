"""A side agrees on what an opportunity is worth."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from domain.acting import A_SIDE, Body
from domain.fields import Digest, Revision
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import ValueAgreedBySide, ValueAgreementReached
from domain.opportunities.refusals import ValueNotLatest, ValueNotProposed
from domain.opportunities.terms import ValueBySide
from domain.partnership.member import SidePartners
from domain.refusals import Kind, Refusal


class ValueAgreement(Body):
    """Exactly what is agreed to: a revision and its hash (left out only in imports)."""

    revision: Revision
    digest: Digest | None = None


class ValueDigestMissing(Refusal):
    """An agreement names the hash of what it agrees to."""

    rule = "opportunity.value-digest-missing"


class ValueDigestDiffers(Refusal):
    """The hash is not that of the revision named."""

    rule = "opportunity.value-digest-differs"
    kind = Kind.CONFLICT


class ValueAlreadyAgreed(Refusal):
    """The side (or this partner of it) has agreed to this revision already."""

    rule = "opportunity.value-already-agreed"
    kind = Kind.CONFLICT


class ValueSamePersonBothSides(Refusal):
    """One person cannot supply the agreement of two sides."""

    rule = "opportunity.value-same-person-both-sides"
    kind = Kind.CONFLICT


class NoImpactedGroup(Refusal):
    """Nobody has said yet whom the problem concerns."""

    rule = "opportunity.no-impacted-group"
    kind = Kind.CONFLICT
    waivable = True


class AgreeValue(OnOpportunity[ValueAgreement]):
    """Agree to the latest value statement for one's side; with the last side the agreement is reached."""

    name = "agree-value"
    may = A_SIDE
    body_type = ValueAgreement

    def follow(self) -> None:
        """Read who the partners are where the policy asks for more than any one of them."""
        asked = self.policy.policy.agreement != "any_partner"
        self.partners = {side: self.know(SidePartners(side)) for side in self.context.sides} if asked else {}

    def decide(self) -> None:
        """Refuse anything but the latest revision and hash, one person for two sides, and an impact not stated."""
        self.require_live()
        opportunity, body = self.opportunity, self.body
        self.require(opportunity.value_revision, ValueNotProposed("There is no value to agree to."))
        self.check(
            body.revision == opportunity.value_revision,
            ValueNotLatest(f"The latest revision is {opportunity.value_revision}.", "/revision"),
        )
        self.check(
            body.digest or self.context.basis in {"imported", "inferred"},
            ValueDigestMissing("Give the hash beside the revision.", "/digest"),
        )
        self.check(
            body.digest in {None, opportunity.value_digest} or body.revision != opportunity.value_revision,
            ValueDigestDiffers(f"Revision {body.revision} has the hash {opportunity.value_digest}.", "/digest"),
        )
        giver = self.me.giver(self.side, self.context.moments, self.scope(), self._agreed())
        partner = giver or self.context.actor
        complete = self._completes({*self._agreed(), partner})
        self._check_person(giver)
        self.check(
            self.side not in opportunity.value_complete and (complete or partner not in self._agreed()),
            ValueAlreadyAgreed(f"Agreed for {self.side} already."),
        )
        self.check_waivable(opportunity.impacted, NoImpactedGroup("State the impacted groups first."))
        self.after(opportunity.value_proposed_at, "the value was proposed")
        self.record_waivers(opportunity=self.subject)
        self._record(giver, complete=complete)

    def _agreed(self) -> AbstractSet[str]:
        """The partners of the acting side whose agreements stand."""
        return self.opportunity.value_agreed.get(self.side, {}).keys()

    def _completes(self, agreed: AbstractSet[str]) -> bool:
        partners = self.partners[self.side].people if self.partners else set[str]()
        return self.policy.policy.completes(partners, agreed)

    def _check_person(self, giver: str | None) -> None:
        """Refuse people who spoke for another side on this revision, even if they took it back (rule G3)."""
        for person in filter(None, (self.context.actor, giver)):
            self.check(
                self.opportunity.value_spoken.get(person, self.side) == self.side,
                ValueSamePersonBothSides(f"{person} has agreed for another side."),
            )

    def _record(self, giver: str | None, *, complete: bool) -> None:
        opportunity, actor = self.opportunity, self.context.actor
        revision, digest = opportunity.value_revision, opportunity.value_digest
        self.record(
            ValueAgreedBySide(
                opportunity=self.subject,
                revision=revision,
                digest=digest,
                side=self.side,
                person=actor,
                policy=self.policy.revision,
                complete=complete,
                behalf_of=giver,
            )
        )
        if set(self.context.sides) <= opportunity.value_complete.keys():
            self.record(
                ValueAgreementReached(
                    opportunity=self.subject,
                    revision=revision,
                    digest=digest,
                    opportunity_revision=opportunity.revision,
                    sides=tuple(ValueBySide(side=side, person=who) for side, who in opportunity.value_complete.items()),
                    policy=self.policy.revision,
                    impacted=tuple(group.name for group in opportunity.impacted),
                )
            )
