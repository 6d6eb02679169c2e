"""A ledger read from its first entry on: every leaf and every root are computed anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from eventstore.merkle import EMPTY_ROOT, root
from eventstore.proving.checkpoints import HASH_BYTES

_WORKSPACE = re.compile(rb'\{"workspace":"([a-z0-9-]{1,63})","position":')
RECORDED_AT = len("2026-01-01T00:00:00.000000Z")
REDACTED = b'","redacted":"'
"""Follows the time where prose was taken out of an entry; then comes the leaf of what stood there, in hexadecimal."""
REDACTING = b'"type":"event-redacted.'
"""Stands in the event that says so; quotes within texts are escaped, so nothing else holds it."""


class BrokenLedgerError(Exception):
    """Something does not hold. `position` is the first one that is bad, or where the part that is begins."""

    def __init__(self, position: int, why: str, until: int | None = None) -> None:
        super().__init__(why)
        self.position = position
        self.until = until

    def __str__(self) -> str:
        where = f"position {self.position}"
        if self.until is not None and self.until > self.position:
            where = f"one of the positions {self.position} to {self.until}"
        return f"{where}: {self.args[0]}"


class Scan:
    """Takes entries in the order of the ledger. `sizes` are those at which the root is kept in `roots`.

    `redacted` are the positions without their prose, `allowed` those of which a later event says that they are.
    """

    def __init__(self, slug: str | None = None, sizes: Iterable[int] = ()) -> None:
        self.size = 0
        self.frontier: list[bytes] = []
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}
        self.redacted: list[int] = []
        self.allowed: set[int] = set()
        self._sizes = frozenset(sizes)
        self._opening = _opening(slug.encode()) if slug else b""

    @property
    def root(self) -> bytes:
        """The root over all entries so far."""
        return root(self.frontier)

    def feed(self, entries: Iterable[bytes], leaves: Sequence[bytes] | None = None) -> None:
        """Add the next entries, exactly as they are stored; `leaves` are the hashes that they are said to have.

        Raises BrokenLedgerError at the first entry that is not the next one, or not what its leaf was made of.
        """
        position, frontier, sizes = self.size, self.frontier, self._sizes
        for place, entry in enumerate(entries):
            opening = self._opening or self._learnt(entry)
            start = opening % (position + 1)
            if not entry.startswith(start):
                raise BrokenLedgerError(position + 1, f"the entry here begins with {entry[:80]!r}")
            if entry.startswith(REDACTED, len(start) + RECORDED_AT):
                leaf = _leaf_kept(entry, len(start) + RECORDED_AT + len(REDACTED), position + 1)
                self.redacted.append(position + 1)
            else:
                leaf = sha256(b"\x00" + entry).digest()
                if REDACTING in entry:
                    self.allowed.add(_redacted_by(entry, position + 1))
            if leaves is not None and leaves[place] != leaf:
                raise BrokenLedgerError(position + 1, "the entry is not what its leaf was made of")
            node, carry = leaf, position
            while carry & 1:
                node = sha256(b"\x01" + frontier.pop() + node).digest()
                carry >>= 1
            frontier.append(node)
            position += 1
            if position in sizes:
                self.roots[position] = root(frontier)
        self.size = position

    def unexplained(self) -> None:
        """Raise BrokenLedgerError where prose is missing and no event says that it was redacted."""
        for position in self.redacted:
            if position not in self.allowed:
                raise BrokenLedgerError(position, "the entry is redacted, and no event says so")

    def _learnt(self, entry: bytes) -> bytes:
        found = _WORKSPACE.match(entry)
        if found is None:
            raise BrokenLedgerError(1, f"this is no entry of a ledger: {entry[:80]!r}")
        self._opening = _opening(found.group(1))
        return self._opening


def _opening(slug: bytes) -> bytes:
    return b'{"workspace":"' + slug + b'","position":%d,"recorded_at":"'


class _What(msgspec.Struct):
    position: int


class _Redacting(msgspec.Struct):
    data: _What


def _redacted_by(entry: bytes, position: int) -> int:
    try:
        return msgspec.json.decode(entry, type=_Redacting).data.position
    except msgspec.DecodeError as error:
        raise BrokenLedgerError(position, f"it redacts something that it does not name: {error}") from error


def _leaf_kept(entry: bytes, at: int, position: int) -> bytes:
    text = entry[at : at + 2 * HASH_BYTES]
    try:
        leaf = bytes.fromhex(text.decode())
    except ValueError:
        leaf = b""
    if len(leaf) != HASH_BYTES or leaf.hex().encode() != text:
        raise BrokenLedgerError(position, "the entry is redacted and does not keep its leaf")
    return leaf
