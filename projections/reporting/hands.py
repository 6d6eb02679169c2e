"""Lines of acts that somebody else typed: a person's minutes, beside what the person did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from domain.kernel import Event, Recorded
from projections.reporting.lines import KNOWN, Begin, LineMemory, Lines, ReportItem, begun


class HandLine(ReportItem, kw_only=True):
    """One event that a person typed for another."""

    recorder: str


class Hands(Lines[HandLine]):
    """One line for each event that had a recorder."""

    kind = "hand"
    memory = LineMemory[HandLine]
    begins: ClassVar[dict[type[Event], Begin]] = {}
    folds: ClassVar[frozenset[type[Event]]] = KNOWN
    ignores: ClassVar[frozenset[type[Event]]] = frozenset()

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The event, if it had a recorder."""
        return (str(recorded.position),) if recorded.recorder else ()

    def begin(self, subject: str, recorded: Recorded) -> LineMemory[HandLine] | None:
        """A line for the recorder."""
        recorder = recorded.recorder
        if recorder is None:
            return None
        item = HandLine(at=recorded.occurred_at, recorded_at=recorded.recorded_at, recorder=recorder)
        name = subject.removeprefix("hand:")
        return begun("hand", name, item, recorded, parent=f"person:{recorder}")
