"""The steps of one kind of matters: which events begin a row, which change it, which say nothing that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from domain.kernel import Event, Recorded
from projections.matters.memory import MatterMemory

Fold: TypeAlias = Callable[[MatterMemory, Any, Recorded], None]
Named: TypeAlias = Callable[[Any], Iterable[str]]
F = TypeVar("F", bound=Fold)


class Step(NamedTuple):
    """How an event type changes the rows of a kind, and which ones. `begins`: also where there is none yet."""

    kind: str
    named: Named
    fold: Fold
    begins: bool


class Matters:
    """One kind of subjects, with the field of its events that names the subject (unless `named` does)."""

    def __init__(self, kind: str, field: str) -> None:
        self.kind = kind
        self.field = field
        self.steps: dict[type[Event], Step] = {}
        self.corrections: dict[tuple[str, str], Fold] = {}
        self.ignored: set[type[Event]] = set()

    def begin(self, *kinds: type[Event], named: Named | None = None) -> Callable[[F], F]:
        """Declare what begins a row; one that is there already is changed by it."""
        return self._declare(kinds, begins=True, named=named)

    def on(self, *kinds: type[Event], named: Named | None = None) -> Callable[[F], F]:
        """Declare what changes a row; `named` gives the subjects where the field does not."""
        return self._declare(kinds, begins=False, named=named)

    def corrected(self, kind: type[Event], field: str) -> Callable[[F], F]:
        """Declare what a correction of an event's field changes."""

        def declare(fold: F) -> F:
            self.corrections[kind.TOPIC, field] = fold
            return fold

        return declare

    def ignore(self, *kinds: type[Event]) -> None:
        """Declare events of these subjects after which nothing waits that did not, and nothing less."""
        self.ignored |= set(kinds)

    def _declare(self, kinds: Iterable[type[Event]], *, begins: bool, named: Named | None = None) -> Callable[[F], F]:
        of_field = attrgetter(self.field)

        def declare(fold: F) -> F:
            self.steps |= {
                kind: Step(self.kind, named or (lambda event: (of_field(event),)), fold, begins) for kind in kinds
            }
            return fold

        return declare
