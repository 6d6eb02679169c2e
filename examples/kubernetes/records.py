"""The records of the source as they stand, and how they are grouped."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal[
    "proposed",
    "title-changed",
    "status-changed",
    "stage-changed",
    "milestone-changed",
    "approvers-changed",
    "readiness-signed-off",
]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of the source; which fields it has depends on its kind."""

    at: str
    record: Kind
    kep: int
    committer: str
    change: int
    title: str | None = None
    owning_sig: str | None = None
    participating_sigs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    created: str | None = None
    see_also: tuple[str, ...] = ()
    status: str | None = None
    stage: str | None = None
    milestone: str | None = None
    approver: str | None = None
    former: str | tuple[str, ...] | None = msgspec.field(name="from", default=None)
    to: str | tuple[str, ...] | None = None

    @property
    def word(self) -> str | None:
        """The new value of a change of title, status, stage or milestone."""
        return self.to if isinstance(self.to, str) else None

    @property
    def people(self) -> tuple[str, ...]:
        """The new value of a change of approvers."""
        return self.to if isinstance(self.to, tuple) else ()


class UnreadableRecordError(Exception):
    """A line of the file is no record of the source; the message says which and why."""


def records(path: Path) -> Iterator[Record]:
    """Stream the records of a file. Raises UnreadableRecordError at the first line that is none."""
    decoder = msgspec.json.Decoder(Record)
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as error:
                raise UnreadableRecordError(f"line {number}: {error}") from error


def grouped(path: Path) -> Iterator[list[Record]]:
    """Stream what one change did to one enhancement: consecutive records of the same change and enhancement."""
    for _, group in itertools.groupby(records(path), key=lambda record: (record.change, record.kep)):
        yield list(group)
