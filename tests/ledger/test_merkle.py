"""The tree against the definition that RFC 6962 gives, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seloste.protection import merkle

entries = st.lists(st.binary(max_size=8), max_size=70)
some_entries = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def defined_root(data: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over entries (not over leaf hashes)."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    return sha256(b"\x01" + defined_root(data[:split]) + defined_root(data[split:])).digest()


def hashed(data: Sequence[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in data]


def test_the_known_answer_of_certificate_transparency() -> None:
    data = [bytes.fromhex(x) for x in ("", "00", "10", "2021", "3031", "40414243")]

    root = merkle.Frontier().extended(hashed(data)).root

    assert root.hex() == "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"


@given(entries, st.integers(0, 70))
def test_a_frontier_has_the_defined_root_however_it_grew(data: list[bytes], cut: int) -> None:
    leaves = hashed(data)

    grown = merkle.Frontier().extended(leaves[:cut]).extended(leaves[cut:])

    assert grown.size == len(data)
    assert grown.root == defined_root(data)


@given(some_entries, st.data())
def test_an_inclusion_path_proves_its_leaf_and_no_other(data: list[bytes], draw: st.DataObject) -> None:
    leaves, root = hashed(data), defined_root(data)
    position = draw.draw(st.integers(0, len(data) - 1))
    path = merkle.inclusion_paths(leaves, [position])[position]

    assert merkle.includes(root, len(data), leaves[position], position, path)

    other = draw.draw(st.integers(-1, len(data)))
    assume(other != position and not (0 <= other < len(data) and leaves[other] == leaves[position]))
    assert not merkle.includes(root, len(data), leaves[position], other, path)
    assert not merkle.includes(root, len(data), merkle.leaf_hash(b"another entry"), position, path)
    assert not merkle.includes(root, len(data), leaves[position], position, [*path, root])
    assert not path or not merkle.includes(root, len(data), leaves[position], position, path[:-1])


@given(some_entries, st.data())
def test_a_consistency_path_proves_growth_and_nothing_else(data: list[bytes], draw: st.DataObject) -> None:
    leaves, first = hashed(data), draw.draw(st.integers(1, len(data)))
    old, new = defined_root(data[:first]), defined_root(data)
    path = merkle.consistency_path(leaves, first)

    assert merkle.extends(first, old, len(data), new, path)

    false_root = merkle.leaf_hash(b"another history")
    assert not merkle.extends(first, false_root, len(data), new, path)
    assert not merkle.extends(first, old, len(data), false_root, path)
    assert not merkle.extends(first, old, len(data), new, [*path, old])
    assert not path or not merkle.extends(first, old, len(data), new, path[:-1])


@given(some_entries, st.data())
def test_a_rewritten_beginning_has_no_consistency_path(data: list[bytes], draw: st.DataObject) -> None:
    first = draw.draw(st.integers(1, len(data)))
    changed = draw.draw(st.integers(0, first - 1))
    rewritten = [*data[:changed], data[changed] + b"!", *data[changed + 1 :]]
    path = merkle.consistency_path(hashed(rewritten), first)

    assert not merkle.extends(first, defined_root(data[:first]), len(data), defined_root(rewritten), path)


def test_what_no_tree_can_have_is_refused() -> None:
    with pytest.raises(ValueError, match="perfect subtrees"):
        merkle.Frontier(3, (b"x" * 32,))
    with pytest.raises(IndexError):
        merkle.inclusion_paths(hashed([b"a"]), [1])
    with pytest.raises(ValueError, match="no beginning"):
        merkle.consistency_path(hashed([b"a"]), 0)
