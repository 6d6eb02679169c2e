"""The tree's arithmetic against its definition and published values."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from eventstore.merkle import EMPTY_ROOT, extend, leaf_hash, node_hash, recompute, root

# RFC 6962 test data as published with Certificate Transparency: roots over the first n of these inputs.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def test_roots_are_the_published_ones() -> None:
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(text)).digest() for text in INPUTS]
    for size, published in ROOTS.items():
        assert recompute(leaves[:size]).hex() == published
        assert root(extend((), 0, leaves[:size])).hex() == published
    assert root(()) == recompute([]) == EMPTY_ROOT


@given(st.lists(st.text(), max_size=70), st.integers(0, 70))
def test_a_frontier_can_be_extended_in_any_split(entries: list[str], cut: int) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    first = extend((), 0, leaves[:cut])
    whole = extend(first, len(leaves[:cut]), leaves[cut:])
    assert whole == extend((), 0, leaves)
    assert root(whole) == recompute(leaves)


def test_order_matters() -> None:
    assert node_hash(b"a" * 32, b"b" * 32) != node_hash(b"b" * 32, b"a" * 32)
