"""The tree's inner hashes: those of complete subtrees are kept, others follow from at most 256 of them a level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import asyncpg

from database.queries import load
from eventstore.merkle import extend, root
from eventstore.proving.notes import BadNoteError
from eventstore.proving.paths import Range

QUERIES = load(__file__)
STEP = 8  # a kept subtree stands for 2^8 of the kept level below
LEVELS = (8, 16, 24, 32, 40)
PAGE = 64
HASH_BYTES = 32
Node = tuple[int, int]
"""A level and a number: the perfect subtree over leaves number << level up to number + 1 << level."""


def perfect(leaves: Range) -> list[Node]:
    """A subtree's leaves as perfect subtrees, largest first; the fold of `root` makes one of them again."""
    first, last = leaves
    found: list[Node] = []
    while first < last:
        level = (last - first).bit_length() - 1
        found.append((level, first >> level))
        first += 1 << level
    return found


async def fill(pool: asyncpg.Pool, workspace_id: int, size: int) -> None:
    """Keep every complete subtree of the first `size` leaves. Done before, it costs one look."""
    if size >> STEP == 0:
        return
    known = [row["next"] for row in await pool.fetch(QUERIES.next_subtrees, workspace_id, LEVELS)]
    for level, following in zip(LEVELS, known, strict=True):
        while following < size >> level:
            count = min(PAGE, (size >> level) - following)
            ranges = [(level - STEP, each << STEP, each + 1 << STEP) for each in range(following, following + count)]
            kept = [_folded(hashes) for hashes in await _hashes(pool, workspace_id, ranges)]
            await pool.execute(QUERIES.add_subtrees, workspace_id, level, following, kept)
            following += count  # noqa: PLW2901 - how far this level is


async def roots(pool: asyncpg.Pool, workspace_id: int, wanted: Iterable[Range]) -> dict[Range, bytes]:
    """The hashes of subtrees; `fill` has been called for a size that covers them."""
    ranges = list(dict.fromkeys(wanted))
    nodes = list(dict.fromkeys(node for each in ranges for node in perfect(each)))
    found = await _hashes(pool, workspace_id, [_kept_below(node) for node in nodes])
    hashes = {node: _folded(each) for node, each in zip(nodes, found, strict=True)}
    return {each: root([hashes[node] for node in perfect(each)]) for each in ranges}


def _kept_below(node: Node) -> tuple[int, int, int]:
    """The kept level that a perfect subtree is made of, and the range of its numbers there."""
    level, number = node
    kept = level // STEP * STEP
    return kept, number << level - kept, number + 1 << level - kept


async def _hashes(
    pool: asyncpg.Pool, workspace_id: int, ranges: Sequence[tuple[int, int, int]]
) -> list[tuple[bytes, ...]]:
    if not ranges:
        return []
    levels, firsts, lasts = zip(*ranges, strict=True)
    rows = await pool.fetch(QUERIES.leaves_and_subtrees, workspace_id, levels, firsts, lasts)
    found = [_cut(row["hashes"] or b"") for row in rows]
    for (level, first, last), hashes in zip(ranges, found, strict=True):
        if len(hashes) != last - first:
            raise BadNoteError(f"of the subtrees {first} to {last - 1} at level {level} only {len(hashes)} are there")
    return found


def _cut(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES))


def _folded(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    return root(extend((), 0, hashes))
