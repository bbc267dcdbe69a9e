"""The ledger: nobody can change a book's past unnoticed. Mathematics only: no Django, no clock, no randomness.

commitment   the salted hash of an entry's payload; it stays when the payload is withheld or erased
leaf         the hash of book, number and commitment: an entry's place in the tree
root         one hash over all leaves; the peaks are what must be kept to add the next leaf
checkpoint   origin (which book), size and root, signed by the host as a note
cosignature  a witness's word that a checkpoint continues all that it had seen before, and when it saw it
proof        shows that an entry is under a checkpoint (inclusion), or that one checkpoint continues another (consistency)
book file    header and entries, as a party takes them away
checker      the one file that verifies a book file; it shares no code with the rest on purpose
"""

from . import bookfile, checker, cosigning, merkle, notes, proofs, sealing, witnessing
from .bookfile import write as write_book
from .checker import Report
from .checker import verify as verify_book
from .cosigning import WitnessKey, WitnessSigner
from .merkle import EMPTY_ROOT, Peaks
from .notes import (
    BadNote,
    Checkpoint,
    Note,
    SigningKey,
    VerifierKey,
    checkpoint_text,
    fingerprint,
    open_checkpoint,
    open_note,
    origin_of,
    sign,
)
from .sealing import b64, canonical, commitment, leaf, unb64

__all__ = [
    "EMPTY_ROOT",
    "BadNote",
    "Checkpoint",
    "Note",
    "Peaks",
    "Report",
    "SigningKey",
    "VerifierKey",
    "WitnessKey",
    "WitnessSigner",
    "b64",
    "bookfile",
    "canonical",
    "checker",
    "checkpoint_text",
    "commitment",
    "cosigning",
    "fingerprint",
    "leaf",
    "merkle",
    "notes",
    "open_checkpoint",
    "open_note",
    "origin_of",
    "proofs",
    "sealing",
    "sign",
    "unb64",
    "verify_book",
    "witnessing",
    "write_book",
]
