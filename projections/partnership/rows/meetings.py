"""Meetings, with their corrections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

import msgspec

from domain.kernel import Recorded
from domain.meetings.events import MeetingHeld, Minutes
from domain.partnership.correctable import RecordCorrected, corrected
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows

TAG = "meeting:"


class MeetingItem(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting: when, who was there, and where its minutes lie."""

    meeting: str
    title: str
    held_at: datetime
    present: tuple[str, ...]
    minutes: Minutes | None
    position: int


class MeetingMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a meeting."""

    held: MeetingHeld | None = None


def _corrected_meeting(event: RecordCorrected) -> Iterable[str]:
    if event.type == MeetingHeld.TOPIC:
        yield from (tag.removeprefix(TAG) for tag in event.subjects if tag.startswith(TAG))


def _held(memory: MeetingMemory, event: MeetingHeld, _: Recorded) -> None:
    memory.held = event


def _corrected(memory: MeetingMemory, event: RecordCorrected, _: Recorded) -> None:
    if memory.held is not None:
        memory.held = corrected(memory.held, event.field, event.to)


class Meetings(SubjectRows[MeetingMemory]):
    """Every meeting on the record."""

    kind = "meeting"
    memory = MeetingMemory
    begins = frozenset({MeetingHeld})
    steps: ClassVar[Steps] = {
        MeetingHeld: (lambda event: (event.meeting,), _held),
        RecordCorrected: (_corrected_meeting, _corrected),
    }

    def item(self, memory: MeetingMemory) -> MeetingItem:
        """The meeting."""
        held = memory.held
        assert held is not None  # noqa: S101 - a row begins with it
        return MeetingItem(
            meeting=memory.subject,
            title=held.title,
            held_at=held.held_at,
            present=held.present,
            minutes=held.minutes,
            position=memory.position,
        )

    def marks(self, memory: MeetingMemory) -> Iterable[str]:
        """By who was there."""
        return [f"present:{person}" for person in memory.held.present] if memory.held else []
