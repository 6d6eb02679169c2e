"""The Merkle tree over a ledger's entries (RFC 6962 §2.1), to check what the database computed."""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: str) -> bytes:
    """Hash one entry."""
    return hashlib.sha256(b"\x00" + entry.encode()).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def extend(frontier: Sequence[bytes], size: int, leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """Add leaves to a frontier of `size` leaves: the roots of its perfect subtrees, largest first."""
    subtrees = list(frontier)
    for leaf in leaves:
        node, carry = leaf, size
        while carry & 1:
            node = node_hash(subtrees.pop(), node)
            carry >>= 1
        subtrees.append(node)
        size += 1
    return tuple(subtrees)


def root(frontier: Sequence[bytes]) -> bytes:
    """Return the tree's root hash."""
    if not frontier:
        return EMPTY_ROOT
    *rest, node = frontier
    for left in reversed(rest):
        node = node_hash(left, node)
    return node


def recompute(leaves: Sequence[bytes]) -> bytes:
    """Return the root by the recursive definition of RFC 6962, independent of `extend`."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(recompute(leaves[:middle]), recompute(leaves[middle:]))
