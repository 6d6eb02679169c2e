"""Minuted acts: what was written down in a meeting, and whether the person stands by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Literal

import msgspec

from domain.kernel import Recorded
from domain.meetings.events import ActMinuted, MinuteConfirmed, MinuteDisputed
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows

Standing = Literal["waiting", "confirmed", "disputed"]


class ActItem(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a person as minuted: the command, its subject and body. It counts once it is confirmed."""

    act: str
    meeting: str
    person: str
    standing: Standing
    command: str
    subject: str
    body: dict[str, Any]
    minuted_by: str
    minuted_at: datetime
    settled_at: datetime | None
    reason: str | None
    position: int


class ActMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a minuted act."""

    minuted: ActMinuted | None = None
    minuted_by: str = ""
    minuted_at: datetime | None = None
    standing: Standing = "waiting"
    settled_at: datetime | None = None
    reason: str | None = None


def _acts(event: MinuteConfirmed | MinuteDisputed) -> Iterable[str]:
    return event.acts


def _minuted(memory: ActMemory, event: ActMinuted, recorded: Recorded) -> None:
    memory.minuted, memory.minuted_by, memory.minuted_at = event, recorded.actor, recorded.occurred_at


def _confirmed(memory: ActMemory, _event: MinuteConfirmed, recorded: Recorded) -> None:
    memory.standing, memory.settled_at = "confirmed", recorded.occurred_at


def _disputed(memory: ActMemory, event: MinuteDisputed, recorded: Recorded) -> None:
    memory.standing, memory.settled_at, memory.reason = "disputed", recorded.occurred_at, event.reason


class MinutedActs(SubjectRows[ActMemory]):
    """Every act that was minuted to be confirmed."""

    kind = "act"
    memory = ActMemory
    begins = frozenset({ActMinuted})
    steps: ClassVar[Steps] = {
        ActMinuted: (lambda event: (event.act,), _minuted),
        MinuteConfirmed: (_acts, _confirmed),
        MinuteDisputed: (_acts, _disputed),
    }

    def item(self, memory: ActMemory) -> ActItem:
        """The act as it stands."""
        minuted = memory.minuted
        assert minuted is not None  # noqa: S101 - a row begins with it
        return ActItem(
            act=memory.subject,
            meeting=minuted.meeting,
            person=minuted.person,
            standing=memory.standing,
            command=minuted.command,
            subject=minuted.subject,
            body=minuted.body,
            minuted_by=memory.minuted_by,
            minuted_at=memory.minuted_at or memory.effective,
            settled_at=memory.settled_at,
            reason=memory.reason,
            position=memory.position,
        )

    def marks(self, memory: ActMemory) -> Iterable[str]:
        """By meeting, person and standing."""
        if memory.minuted is not None:
            yield f"meeting:{memory.minuted.meeting}"
            yield f"person:{memory.minuted.person}"
        yield f"standing:{memory.standing}"
