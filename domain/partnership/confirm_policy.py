"""A side confirms the proposed policy; with the last side it is in force."""

from __future__ import annotations

from domain.acting import A_SIDE, Act, Body
from domain.fields import Digest, Revision
from domain.partnership.policy import PolicyAdopted, PolicyConfirmations, PolicyConfirmed, PolicyProposal
from domain.refusals import Kind, Refusal, Refused


class PolicyConsent(Body):
    """The revision that the side confirms, and the hash of what it says (rule G4)."""

    revision: Revision
    digest: Digest | None = None


class PolicyNotProposed(Refusal):
    """No policy is proposed."""

    rule = "policy.not-proposed"
    kind = Kind.NOT_FOUND


class PolicyAlreadyAdopted(Refusal):
    """That revision is in force already."""

    rule = "policy.already-adopted"
    kind = Kind.CONFLICT


class PolicyRevisionStale(Refusal):
    """Another revision is the newest proposal."""

    rule = "policy.revision-stale"
    kind = Kind.CONFLICT


class PolicyDigestDiffers(Refusal):
    """The hash is not the one of the proposed policy."""

    rule = "policy.digest-differs"
    kind = Kind.CONFLICT


class PolicyDigestMissing(Refusal):
    """A first-hand or minuted confirmation names the hash of what it confirms."""

    rule = "policy.digest-missing"


class PolicyAlreadyConfirmed(Refusal):
    """That side has confirmed already."""

    rule = "policy.already-confirmed"
    kind = Kind.CONFLICT


class PolicyConfirmedForAnotherSide(Refusal):
    """One person never supplies the consent of two sides (rule G3)."""

    rule = "policy.same-person-both-sides"
    kind = Kind.CONFLICT


class ConfirmPolicy(Act[PolicyConsent]):
    """Confirm the newest proposal for the own side."""

    name = "confirm-policy"
    may = A_SIDE
    body_type = PolicyConsent

    def prepare(self) -> None:
        """Read the newest proposal and who confirmed it."""
        self.proposal = self.know(PolicyProposal())
        self.confirmations = self.know(PolicyConfirmations())

    def decide(self) -> None:
        """Refuse another revision or hash, a second word of the same side, one person for two sides."""
        body, proposed = self.body, self.proposal.proposed
        if proposed is None:
            raise Refused([PolicyNotProposed("Nothing waits for confirmation.")])
        self.require(
            proposed.revision != self.policy.revision,
            PolicyAlreadyAdopted(f"Revision {proposed.revision} is in force, and no other is proposed."),
        )
        self.require(
            proposed.revision == body.revision,
            PolicyRevisionStale(f"The newest proposal is revision {proposed.revision}.", "/revision"),
        )
        self._check_digest(proposed.digest)
        self.after(self.proposal.proposed_at, f"revision {proposed.revision} was proposed")
        confirmed, me = self.confirmations.of(proposed.revision), self.context.actor
        self.check(self.side not in confirmed, PolicyAlreadyConfirmed(f"{self.side} has confirmed it.", "/side"))
        self.check(
            all(person != me for side, person in confirmed.items() if side != self.side),
            PolicyConfirmedForAnotherSide(f"{me} confirmed it for another side."),
        )
        confirmed = {**confirmed, self.side: me}
        revision, digest = proposed.revision, proposed.digest
        self.record(PolicyConfirmed(revision=revision, digest=digest, side=self.side, person=me, confirmed=confirmed))
        if set(self.context.sides) <= set(confirmed):
            self.record(PolicyAdopted(revision=revision, digest=digest, policy=proposed.policy))

    def _check_digest(self, digest: str) -> None:
        given = self.body.digest
        if given is None:
            fills_in = self.context.basis in {"imported", "inferred"}
            self.check(fills_in, PolicyDigestMissing(f"Revision {self.body.revision} needs its hash.", "/digest"))
        else:
            self.check(given == digest, PolicyDigestDiffers(f"The proposal's hash is {digest}.", "/digest"))
