"""What an import has read or written lately, so that a chunk of commands costs few reads.

For each (event types, tag) that a command's state asked for, the matching events are kept in order: what the ledger
held at `committed`, behind it the events of the chunk on its way there, and behind those the events that are still to
be sent. Events of others are not followed: one that matters makes the append a conflict, and then everything is
forgotten and read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from domain.blind import PrivateEntry
from domain.kernel import Recorded, State
from eventstore.appends import Beside
from eventstore.unsealing import entry_of

LIMIT = 30_000
Asked = tuple[Any, str]


class Kept(msgspec.Struct, kw_only=True):
    """The events of certain types (none named: of any) with one tag; of `latest` states only the newest."""

    kinds: frozenset[type[Any]]
    latest: bool
    recorded: list[Recorded]


class Memory:
    """Events by what was asked for. With more than LIMIT of them it is `full` and should be made to forget."""

    def __init__(self) -> None:
        self.committed: int | None = None
        self._pending: list[Recorded] = []
        self._flying: list[Recorded] = []
        self._pending_sealed: dict[str, PrivateEntry] = {}
        self._flying_sealed: dict[str, PrivateEntry] = {}
        self._kept: dict[Asked, Kept] = {}
        self._by_tag: dict[str, list[Kept]] = {}
        self._relied: dict[Asked, State] = {}
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether it has grown as large as it should."""
        return self._size > LIMIT

    @property
    def base(self) -> int:
        """Where the ledger's head will be once the chunk on its way has arrived: what the next append counts from."""
        return (self.committed or 0) + len(self._flying)

    @property
    def relied(self) -> list[State]:
        """One state for everything that was recalled since the last chunk was stored: what the next append rests on."""
        return [*self._relied.values()]

    def missing(self, states: Iterable[State]) -> list[State]:
        """The states among these of which nothing is known yet, each (types, tag) once."""
        kept = self._kept
        wanted: dict[Asked, State] = {}
        for state in states:
            asked = _asked(state)
            if asked not in kept:
                wanted[asked] = state
        return [*wanted.values()]

    def learn(self, states: Sequence[State], head: int, recorded: Iterable[Recorded]) -> None:
        """Keep what was read for these states, with the ledger at `head`."""
        if self.committed is None:
            self.committed = head
        new: dict[str, list[Kept]] = {}
        for asked, state in {_asked(state): state for state in states}.items():
            kept = Kept(kinds=frozenset(state.types), latest=state.latest, recorded=[])
            self._kept[asked] = kept
            new.setdefault(state.tag, []).append(kept)
        arriving = (each for each in self._flying if each.position > head)
        for each in (*recorded, *arriving, *self._pending):
            self._spread(each, new)
        for tag, found in new.items():
            self._by_tag.setdefault(tag, []).extend(found)

    @property
    def sealed(self) -> dict[str, PrivateEntry]:
        """What events on their way commit to, by event id: not yet to be found beside the ledger."""
        return {**self._flying_sealed, **self._pending_sealed}

    def take(self, recorded: Iterable[Recorded], beside: Beside | None = None) -> None:
        """Take in what a command has just decided; its events get the positions that come next."""
        for kept in beside.private if beside else ():
            self._pending_sealed[kept.event] = entry_of(kept)
        position = self.base + len(self._pending)
        for each in recorded:
            position += 1
            placed = msgspec.structs.replace(each, position=position)
            self._pending.append(placed)
            self._spread(placed, self._by_tag)

    def recall(self, state: State) -> None:
        """Fold what is known into a state."""
        asked = _asked(state)
        self._relied[asked] = state
        fold = state.fold
        for recorded in self._kept[asked].recorded:
            fold(recorded)

    def launch(self) -> None:
        """Everything that was taken in is on its way to the ledger now."""
        self._flying, self._pending = self._pending, []
        self._flying_sealed, self._pending_sealed = self._pending_sealed, {}
        self._relied.clear()

    def settle(self, first: int, last: int) -> bool:
        """The chunk on its way is in the ledger at these positions; False where others wrote before it.

        What was taken in since then was decided without knowing that, so everything is forgotten.
        """
        alone = self.committed is not None and first == self.committed + 1
        self.committed = last
        self._flying.clear()
        self._flying_sealed.clear()
        if not alone:
            self.forget()
        return alone

    def forget(self) -> None:
        """Begin anew: everything is read again when it is asked for."""
        self.committed = None
        self._pending.clear()
        self._flying.clear()
        self._pending_sealed.clear()
        self._flying_sealed.clear()
        self._kept.clear()
        self._by_tag.clear()
        self._relied.clear()
        self._size = 0

    def _spread(self, recorded: Recorded, among: dict[str, list[Kept]]) -> None:
        kind = type(recorded.event)
        for tag in (*recorded.tags, ""):
            for kept in among.get(tag, ()):
                if not kept.kinds or kind in kept.kinds:
                    if kept.latest:
                        kept.recorded.clear()
                    kept.recorded.append(recorded)
                    self._size += 1


def _asked(state: State) -> Asked:
    """What a state reads: its class says so, unless the instance narrows the types. Classes are quick to look up."""
    kind, types = type(state), state.types
    narrowed: Any = kind if types is kind.folds else (kind, *types)
    return narrowed, state.tag
