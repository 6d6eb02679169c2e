"""The words that domain tests are told in: `given(...).when(command, ...).then(...)` or `.refused(...)`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from domain import ids
from domain.blind import PrivateEntry
from domain.kernel import Command, Context, Event, Recorded, tags_of
from domain.refusals import Refusal, Refused

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SIDES = ("technology", "business")


def an_id(prefix: str, number: int) -> str:
    """A valid, readable-in-tests id: the same number gives the same id."""
    return ids.new_id(prefix, 1_770_000_000_000 + number, number)


def fact(
    event: Event, *, actor: str = "", side: str = "none", at: datetime | None = None, basis: str = "first_hand"
) -> Recorded:
    """A recorded event with an envelope, for `given`."""
    when = at or BEGINNING
    return Recorded(
        event=event,
        tags=tags_of(event),
        id=an_id("evt", 1),
        occurred_at=when,
        recorded_at=when,
        actor=actor,
        side=side,
        basis=basis,
    )


def pseudonym(text: str) -> str:
    """Stand in for the keyed hash of the service."""
    return hashlib.sha256(b"secret " + text.encode()).hexdigest()


class Outcome:
    """What a command did: its events or its refusals."""

    def __init__(self, events: Sequence[Event], refusals: Sequence[Refusal], act: Command) -> None:
        self.events = list(events)
        self.refusals = list(refusals)
        self.act = act

    def then(self, *expected: Event | type[Event]) -> Self:
        """The command recorded exactly these events, in order (a type alone compares the type)."""
        assert not self.refusals, [f"{r.rule}: {r.detail}" for r in self.refusals]
        shown = [
            got if isinstance(want, Event) else type(got) for got, want in zip(self.events, expected, strict=False)
        ]
        assert shown == list(expected), self.events
        assert len(self.events) == len(expected), self.events
        return self

    def refused(self, *expected: type[Refusal]) -> Self:
        """The command was refused for exactly these reasons and recorded nothing."""
        assert {type(r) for r in self.refusals} == set(expected), (
            self.events,
            [f"{r.rule}: {r.detail}" for r in self.refusals],
        )
        return self


class Story:
    """A history, and the commands one may try on it."""

    def __init__(self, history: Sequence[Recorded], sides: tuple[str, ...] = SIDES) -> None:
        self.history = list(history)
        self.sides = sides
        self.contents: dict[str, PrivateEntry] = {}

    def when(
        self,
        command: type[Command],
        subject: str = "",
        body: Any = None,
        *,
        by: str,
        now: datetime | None = None,
        **context: Any,
    ) -> Outcome:
        """Run a command against the history as the ledger would: read its boundary, follow, decide."""
        counter = iter(range(9000, 10000))
        context = {"new_salt": lambda: bytes(range(32)), "pseudonym": pseudonym, **context}
        ctx = Context(
            workspace="acme",
            sides=self.sides,
            actor=by,
            now=now or BEGINNING + timedelta(hours=1),
            new_id=lambda prefix: an_id(prefix, next(counter)),
            **context,
        )
        act = _build(command, ctx, subject, body)
        self._read(act, 0)
        known = len(act.states)
        act.follow()
        self._read(act, known)
        act.contents = {event: self.contents[event] for event in act.unseals() if event in self.contents}
        try:
            act.execute()
        except Refused as refused:
            assert not act.collect_events(), "a refusal leaves no event"
            return Outcome([], refused.refusals, act)
        return Outcome([tagged.decision for tagged in act.collect_events()], [], act)

    def _read(self, act: Command, start: int) -> None:
        for state in act.states[start:]:
            seen = [recorded for recorded in self.history if state.sees(recorded)]
            for recorded in seen[-1:] if state.latest else seen:
                state.fold(recorded)


def _build(command: Callable[..., Command], ctx: Context, subject: str, body: Any) -> Command:
    return command(ctx, subject, body)


def given(*history: Recorded | Event, sides: tuple[str, ...] = SIDES) -> Story:
    """Begin with what has happened so far; bare events get an envelope without actor."""
    return Story([item if isinstance(item, Recorded) else fact(item) for item in history], sides)
