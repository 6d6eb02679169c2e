"""API keys as the ledger knows them, without any secret."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from domain.kernel import Recorded
from domain.partnership.keys import KeyAccepted, KeyIssued, KeyRevoked
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows


class KeyItem(msgspec.Struct, frozen=True, kw_only=True):
    """One key. It works from `accepted_at` until it is revoked or expires; one that is not `pending` works at once."""

    key: str
    holder: str
    issuer: str
    prefix: str
    scopes: tuple[str, ...]
    pending: bool
    issued_at: datetime
    accepted_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    position: int


class KeyMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a key."""

    issued: KeyIssued | None = None
    issued_at: datetime | None = None
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None


def _key(event: Any) -> Iterable[str]:  # noqa: ANN401 - any event of a key
    return (event.key,)


def _issued(memory: KeyMemory, event: KeyIssued, recorded: Recorded) -> None:
    memory.issued, memory.issued_at = event, recorded.occurred_at
    memory.accepted_at = None if event.pending else recorded.occurred_at


def _accepted(memory: KeyMemory, _event: KeyAccepted, recorded: Recorded) -> None:
    memory.accepted_at = recorded.occurred_at


def _revoked(memory: KeyMemory, _event: KeyRevoked, recorded: Recorded) -> None:
    memory.revoked_at = recorded.occurred_at


class Keys(SubjectRows[KeyMemory]):
    """Every key that was ever issued."""

    kind = "key"
    memory = KeyMemory
    begins = frozenset({KeyIssued})
    steps: ClassVar[Steps] = {KeyIssued: (_key, _issued), KeyAccepted: (_key, _accepted), KeyRevoked: (_key, _revoked)}

    def item(self, memory: KeyMemory) -> KeyItem:
        """The key as it stands."""
        issued = memory.issued
        assert issued is not None  # noqa: S101 - a row begins with it
        return KeyItem(
            key=memory.subject,
            holder=issued.holder,
            issuer=issued.issuer,
            prefix=issued.prefix,
            scopes=issued.scopes,
            pending=memory.accepted_at is None,
            issued_at=memory.issued_at or memory.effective,
            accepted_at=memory.accepted_at,
            expires_at=issued.expires_at,
            revoked_at=memory.revoked_at,
            position=memory.position,
        )

    def marks(self, memory: KeyMemory) -> Iterable[str]:
        """By holder, issuer, and whether it was revoked."""
        if memory.issued is not None:
            yield f"holder:{memory.issued.holder}"
            yield f"issuer:{memory.issued.issuer}"
        yield f"revoked:{memory.revoked_at is not None}".lower()
