"""What a witness does with a checkpoint: it signs it, or says why not. It remembers the last one that it signed, and no more.

It signs only what its log's key signed, for the origin it watches, and what continues all that it has seen: a larger size with
a proof, or the same size with the same root. Never a smaller size, nor another root of the same size, whoever asks.

Source: C2SP tlog-witness (c2sp.org); consistency proofs: RFC 9162 section 2.1.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from . import merkle
from .keys import BadNote, VerifierKey
from .notes import Checkpoint, open_checkpoint


class Reason(Enum):
    """Why a witness does not sign."""

    FORGED = "forged"  # the host's key has not signed it, or a signature on it is false
    OTHER_BOOK = "other book"
    EMPTY = "empty"
    OLDER = "older"  # it was true once: a checkpoint of before, shown again
    ROLLED_BACK = "rolled back"  # smaller than what was seen, and not shown to be part of it
    FORK = "fork"  # two signed roots of one size
    UNPROVED = "unproved"  # larger, and not shown to continue what was seen


ACCUSES = frozenset({Reason.ROLLED_BACK, Reason.FORK, Reason.UNPROVED})
"""Reasons for which both notes are to be kept: the host has signed them, and they do not fit together."""


class Refused(Exception):
    """The witness does not sign. Its message is a sentence."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason

    @property
    def accuses(self) -> bool:
        """Whether what was shown is evidence against whoever holds the host's key."""
        return self.reason in ACCUSES


class Seen(NamedTuple):
    """The last checkpoint that a witness found good. `note` is the signed note, word for word, as evidence."""

    size: int
    root: bytes
    note: str


def examine(
    note: str, origin: str, host: VerifierKey | str, seen: Seen | None = None, proof: Sequence[bytes] = ()
) -> Checkpoint:
    """What the checkpoint says, if a witness may sign it; else Refused. Nothing is remembered or signed here.

    origin   of the book that the witness means
    seen     what it found good last; None if it sees this book for the first time
    proof    between the smaller size and the larger (32 bytes each, `merkle.consistency_proof`), whichever of them is new
    """
    found = _opened(note, host)
    if found.origin != origin:
        raise Refused(Reason.OTHER_BOOK, "This checkpoint is of another book: it is not what was asked for.")
    if found.size == 0:
        raise Refused(Reason.EMPTY, "This book has no entries yet: there is nothing to witness.")
    if seen is not None:
        _demand_continuation(found, seen, proof)
    return found


def _opened(note: str, host: VerifierKey | str) -> Checkpoint:
    try:
        return open_checkpoint(note, [host])
    except BadNote as problem:
        raise Refused(Reason.FORGED, f"This checkpoint is not one that the host's key signed. {problem}") from None


def _demand_continuation(found: Checkpoint, seen: Seen, proof: Sequence[bytes]) -> None:
    if found.size == seen.size and found.root != seen.root:
        raise Refused(
            Reason.FORK,
            f"The host has signed two different books of {found.size} entries. This one is not what was seen before.",
        )
    if found.size < seen.size:
        if merkle.verify_consistency(found.size, seen.size, found.root, seen.root, proof):
            raise Refused(
                Reason.OLDER,
                f"This checkpoint counts {found.size} entries; {seen.size} have been seen. It is an older one, shown again.",
            )
        raise Refused(
            Reason.ROLLED_BACK,
            f"The host has signed {seen.size} entries before and shows {found.size} now: the book was rolled back.",
        )
    # What was seen was not empty, so that the case for an empty old tree does not arise.
    if not merkle.verify_consistency(seen.size, found.size, seen.root, found.root, proof):
        raise Refused(
            Reason.UNPROVED,
            f"The host does not prove that its {found.size} entries continue the {seen.size} that were seen before.",
        )
