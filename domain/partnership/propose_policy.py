"""Somebody proposes how the partnership wants to work together: the policy as a whole."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.canonical import content_hash
from domain.fields import Text
from domain.partnership.member import Member
from domain.partnership.policy import Policy, PolicyProposal, PolicyProposalVoided, PolicyProposed
from domain.refusals import Refusal

MAX_NAMED = 20


class PolicyDraft(Body):
    """The whole policy; what is left out takes its default, not its present value."""

    policy: Policy
    reason: Text | None = None


class RangeInverted(Refusal):
    """A range goes from its smaller to its larger end."""

    rule = "policy.range-inverted"


class ThresholdOutsideScale(Refusal):
    """A threshold lies on the scale."""

    rule = "policy.threshold-outside-scale"


class NamedPartnersMissing(Refusal):
    """Where named partners agree, each required side has one who is a partner now."""

    rule = "policy.named-partners-missing"


class ProposePolicy(Act[PolicyDraft]):
    """Propose the next revision of the policy. It voids an older proposal that is still open."""

    name = "propose-policy"
    may = frozenset({Role.PARTNER, Role.DELEGATE})
    body_type = PolicyDraft

    def prepare(self) -> None:
        """Read the newest proposal and the partners it names."""
        self.former = self.know(PolicyProposal())
        self.named = [self.know(Member(person)) for person in self.body.policy.named_partners[:MAX_NAMED]]

    def decide(self) -> None:
        """Refuse a policy that contradicts itself."""
        self._check_numbers(self.body.policy)
        self._check_named(self.body.policy)
        former, revision = self.former.proposed, self.former.revision + 1
        if former is not None and former.revision != self.policy.revision:
            self.record(PolicyProposalVoided(revision=former.revision, digest=former.digest, by=revision))
        policy = self.body.policy
        self.record(
            PolicyProposed(
                revision=revision,
                digest=content_hash(policy),
                policy=policy,
                side=self.side,
                reason=self.body.reason,
            )
        )

    def _check_numbers(self, policy: Policy) -> None:
        lowest, highest = policy.scale
        for name in ("scale", "okr_range", "target_condition_days"):
            start, end = getattr(policy, name)
            smaller = start < end if name == "scale" else start <= end
            self.check(smaller, RangeInverted(f"{name} goes from {start} to {end}.", f"/policy/{name}"))
        for name in ("difficulty_high_from", "urgency_high_from"):
            threshold = getattr(policy, name)
            self.check(
                lowest <= threshold <= highest,
                ThresholdOutsideScale(f"{threshold} is not between {lowest} and {highest}.", f"/policy/{name}"),
            )

    def _check_named(self, policy: Policy) -> None:
        if policy.agreement != "named":
            return
        present = set().union(*(member.sides for member in self.named))
        missing = [side for side in self.context.sides if side not in present]
        self.check(
            not missing,
            NamedPartnersMissing(f"No named partner of {', '.join(missing)}.", "/policy/named_partners"),
        )
