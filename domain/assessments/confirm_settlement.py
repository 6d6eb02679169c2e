"""A side confirms what was settled."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from domain.acting import A_SIDE, Body
from domain.assessments.act import OnAssessment
from domain.assessments.events import AssessmentAgreed, SettlementConfirmed
from domain.fields import Digest, Revision
from domain.partnership.member import SidePartners
from domain.partnership.seats import REMEMBERED
from domain.refusals import Kind, Refusal


class SettlementToConfirm(Body, kw_only=True):
    """Exactly what is confirmed: a settlement's revision and its hash (left out only in imports)."""

    revision: Revision
    digest: Digest | None = None


class NothingSettled(Refusal):
    """Nothing is settled that could be confirmed."""

    rule = "assessment.not-settled"
    kind = Kind.CONFLICT


class SettlementOutdated(Refusal):
    """The confirmation names another settlement than the latest, or another hash."""

    rule = "assessment.settlement-outdated"
    kind = Kind.CONFLICT


class SettlementDigestMissing(Refusal):
    """A confirmation names the hash of what it confirms."""

    rule = "assessment.digest-missing"


class SamePersonBothSides(Refusal):
    """One person cannot confirm for two sides."""

    rule = "assessment.same-person-both-sides"
    kind = Kind.CONFLICT


class AlreadyConfirmed(Refusal):
    """The side (or this partner of it) has confirmed already."""

    rule = "assessment.already-confirmed"
    kind = Kind.CONFLICT


class ConfirmSettlement(OnAssessment[SettlementToConfirm]):
    """Confirm the latest settlement for one's side; with the last side the assessment is agreed."""

    name = "confirm-settlement"
    may = A_SIDE
    body_type = SettlementToConfirm

    def follow(self) -> None:
        """Read who the partners are where the policy asks for more than any one of them."""
        asked = self.policy.policy.agreement != "any_partner"
        self.asked = {side: self.know(SidePartners(side)) for side in self.context.sides} if asked else {}

    def decide(self) -> None:
        """Refuse what is not settled, another settlement or hash, a second voice and one voice for two sides."""
        self.require_revealed()
        body, assessment = self.body, self.assessment
        self.require(assessment.state == "settled", NothingSettled(f"Settle {self.subject} first."))
        self.check(
            body.digest or self.context.basis in REMEMBERED,
            SettlementDigestMissing("Give the hash beside the revision.", "/digest"),
        )
        latest = f"The latest is {assessment.revision} with the hash {assessment.digest}."
        self.check(body.revision == assessment.revision, SettlementOutdated(latest, "/revision"))
        self.check(body.digest in {None, assessment.digest}, SettlementOutdated(latest, "/digest"))
        giver, complete = self._word()
        self.record(
            SettlementConfirmed(
                assessment=self.subject,
                revision=assessment.revision,
                digest=assessment.digest,
                side=self.side,
                person=self.context.actor,
                policy=self.policy.revision,
                complete=complete,
                behalf_of=giver,
            )
        )
        self._agree()

    def _word(self) -> tuple[str | None, bool]:
        """Check who speaks; answer the partner whose delegate it is, and whether the side is complete with it."""
        assessment = self.assessment
        said: AbstractSet[str] = assessment.partners.get(self.side, {}).keys()
        giver = self.me.giver(self.side, self.context.moments, self.scope(), said)
        partner = giver or self.context.actor
        partners = self.asked[self.side].people if self.asked else set[str]()
        complete = self.policy.policy.completes(partners, {*said, partner})
        for person in filter(None, (self.context.actor, giver)):
            other = assessment.spoken.get(person, self.side)
            self.check(other == self.side, SamePersonBothSides(f"{person} has spoken for {other} here."))
        self.check(
            self.side not in assessment.complete and (complete or partner not in said),
            AlreadyConfirmed(f"{partner} or {self.side} as a whole has done so already."),
        )
        return giver, complete

    def _agree(self) -> None:
        assessment, content = self.assessment, self.assessment.content
        if content is None or not set(self.context.sides) <= assessment.complete.keys():
            return
        self.record(
            AssessmentAgreed(
                assessment=self.subject,
                revision=assessment.revision,
                digest=assessment.digest,
                items=content.items,
                opportunities=assessment.opportunities,
                sides=tuple(assessment.complete.values()),
                policy=self.policy.revision,
            )
        )
