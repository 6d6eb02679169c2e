"""Which hashes prove what, and the check of such proofs (RFC 6962 §2.1, RFC 9162 §2.1). Leaves count from 0."""

from __future__ import annotations

from collections.abc import Sequence

from eventstore.merkle import EMPTY_ROOT, node_hash
from eventstore.proving.notes import BadNoteError

Range = tuple[int, int]
"""Leaves from the first up to, but not including, the second: always a subtree of the tree."""


def split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(index: int, size: int) -> list[Range]:
    """The subtrees beside the way from a leaf up to the root of the first `size` leaves."""
    first, last = 0, size
    beside: list[Range] = []
    while last - first > 1:
        middle = first + split(last - first)
        if index < middle:
            beside.append((middle, last))
            last = middle
        else:
            beside.append((first, middle))
            first = middle
    return beside[::-1]


def consistency(old: int, size: int) -> list[Range]:
    """The subtrees that show how the root of the first `old` leaves is continued in that of the first `size`."""
    if not 0 < old < size:
        return []
    first, last = 0, size
    beside: list[Range] = []
    while old < last:
        middle = first + split(last - first)
        if old <= middle:
            beside.append((middle, last))
            last = middle
        else:
            beside.append((first, middle))
            first = middle
    return ([(first, last)] if first else []) + beside[::-1]


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a leaf and the hashes beside its way lead to; raises BadNoteError where they do not fit."""
    if not 0 <= index < size:
        raise BadNoteError(f"there is no leaf {index} among {size}")
    node, place, edge, rest = leaf, index, size - 1, list(path)
    while edge:
        if place & 1:
            node = node_hash(_next(rest), node)
        elif place < edge:
            node = node_hash(node, _next(rest))
        place, edge = place >> 1, edge >> 1
    if rest:
        raise BadNoteError("the proof is too long")
    return node


def check_consistency(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> None:
    """Raise BadNoteError unless the hashes show that the newer tree begins with the older one."""
    if old > size:
        raise BadNoteError(f"{size} leaves cannot continue {old}")
    if old in {0, size}:
        if path or (old == size and old_root != root) or (old == 0 and old_root != EMPTY_ROOT):
            raise BadNoteError("the roots differ")
        return
    rest = list(path)
    place, edge = old - 1, size - 1
    while place & 1:
        place, edge = place >> 1, edge >> 1
    older = newer = _next(rest) if place else old_root
    while edge:
        if place & 1:
            left = _next(rest)
            older, newer = node_hash(left, older), node_hash(left, newer)
        elif place < edge:
            newer = node_hash(newer, _next(rest))
        place, edge = place >> 1, edge >> 1
    if rest or older != old_root or newer != root:
        raise BadNoteError("the proof does not lead from one root to the other")


def _next(rest: list[bytes]) -> bytes:
    if not rest:
        raise BadNoteError("the proof is too short")
    return rest.pop(0)
