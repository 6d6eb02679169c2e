"""A person takes a key on that somebody else issued."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.partnership.keys import ApiKey, KeyAccepted, KeyEnded, KeyUnknown
from domain.refusals import Kind, Refusal, Refused


class KeyAlreadyAccepted(Refusal):
    """The key works already."""

    rule = "keys.already-accepted"
    kind = Kind.CONFLICT


class KeyOfAnother(Refusal):
    """A key is accepted by its holder only."""

    rule = "keys.of-another"
    kind = Kind.FORBIDDEN


class AcceptKey(Act[Body]):
    """Accept the own key; it works from here."""

    name = "accept-key"
    may = frozenset({Role.PERSON})
    subject_type = "key"
    minutable = False

    def prepare(self) -> None:
        """Read the key."""
        self.key = self.know(ApiKey(self.subject))

    def decide(self) -> None:
        """Refuse unknown, ended and accepted keys, and other people's."""
        issued = self.key.issued
        if issued is None:
            raise Refused([KeyUnknown(f"{self.subject} is not known.")])
        self.require(issued.holder == self.context.actor, KeyOfAnother(f"{self.subject} is somebody else's."))
        self.require(not self.key.ended(self.context.now), KeyEnded(f"{self.subject} is over."))
        self.check(not self.key.accepted, KeyAlreadyAccepted(f"{self.subject} works already."))
        self.record(KeyAccepted(key=self.subject, holder=issued.holder))
        self.keys["accepted"] = (self.subject,)
