"""Delegations: who may act for whose side, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from domain.kernel import Recorded
from domain.partnership.events import DelegationGranted, DelegationRevoked
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows


class DelegationItem(msgspec.Struct, frozen=True, kw_only=True):
    """One delegation; it holds from `begins` until `ends` unless it was revoked. No `scope`: in every one."""

    delegation: str
    giver: str
    receiver: str
    side: str
    scope: str | None
    begins: datetime
    ends: datetime
    revoked_at: datetime | None
    position: int


class DelegationMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a delegation."""

    granted: DelegationGranted | None = None
    revoked_at: datetime | None = None


def _delegation(event: Any) -> Iterable[str]:  # noqa: ANN401 - either event
    return (event.delegation,)


def _granted(memory: DelegationMemory, event: DelegationGranted, _: Recorded) -> None:
    memory.granted = event


def _revoked(memory: DelegationMemory, _event: DelegationRevoked, recorded: Recorded) -> None:
    memory.revoked_at = recorded.occurred_at


class Delegations(SubjectRows[DelegationMemory]):
    """Every delegation that was ever granted."""

    kind = "delegation"
    memory = DelegationMemory
    begins = frozenset({DelegationGranted})
    steps: ClassVar[Steps] = {DelegationGranted: (_delegation, _granted), DelegationRevoked: (_delegation, _revoked)}

    def item(self, memory: DelegationMemory) -> DelegationItem:
        """The delegation as it stands."""
        granted = memory.granted
        assert granted is not None  # noqa: S101 - a row begins with it
        return DelegationItem(
            delegation=memory.subject,
            giver=granted.giver,
            receiver=granted.receiver,
            side=granted.side,
            scope=granted.scope,
            begins=granted.begins,
            ends=granted.ends,
            revoked_at=memory.revoked_at,
            position=memory.position,
        )

    def marks(self, memory: DelegationMemory) -> Iterable[str]:
        """By side, giver, receiver, and whether it was revoked."""
        if memory.granted is not None:
            yield f"side:{memory.granted.side}"
            yield f"giver:{memory.granted.giver}"
            yield f"receiver:{memory.granted.receiver}"
        yield f"revoked:{memory.revoked_at is not None}".lower()
