"""The book's Merkle tree: one root over all entries, and short proofs about it.

Trees are given as sequences of leaf hashes (32 bytes each); hashes are SHA-256. Source: RFC 9162 section 2.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf's content, 32 bytes (RFC 9162 section 2.1.1).

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two neighbouring subtrees, 32 bytes (RFC 9162 section 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Peaks:
    """A growing tree, kept only as its peaks: the roots of its full subtrees, largest first.

    There are as many peaks as the size has bits that are 1, at most 64. `append` and `root` take O(log n) hashes.

    >>> peaks = Peaks()
    >>> peaks.append(leaf_hash(b"")); peaks.append(leaf_hash(b"\\x00"))
    >>> peaks.size, peaks.root().hex()[:16]
    (2, 'fac54203e7cc696c')
    >>> Peaks.from_bytes(peaks.to_bytes()).root() == peaks.root()
    True
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)

    def append(self, leaf: bytes) -> None:
        """Add the next leaf hash (32 bytes, else ValueError)."""
        if len(leaf) != HASH_BYTES:
            raise ValueError(f"A leaf hash has {HASH_BYTES} bytes, this one {len(leaf)}.")
        size = self.size
        while size & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            size >>= 1
        self.hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far: 32 bytes."""
        if not self.hashes:
            return EMPTY_ROOT
        above = self.hashes[-1]
        for peak in reversed(self.hashes[:-1]):
            above = node_hash(peak, above)
        return above

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, big-endian, then the peaks: at most 2,056 bytes."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Peaks:
        """The inverse of `to_bytes`; ValueError if the length does not fit the size. Empty bytes are an empty tree."""
        data = bytes(data) or bytes(8)
        size = int.from_bytes(data[:8], "big")
        if len(data) != 8 + size.bit_count() * HASH_BYTES:
            raise ValueError(f"These are not the peaks of a tree of {size} leaves.")
        return cls(size, (data[i : i + HASH_BYTES] for i in range(8, len(data), HASH_BYTES)))


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes: 32 bytes. O(n) hashes.

    >>> root([]) == EMPTY_ROOT
    True
    """
    row = list(leaves)
    if not row:
        return EMPTY_ROOT
    while len(row) > 1:
        row = _row_above(row)
    return row[0]


def _row_above(row: Sequence[bytes]) -> list[bytes]:
    """The row above: neighbours hashed in pairs; an odd one out moves up unchanged."""
    above = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
    if len(row) % 2:
        above.append(row[-1])
    return above


def inclusion_proof(leaves: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `index` (counted from 0) to the root of `size` leaves (RFC 9162 section 2.1.3.1).

    O(size) hashes; at most ceil(log2(size)) of them in the proof. IndexError if there is no such leaf.

    >>> a, b, c = (leaf_hash(bytes([i])) for i in range(3))
    >>> inclusion_proof([a, b, c], 2, 3) == [node_hash(a, b)]
    True
    """
    if not 0 <= index < size <= len(leaves):
        raise IndexError(f"There is no leaf {index} in a tree of {size}; {len(leaves)} leaves are here.")
    row: Sequence[bytes] = leaves[:size]
    proof = []
    while len(row) > 1:
        beside = index ^ 1
        if beside < len(row):
            proof.append(row[beside])
        row = _row_above(row)
        index >>= 1
    return proof


def consistency_proof(leaves: Sequence[bytes], old: int, new: int) -> list[bytes]:
    """The hashes that show that the tree of `old` leaves continues as that of `new` (RFC 9162 section 2.1.4.1).

    Empty if `old` is 0 or equals `new`. O(new) hashes. IndexError if the sizes do not fit.

    >>> consistency_proof([leaf_hash(b"")], 1, 1)
    []
    """
    if not 0 <= old <= new <= len(leaves):
        raise IndexError(f"No proof leads from {old} to {new} leaves; {len(leaves)} leaves are here.")
    if old == 0:
        return []
    return _subproof(leaves[:new], old, whole=True)


def _subproof(leaves: Sequence[bytes], old: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162 section 2.1.4.1. `whole`: is the old tree itself one of these subtrees?"""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= split:
        return [*_subproof(leaves[:split], old, whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old - split, whole=False), root(leaves[:split])]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Does `proof` lead from this leaf hash at `index` (from 0) to the `root` of `size` leaves? (RFC 9162 section 2.1.3.2)"""
    if not 0 <= index < size:
        return False
    place, last = index, size - 1
    here = leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            here = node_hash(beside, here)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            here = node_hash(here, beside)
        place >>= 1
        last >>= 1
    return last == 0 and here == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Does `proof` show that the tree of `old` leaves continues as that of `new`? (RFC 9162 section 2.1.4.2)"""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return not proof and old_root == new_root
    steps = list(proof)
    if old & (old - 1) == 0:  # the root of a full old tree is the first step itself
        steps.insert(0, old_root)
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place >>= 1
        last >>= 1
    was = now = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            was, now = node_hash(beside, was), node_hash(beside, now)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            now = node_hash(now, beside)
        place >>= 1
        last >>= 1
    return last == 0 and was == old_root and now == new_root
