"""A key is made worthless."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.partnership.keys import ApiKey, KeyEnded, KeyRevoked, KeyUnknown
from domain.partnership.refusals import NotYours
from domain.refusals import Refused


class KeyRevocation(Body):
    """Why it ends."""

    reason: Text


class RevokeKey(Act[KeyRevocation]):
    """Revoke a key: its holder or an owner. It is never too late to revoke an expired one, only a revoked one."""

    name = "revoke-key"
    may = frozenset({Role.OWNER, Role.PERSON, Role.INTEGRATION})
    body_type = KeyRevocation
    subject_type = "key"
    minutable = False
    even_archived = True

    def prepare(self) -> None:
        """Read the key."""
        self.key = self.know(ApiKey(self.subject))

    def decide(self) -> None:
        """Refuse unknown and revoked keys, and other people's unless an owner acts."""
        issued = self.key.issued
        if issued is None:
            raise Refused([KeyUnknown(f"{self.subject} is not known.")])
        self.require(
            issued.holder == self.context.actor or Role.OWNER in self.roles(),
            NotYours(f"{self.subject} is somebody else's."),
        )
        self.check(not self.key.revoked, KeyEnded(f"{self.subject} was revoked."))
        self.record(KeyRevoked(key=self.subject, holder=issued.holder, reason=self.body.reason))
        self.keys["revoked"] = (self.subject,)
