"""The hash tree of the ledger: RFC 6962, section 2.1, and nothing else.

Leaves are hashed with the prefix 0x00 and nodes with 0x01, so that no node can be passed off
as a leaf. All hashes are SHA-256, 32 bytes. Pure: no database, no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it and to know its root.

    ``nodes`` are the roots of the perfect subtrees that the leaves fall into, largest first:
    one for each bit that is set in ``size``.
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves has not {len(self.nodes)} perfect subtrees")

    def extended(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after these leaf hashes, in their order."""
        size, nodes = self.size, list(self.nodes)
        for leaf in leaves:
            carry, rest = leaf, size
            while rest & 1:
                carry, rest = node_hash(nodes.pop(), carry), rest >> 1
            nodes.append(carry)
            size += 1
        return Frontier(size, tuple(nodes))

    @property
    def root(self) -> bytes:
        """The Merkle tree hash over all leaves so far."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root


def inclusion_paths(leaves: Sequence[bytes], positions: Iterable[int]) -> dict[int, tuple[bytes, ...]]:
    """For each position its audit path (RFC 6962, 2.1.1) in the tree over all these leaf hashes.

    Raises IndexError for a position that the tree does not have.
    """
    paths: dict[int, list[bytes]] = {position: [] for position in positions}
    if any(not 0 <= position < len(leaves) for position in paths):
        raise IndexError("no such leaf in a tree of this size")
    level, depth = list(leaves), 0
    while len(level) > 1:
        for position, path in paths.items():
            sibling = (position >> depth) ^ 1
            if sibling < len(level):  # the last node of an odd level has none and moves up as it is
                path.append(level[sibling])
        above = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level, depth = above + level[len(level) & ~1 :], depth + 1
    return {position: tuple(path) for position, path in paths.items()}


def includes(root: bytes, size: int, leaf: bytes, position: int, path: Sequence[bytes]) -> bool:
    """Does this path prove that the leaf hash stands at this position of this tree? (RFC 9162, 2.1.3.2)"""
    if not 0 <= position < size:
        return False
    node, place, last = leaf, position, size - 1
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def consistency_path(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """The proof that the tree over the first leaves is a beginning of the tree over all (RFC 6962, 2.1.2).

    Raises ValueError unless 0 < first <= number of leaves.
    """
    if not 0 < first <= len(leaves):
        raise ValueError(f"a tree of {first} leaves is no beginning of one of {len(leaves)}")
    return tuple(_subproof(leaves, first, whole=True))


def _subproof(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [_root(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    left, right = leaves[:split], leaves[split:]
    if first <= split:
        return [*_subproof(left, first, whole=whole), _root(right)]
    return [*_subproof(right, first - split, whole=False), _root(left)]


def _root(leaves: Iterable[bytes]) -> bytes:
    return Frontier().extended(leaves).root


def extends(first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Does this path prove that the second tree only appended to the first? (RFC 9162, 2.1.4.2)"""
    if first == second:
        return not path and first_root == second_root
    if not 0 < first < second or not path:
        return False
    steps = list(path) if first & (first - 1) else [first_root, *path]
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
