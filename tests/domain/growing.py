"""A ledger that grows in memory: an act that is not refused becomes part of it, a minute after the one before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Self, TypeVar

from msgspec.structs import replace

from domain.kernel import Command, Event, Recorded, State
from tests.domain.story import BEGINNING, SIDES, Outcome, Story, an_id, fact

S = TypeVar("S", bound=State)


class Growing(Story):
    """A story with positions, ids of events, and sealed contents beside it as the store keeps them."""

    def __init__(self, *history: Event | Recorded, sides: tuple[str, ...] = SIDES) -> None:
        super().__init__([], sides)
        self.now = BEGINNING + timedelta(hours=1)
        for item in history:
            self._append(item if isinstance(item, Recorded) else fact(item))

    def happened(self, *events: Event) -> Self:
        """Facts from elsewhere."""
        for event in events:
            self._append(fact(event, at=self.now))
        return self

    def does(self, by: str, command: type[Command], subject: str, body: Any, **context: Any) -> Outcome:
        """Somebody acts; what is recorded stays."""
        self.now += timedelta(minutes=1)
        outcome = self.when(command, subject, body, by=by, now=self.now, **context)
        at, basis, act = context.get("occurred_at") or self.now, context.get("basis", "first_hand"), outcome.act
        for place, event in enumerate(outcome.events):
            name = self._append(fact(event, actor=by, side=act.side, at=at, basis=basis))
            if kept := act.private.get(place):
                self.contents[name] = kept
        if outcome.events:
            for name in act.forget:
                self.contents.pop(name, None)
        return outcome

    def goes(self, by: str, command: type[Command], subject: str, body: Any, **context: Any) -> Outcome:
        """Somebody acts and nobody refuses."""
        outcome = self.does(by, command, subject, body, **context)
        assert not outcome.refusals, [f"{refusal.rule}: {refusal.detail}" for refusal in outcome.refusals]
        return outcome

    def state(self, kind: Callable[[str], S], subject: str) -> S:
        """A subject as it stands."""
        found = kind(subject)
        for recorded in self.history:
            if found.sees(recorded):
                found.fold(recorded)
        return found

    def _append(self, recorded: Recorded) -> str:
        position = len(self.history) + 1
        placed = replace(recorded, id=an_id("evt", position), position=position)
        self.history.append(placed)
        return placed.id
