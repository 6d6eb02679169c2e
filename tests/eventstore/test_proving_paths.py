"""Proofs against their definition: every leaf and every earlier size of small trees, and what must not pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.merkle import EMPTY_ROOT, leaf_hash, recompute
from eventstore.proving.notes import BadNoteError
from eventstore.proving.paths import check_consistency, consistency, inclusion, root_of_inclusion

LEAVES = [leaf_hash(str(number)) for number in range(70)]


def hashes(ranges: list[tuple[int, int]]) -> list[bytes]:
    return [recompute(LEAVES[first:last]) for first, last in ranges]


def test_every_leaf_of_every_small_tree_is_proven() -> None:
    for size in range(1, len(LEAVES) + 1):
        for index in range(size):
            path = hashes(inclusion(index, size))
            assert root_of_inclusion(LEAVES[index], index, size, path) == recompute(LEAVES[:size])


def test_every_small_tree_continues_every_smaller_one() -> None:
    for size in range(len(LEAVES) + 1):
        for old in range(size + 1):
            path = hashes(consistency(old, size))
            check_consistency(old, recompute(LEAVES[:old]), size, recompute(LEAVES[:size]), path)


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))), st.data())
def test_a_changed_proof_leads_elsewhere(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    path = hashes(inclusion(index, size))
    true = recompute(LEAVES[:size])
    for wrong in ([*path, EMPTY_ROOT], path[:-1]):
        if wrong != path:
            with pytest.raises(BadNoteError):
                root_of_inclusion(LEAVES[index], index, size, wrong)
    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        path[at] = bytes([path[at][0] ^ 1]) + path[at][1:]
        assert root_of_inclusion(LEAVES[index], index, size, path) != true
    assert root_of_inclusion(EMPTY_ROOT, index, size, hashes(inclusion(index, size))) != true


@given(st.integers(0, 70), st.integers(0, 70), st.data())
def test_a_changed_history_is_not_continued(old: int, size: int, data: st.DataObject) -> None:
    path = hashes(consistency(old, size))
    older, newer = recompute(LEAVES[:old]), recompute(LEAVES[:size])
    if old > size:
        with pytest.raises(BadNoteError):
            check_consistency(old, older, size, newer, path)
        return
    other = data.draw(st.sampled_from(LEAVES))
    for wrong_old, wrong_new, wrong_path in (
        (other, newer, path),
        (older, newer, [*path, other]),
        *([(older, other, path)] if old else []),
        *([(older, newer, path[:-1])] if path else []),
    ):
        if (wrong_old, wrong_new, wrong_path) != (older, newer, path):
            with pytest.raises(BadNoteError):
                check_consistency(old, wrong_old, size, wrong_new, wrong_path)


def test_no_leaf_lies_outside() -> None:
    with pytest.raises(BadNoteError, match="no leaf 3 among 3"):
        root_of_inclusion(EMPTY_ROOT, 3, 3, [])
