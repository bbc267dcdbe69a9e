"""Proof files: they show that an entry is in a book, and can be checked without the book.

A `.tlog-proof` holds the entry's index, the hashes up to the root, and the signed checkpoint. Its `extra` line is free; we
put the leaf's own bytes there (`sealing.leaf_record`), so that the holder of an entry sees what was hashed. `extra` is not
signed: compute the leaf yourself.

Source: C2SP tlog-proof (c2sp.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import merkle
from .keys import BadNote, VerifierKey, decode, encode
from .notes import Checkpoint, open_checkpoint

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 64


@dataclass(frozen=True)
class Proof:
    """What a proof file says.

    index        counted from 0: entry n has index n - 1
    path         hashes of 32 bytes, from the leaf up
    checkpoint   the signed note
    extra        free bytes, not signed
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __str__(self) -> str:
        return write(self.index, self.path, self.checkpoint, self.extra)


def write(index: int, path: Sequence[bytes], checkpoint: str, extra: bytes | None = None) -> str:
    """The proof file for the leaf at `index` (from 0). `checkpoint` is the signed note, copied as it is."""
    lines = [FIRST_LINE]
    if extra is not None:
        lines.append(f"extra {encode(extra)}")
    lines.append(f"index {index}")
    lines.extend(map(encode, path))
    return "\n".join(lines) + "\n\n" + checkpoint


def parse(text: str) -> Proof:
    """The parts of a proof file, nothing verified; BadNote if it is not written exactly as the standard says."""
    head, blank, checkpoint = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != FIRST_LINE or not blank or not checkpoint:
        raise BadNote("This is not a proof file.")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode(lines.pop(0).removeprefix("extra "))
    if not lines or not re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[0]):
        raise BadNote("The proof does not say at which place the entry stands.")
    path = tuple(map(decode, lines[1:]))
    if len(path) > MOST_HASHES or any(len(step) != merkle.HASH_BYTES for step in path):
        raise BadNote("The hashes in the proof do not have 32 bytes each, or are too many.")
    return Proof(int(lines[0].removeprefix("index ")), path, checkpoint, extra)


def verify(proof: Proof | str, leaf: bytes, verifier_keys: Iterable[VerifierKey | str], origin: str) -> Checkpoint:
    """The checkpoint that includes this leaf hash (32 bytes); BadNote if the proof does not show that.

    origin   of the book that the reader means; otherwise a proof from another book of the same host would pass
    """
    if isinstance(proof, str):
        proof = parse(proof)
    checkpoint = open_checkpoint(proof.checkpoint, verifier_keys)
    if checkpoint.origin != origin:
        raise BadNote("The proof is about another book.")
    if not merkle.verify_inclusion(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root):
        raise BadNote("The proof does not lead from this entry to the signed root.")
    return checkpoint
