"""What an import has read or written lately, so that a chunk of commands costs few reads.

For each (event types, tag) that a command's state asked for, the matching events are kept in order: what the ledger
held at `committed`, and behind it the chunk's own events that are still to be appended. Events of others are not
followed: one that matters makes the append a conflict, and then everything is forgotten and read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from domain.kernel import Event, Recorded, State

LIMIT = 100_000
Asked = tuple[tuple[type[Event], ...], str]


class Memory:
    """Events by what was asked for. Bounded: with more than LIMIT of them it forgets all at the end of a chunk."""

    def __init__(self) -> None:
        self.committed: int | None = None
        self._pending: list[Recorded] = []
        self._kept: dict[Asked, list[Recorded]] = {}
        self._by_tag: dict[str, list[Asked]] = {}
        self._size = 0

    def missing(self, states: Iterable[State]) -> list[State]:
        """The states among these of which nothing is known yet, each (types, tag) once."""
        wanted = {(state.folds, state.tag): state for state in states}
        return [state for asked, state in wanted.items() if asked not in self._kept]

    def learn(self, states: Sequence[State], head: int, recorded: Iterable[Recorded]) -> None:
        """Keep what was read for these states, with the ledger at `head`."""
        if self.committed is None:
            self.committed = head
        new = {(state.folds, state.tag) for state in states}
        for asked in new:
            self._kept[asked] = []
            self._by_tag.setdefault(asked[1], []).append(asked)
        for each in (*recorded, *self._pending):
            self._spread(each, new)

    def take(self, recorded: Iterable[Recorded]) -> None:
        """Take in the events of a command that was just decided; they get the positions that come next."""
        position = (self.committed or 0) + len(self._pending)
        for each in recorded:
            position += 1
            placed = msgspec.structs.replace(each, position=position)
            self._pending.append(placed)
            self._spread(placed, None)

    def recall(self, state: State) -> None:
        """Fold what is known into a state."""
        kept = self._kept[(state.folds, state.tag)]
        for recorded in kept[-1:] if state.latest else kept:
            state.fold(recorded)

    def settle(self, first: int, last: int) -> None:
        """The chunk's events are in the ledger at these positions."""
        alone = self.committed is not None and first == self.committed + 1
        self.committed = last
        self._pending.clear()
        if not alone or self._size > LIMIT:
            self.forget()

    def forget(self) -> None:
        """Begin anew: everything is read again when it is asked for."""
        self.committed = None
        self._pending.clear()
        self._kept.clear()
        self._by_tag.clear()
        self._size = 0

    def _spread(self, recorded: Recorded, among: set[Asked] | None) -> None:
        kind = type(recorded.event)
        for tag in (*recorded.tags, ""):
            for asked in self._by_tag.get(tag, ()):
                if kind in asked[0] and (among is None or asked in among):
                    self._kept[asked].append(recorded)
                    self._size += 1
