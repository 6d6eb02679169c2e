"""A history that grows as acts are carried out, with a place in the ledger for each event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.kernel import Command, Event, Recorded, tags_of
from tests.domain.story import BEGINNING, Outcome, Story, an_id, fact


class Growing(Story):
    """An act that is not refused becomes part of the history, a minute after the one before."""

    def __init__(self, history: Sequence[Event | Recorded]) -> None:
        super().__init__([])
        self.now = BEGINNING + timedelta(hours=1)
        for item in history:
            self._add(item.event if isinstance(item, Recorded) else item, by="", at=BEGINNING)

    def does(self, by: str, command: type[Command], subject: str, body: Any) -> Outcome:
        """Somebody acts; what is recorded stays."""
        self.now += timedelta(minutes=1)
        outcome = self.when(command, subject, body, by=by, now=self.now)
        for event in outcome.events:
            self._add(event, by=by, at=self.now)
        return outcome

    def _add(self, event: Event, *, by: str, at: datetime) -> None:
        position = len(self.history) + 1
        recorded = fact(event, actor=by, at=at)
        self.history.append(
            Recorded(
                event=event,
                tags=tags_of(event),
                id=an_id("evt", position),
                position=position,
                occurred_at=recorded.occurred_at,
                recorded_at=recorded.recorded_at,
                actor=by,
            )
        )
