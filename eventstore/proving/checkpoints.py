"""Checkpoints (c2sp.org/tlog-checkpoint): which log, how many leaves, and the root over them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

import msgspec

from eventstore.proving.notes import BadNoteError, VerifierKey, decoded, encoded, opened, taken_apart

HASH_BYTES = 32
_SIZE = re.compile("0|[1-9][0-9]{0,17}")


class Checkpoint(msgspec.Struct, frozen=True):
    """The state of a ledger at one size. `origin` is `<instance>/<workspace>/<epoch>`."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note's text; lines that further the format are left alone."""
        lines = text.split("\n")
        if len(lines) <= 3 or not lines[0] or lines[-1] or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004 - three lines
            raise BadNoteError("this is not a checkpoint")
        root = decoded(lines[2])
        if len(root) != HASH_BYTES:
            raise BadNoteError("the root of the checkpoint is not a SHA-256 hash")
        return cls(lines[0], int(lines[1]), root)

    @property
    def log(self) -> str:
        """The origin without its epoch."""
        return self.origin.rpartition("/")[0]

    @property
    def epoch(self) -> int:
        """How often the ledger had been restored from a copy, counted from 1."""
        number = self.origin.rpartition("/")[2]
        if not _SIZE.fullmatch(number):
            raise BadNoteError(f"the origin {self.origin!r} ends in no epoch")
        return int(number)


def believed(note: str, keys: Iterable[VerifierKey]) -> Checkpoint:
    """The checkpoint of a note that one of the keys has signed, for the log that the key is named after."""
    checkpoint = Checkpoint.parse(taken_apart(note)[0])
    opened(note, [key for key in keys if key.name == checkpoint.origin])
    return checkpoint


def origin_of(instance: str, slug: str, epoch: int) -> str:
    """The name of a workspace's log. A ledger that was restored may lack its newest events: it is another log."""
    return f"{instance}/{slug}/{epoch}"


def notes_in(text: str) -> list[str]:
    """The notes of a file that they were appended to, each followed by an empty line (or none, after the last)."""
    notes: list[str] = []
    lines: list[str] = []
    signing = False
    for line in text.splitlines(keepends=True):
        signature = line.startswith("— ")
        if signing and not signature:
            notes.append("".join(lines))
            lines, signing = [], False
            if line == "\n":
                continue
        lines.append(line)
        signing = signing or signature
    if any(line.strip() for line in lines):
        notes.append("".join(lines))
    return notes
