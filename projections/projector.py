"""What a projection says about itself: which events it folds, into what, and how that is written as a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from domain.kernel import Event, Recorded
from eventstore.workspaces import Workspace


class Memory(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the fold of one row must remember. It became as it is at `position`, and counts from `effective` on.

    `effective` is the claimed time of its last event, but never earlier than that of the event before: events are left
    out of a view of the past, never put into another order.
    """

    position: int
    effective: datetime


M = TypeVar("M", bound=Memory)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Where rows are kept. `columns` are those of a row in order, `memory` comes after them.

    `load` reads memories by subject; `keep` writes one row, new or changed; `drop` and `drop_versions` delete some rows
    of a generation and answer how many. With `versions` former rows are kept in that table, with the position and the
    effective time up to which they held.
    """

    name: str
    columns: tuple[str, ...]
    load: str
    keep: str
    drop: str
    versions: str | None = None
    drop_versions: str | None = None


class Projector(Generic[M]):
    """One kind of rows. Every event of the catalogue is either folded or ignored on purpose."""

    folds: ClassVar[frozenset[type[Event]]] = frozenset()
    ignores: ClassVar[frozenset[type[Event]]] = frozenset()
    table: ClassVar[Table]
    memory: type[M]

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """Whose rows an event may change."""
        raise NotImplementedError(type(self).__name__)

    def begin(self, subject: str, recorded: Recorded) -> M | None:
        """The memory of a new row; None if the event begins none."""
        raise NotImplementedError(type(self).__name__)

    def fold(self, memory: M, subject: str, recorded: Recorded) -> bool:
        """Take an event into a row's memory; False if it changes nothing."""
        raise NotImplementedError(type(self).__name__)

    def row(self, memory: M, workspace: Workspace) -> tuple[Any, ...]:
        """The row's values, in the order of `table.columns`."""
        raise NotImplementedError(type(self).__name__)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Projections that read a workspace's events together and share one checkpoint."""

    name: str
    projectors: tuple[Projector[Any], ...]
