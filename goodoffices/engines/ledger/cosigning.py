"""Cosignatures: a witness's word that it has seen a checkpoint, when, and that it continues all that it had seen before.

A cosignature is a further line below the host's own. Its key is of type 4; what is signed is the checkpoint's text below two
lines, one of which holds the time; its data are that time, 8 bytes, and 64 bytes of Ed25519.

Sources: C2SP tlog-cosignature (cosignature/v1), signed-note (c2sp.org).
"""

from __future__ import annotations

from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .keys import COSIGNATURE, BadNote, check_name, encode, is_signed, key_id, public_parts
from .notes import Note, Signature, parse_checkpoint

HEADER = "cosignature/v1"
DATA_BYTES = 8 + 64
LATEST = 253_402_300_799  # seconds: the end of the year 9999, beyond which no calendar here goes


class WitnessKey(NamedTuple):
    """A witness's public key and its name. `key` is 32 bytes; `str()` gives the verifier key string.

    >>> key = WitnessSigner("north.example/witness", bytes(32)).verifier
    >>> str(key)
    'north.example/witness+76b4e14a+BDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
    >>> WitnessKey.parse(str(key)) == key
    True
    """

    name: str
    key: bytes

    @classmethod
    def parse(cls, text: str) -> WitnessKey:
        """The key that this text is; BadNote if anything in it is wrong, or if it is a host's."""
        return cls(*public_parts(text, COSIGNATURE))

    @property
    def id(self) -> bytes:
        """4 bytes that, with the name, say whose a cosignature is."""
        return key_id(self.name, COSIGNATURE, self.key)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode(bytes([COSIGNATURE]) + self.key)}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Are these 72 bytes this witness's cosignature of a checkpoint's text?"""
        if len(signature) != DATA_BYTES:
            return False
        at = int.from_bytes(signature[:8], "big")
        return at <= LATEST and is_signed(self.key, signature[8:], message(text, at))


class WitnessSigner:
    """A witness's private key and its name, made from 32 seed bytes. `repr()` and log lines never give the seed."""

    def __init__(self, name: str, seed: bytes) -> None:
        check_name(name)
        if len(seed) != 32:
            raise BadNote(f"A key is made from 32 bytes, not {len(seed)}.")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = WitnessKey(name, self._private.public_key().public_bytes_raw())

    def cosign(self, text: str, at: int) -> Signature:
        """The cosignature of a checkpoint's text, given at `at`: seconds since 1970 (UTC). BadNote if it is no checkpoint.

        It checks nothing else. Whether to sign at all is asked of `witnessing.examine`.
        """
        parse_checkpoint(text)
        if not 0 < at <= LATEST:
            raise BadNote("A cosignature is given at a time after 1970.")
        key = self.verifier
        return Signature(key.name, key.id, at.to_bytes(8, "big") + self._private.sign(message(text, at).encode()))

    def __repr__(self) -> str:
        return f"<WitnessSigner of {self.verifier}>"


class Cosigned(NamedTuple):
    """That a witness has cosigned, and when: seconds since 1970 (UTC)."""

    key: WitnessKey
    at: int
    line: Signature


def message(text: str, at: int) -> str:
    """What a witness signs (tlog-cosignature, "Format").

    >>> message("example.com/log\\\\n1\\\\n...\\\\n", 7).splitlines()[:2]
    ['cosignature/v1', 'time 7']
    """
    return f"{HEADER}\ntime {at}\n{text}"


def cosignature_of(note: Note, key: WitnessKey) -> Cosigned | None:
    """The latest cosignature of this witness on a note, if there is one; BadNote if a line claims to be one and is not."""
    if not note.signed_by(key):
        return None
    lines = [line for line in note.signatures if (line.name, line.id) == (key.name, key.id)]
    latest = max(lines, key=lambda line: line.data[:8])
    return Cosigned(key, int.from_bytes(latest.data[:8], "big"), latest)
