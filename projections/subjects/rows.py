"""One row per subject of the playbook, whatever its kind: what it is called, where it stands, whom it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from domain.kernel import Event, Recorded
from projections.projector import Memory

Fold: TypeAlias = Callable[["SubjectMemory", Any, Recorded], None]
F = TypeVar("F", bound=Fold)
_encode = msgspec.json.Encoder().encode


class SubjectItem(msgspec.Struct, frozen=True, kw_only=True):
    """One subject. `title` is how it is known and `state` where it stands.

    `marks` are what its list can be narrowed by, such as the team of a kata or the category of a signal. `position` is
    the place of the last event that changed this line.
    """

    id: str
    kind: str
    title: str
    state: str
    marks: dict[str, list[str]]
    began_at: datetime
    changed_at: datetime
    position: int


class SubjectMemory(Memory, kw_only=True, omit_defaults=True):
    """What is remembered of a subject; `further` is what the items of its kind have beside those of every kind."""

    kind: str
    subject: str
    began_at: datetime
    began_position: int
    title: str = ""
    state: str = ""
    marks: dict[str, list[str]] = msgspec.field(default_factory=dict)
    further: dict[str, Any] = msgspec.field(default_factory=dict)

    def mark(self, name: str, *values: str | None) -> None:
        """Say what the subject is marked with under a name, in place of what it was."""
        given = [value for value in dict.fromkeys(values) if value]
        self.marks.pop(name, None)
        if given:
            self.marks[name] = given


class Step(NamedTuple):
    """How an event type changes the row of a kind of subjects whose id stands in a field."""

    kind: str
    field: str
    fold: Fold
    begins: bool


class Rows:
    """The steps of one kind of subjects: which events begin a row, which ones change it, and what it shows."""

    def __init__(self, kind: str, field: str, item: type[SubjectItem] = SubjectItem) -> None:
        self.kind = kind
        self.field = field
        self.item = item
        self.steps: dict[type[Event], Step] = {}
        self.corrections: dict[tuple[str, str], Fold] = {}

    def begin(self, *kinds: type[Event]) -> Callable[[F], F]:
        """Declare what begins a row."""
        return self._declare(kinds, begins=True)

    def on(self, *kinds: type[Event]) -> Callable[[F], F]:
        """Declare what changes a row."""
        return self._declare(kinds, begins=False)

    def becomes(self, state: str, *kinds: type[Event]) -> None:
        """Declare events after which a subject stands in a state."""

        def stand(memory: SubjectMemory, _event: Event, _: Recorded) -> None:
            memory.state = state

        self.on(*kinds)(stand)

    def corrected(self, kind: type[Event], field: str) -> Callable[[F], F]:
        """Declare what a correction of an event's field changes."""

        def declare(fold: F) -> F:
            self.corrections[kind.TOPIC, field] = fold
            return fold

        return declare

    def _declare(self, kinds: Iterable[type[Event]], *, begins: bool) -> Callable[[F], F]:
        def declare(fold: F) -> F:
            self.steps |= {kind: Step(self.kind, self.field, fold, begins) for kind in kinds}
            return fold

        return declare


def values_of(memory: SubjectMemory, item_type: type[SubjectItem] = SubjectItem) -> tuple[Any, ...]:
    """The row's values: kind, subject, where it began, marks and the item."""
    item = item_type(
        id=memory.subject,
        kind=memory.kind,
        title=memory.title,
        state=memory.state,
        marks=memory.marks,
        began_at=memory.began_at,
        changed_at=memory.effective,
        position=memory.position,
        **memory.further,
    )
    marks = sorted(f"{name}:{value}" for name, values in memory.marks.items() for value in values)
    return (
        memory.kind,
        memory.subject,
        memory.began_position,
        [f"state:{memory.state}", *marks],
        _encode(item).decode(),
    )
