"""A delegation ends before its time."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.partnership.delegation import Delegation
from domain.partnership.events import DelegationRevoked
from domain.refusals import Kind, Refusal, Refused


class Revocation(Body):
    """Why it ends."""

    reason: Text


class DelegationUnknown(Refusal):
    """No such delegation."""

    rule = "partnership.delegation-unknown"
    kind = Kind.NOT_FOUND


class DelegationEnded(Refusal):
    """The delegation has ended already."""

    rule = "partnership.delegation-ended"
    kind = Kind.CONFLICT


class DelegationOfAnotherSide(Refusal):
    """A side ends only its own delegations."""

    rule = "partnership.delegation-of-another-side"
    kind = Kind.FORBIDDEN


class RevokeDelegation(Act[Revocation]):
    """End a delegation: its giver, its receiver, another partner of that side, or an owner."""

    name = "revoke-delegation"
    may = frozenset({Role.PARTNER, Role.DELEGATE, Role.OWNER})
    body_type = Revocation
    subject_type = "del"

    def prepare(self) -> None:
        """Read the delegation."""
        self.delegation = self.know(Delegation(self.subject))

    def decide(self) -> None:
        """Refuse what is unknown, over, or another side's."""
        granted = self.delegation.granted
        if granted is None:
            raise Refused([DelegationUnknown(f"{self.subject} is not known.")])
        self.check(
            not self.delegation.revoked and self.context.claimed < granted.ends,
            DelegationEnded(f"{self.subject} is over."),
        )
        self.check(
            self.context.actor == granted.receiver or granted.side in self.me.sides or Role.OWNER in self.roles(),
            DelegationOfAnotherSide(f"{self.subject} belongs to {granted.side}."),
        )
        self.record(
            DelegationRevoked(
                delegation=granted.delegation,
                giver=granted.giver,
                receiver=granted.receiver,
                reason=self.body.reason,
            )
        )
