"""API keys as the ledger knows them: whose, from whom, for what. The secret never gets here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from domain.fields import Moment, Text
from domain.ids import ActorId, KeyId
from domain.kernel import Event, Recorded, State, Tag, event
from domain.refusals import Kind, Refusal

KeyScope = Literal["read", "write", "admin"]
KeyPrefix = Annotated[str, Meta(min_length=4, max_length=32, pattern="^[0-9a-zA-Z]+$(?!\\n)")]


@event("key-issued")
class KeyIssued(Event):
    """Somebody gave a person or an integration a key. A pending one works only once its holder has accepted it."""

    key: Annotated[KeyId, Tag("key")]
    holder: Annotated[ActorId, Tag("member")]
    issuer: Annotated[ActorId, Tag("member")]
    prefix: KeyPrefix
    scopes: tuple[KeyScope, ...]
    pending: bool
    expires_at: Moment | None = None


@event("key-accepted")
class KeyAccepted(Event):
    """The holder took the key on: what is done with it counts as the holder's."""

    key: Annotated[KeyId, Tag("key")]
    holder: Annotated[ActorId, Tag("member")]


@event("key-revoked")
class KeyRevoked(Event):
    """The key works no more."""

    key: Annotated[KeyId, Tag("key")]
    holder: Annotated[ActorId, Tag("member")]
    reason: Text


class KeyUnknown(Refusal):
    """No such key."""

    rule = "keys.unknown"
    kind = Kind.NOT_FOUND


class KeyEnded(Refusal):
    """The key was revoked or has expired."""

    rule = "keys.ended"
    kind = Kind.CONFLICT


class ApiKey(State):
    """One key: how it was issued, whether it was accepted or revoked."""

    folds = (KeyIssued, KeyAccepted, KeyRevoked)

    def __init__(self, key: str) -> None:
        super().__init__(f"key:{key}")
        self.issued: KeyIssued | None = None
        self.accepted = False
        self.revoked = False

    @property
    def known(self) -> bool:
        """Whether the key exists."""
        return self.issued is not None

    def works(self, at: datetime) -> bool:
        """Whether one may act with it at a time."""
        return self.accepted and not self.ended(at)

    def ended(self, at: datetime) -> bool:
        """Whether it was revoked or has expired at a time."""
        expires_at = self.issued.expires_at if self.issued else None
        return self.revoked or (expires_at is not None and expires_at <= at)

    def fold(self, recorded: Recorded) -> None:
        """Take the issue, the acceptance or the end in."""
        match recorded.event:
            case KeyIssued() as issued:
                self.issued = issued
                self.accepted = not issued.pending
            case KeyAccepted():
                self.accepted = True
            case KeyRevoked():
                self.revoked = True


class HeldKeys(State):
    """The keys that one person holds and that were not revoked."""

    folds = (KeyIssued, KeyRevoked)

    def __init__(self, person: str) -> None:
        super().__init__(f"member:{person}")
        self.person = person
        self.keys: dict[str, None] = {}

    def fold(self, recorded: Recorded) -> None:
        """Take an issue or an end in."""
        match recorded.event:
            case KeyIssued(key=key, holder=holder) if holder == self.person:
                self.keys[key] = None
            case KeyRevoked(key=key):
                self.keys.pop(key, None)
