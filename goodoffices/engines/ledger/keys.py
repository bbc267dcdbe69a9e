"""Named keys: who signs a book's checkpoints.

A verifier key is public and written `name+id+base64(type ‖ key)`; anyone who holds it can check the host. A signing
key is made from 32 seed bytes. Sources: C2SP signed-note (c2sp.org), RFC 8032 (Ed25519).
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 1
"""The type of a host's signature."""

COSIGNATURE = 4
"""The type of a witness's, which holds a time as well (c2sp.org/tlog-cosignature): see `cosigning`."""

SECRET = "PRIVATE+KEY+"  # noqa: S105 - the marker in front of a secret, not the secret

# Points of small order: with such a key a signature proves nothing. The sign bit is ignored.
# Source: the eight torsion points of edwards25519 and their second encodings, which libsodium refuses.
_WEAK = {
    bytes.fromhex(y)
    for y in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
}


class BadNote(ValueError):
    """A note, key, checkpoint or proof that cannot be accepted. Its message is a sentence."""


class VerifierKey(NamedTuple):
    """A public key and its name. `key` is 32 bytes; `str()` gives the verifier key string.

    >>> str(VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
    """

    name: str
    key: bytes

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key that this text is; BadNote if anything in it is wrong."""
        return cls(*public_parts(text, ED25519))

    @property
    def id(self) -> bytes:
        """4 bytes that, with the name, say whose a signature is (signed-note, "Signatures")."""
        return key_id(self.name, ED25519, self.key)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode(bytes([ED25519]) + self.key)}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Is `signature` (64 bytes, without the key's id) this key's signature under `text`?"""
        return is_signed(self.key, signature, text)


class SigningKey:
    """The host's private key and its name. Only `signer` gives the secret; `str()` and log lines never do.

    >>> SigningKey("example.com/log", bytes(32))
    <SigningKey of example.com/log+1dde4531+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop>
    """

    def __init__(self, name: str, seed: bytes) -> None:
        check_name(name)
        if len(seed) != 32:
            raise BadNote(f"A key is made from 32 bytes, not {len(seed)}.")
        self.name = name
        self._seed = bytes(seed)
        self._private = Ed25519PrivateKey.from_private_bytes(self._seed)
        self.verifier = VerifierKey(name, self._private.public_key().public_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """The key that `signer` wrote; BadNote if anything in it is wrong."""
        if not text.startswith(SECRET):
            raise BadNote(f"A private key begins with {SECRET}.")
        name, id, seed = _parts(text.removeprefix(SECRET))
        key = cls(name, seed)
        if key.verifier.id.hex() != id:
            raise BadNote("The private key does not fit the id written beside it.")
        return key

    @property
    def signer(self) -> str:
        """The secret as text, in the form that other C2SP tools read."""
        return f"{SECRET}{self.name}+{self.verifier.id.hex()}+{encode(bytes([ED25519]) + self._seed)}"

    def sign(self, text: str) -> bytes:
        """The Ed25519 signature (64 bytes) under `text`; the same text always gives the same bytes."""
        return self._private.sign(text.encode())

    def __repr__(self) -> str:
        return f"<SigningKey of {self.verifier}>"


def key_id(name: str, kind: int, key: bytes) -> bytes:
    """4 bytes of SHA-256 over the key's name, a newline, its type and its 32 bytes (signed-note, "Signatures")."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:4]


def is_signed(key: bytes, signature: bytes, text: str) -> bool:
    """Is `signature` (64 bytes) one under `text` by this Ed25519 key (32 bytes)?"""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_parts(text: str, kind: int) -> tuple[str, bytes]:
    """The name and the 32 bytes of a verifier key string of this type; BadNote if anything in it is wrong."""
    name, id, key = _parts(text, kind)
    spelled = key[:31] + bytes([key[31] & 0x7F])
    if spelled in _WEAK or int.from_bytes(spelled, "little") >= 2**255 - 19:
        raise BadNote("This key is one under which a signature proves nothing.")
    if key_id(name, kind, key).hex() != id:
        raise BadNote("The key does not fit the id written beside it.")
    return name, key


def fingerprint(verifier_key: VerifierKey | str) -> str:
    """128 bits of SHA-256 over the verifier key string, for two people to read to each other.

    >>> fingerprint("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    'a82f 24c4 8c9e e106 dd11 952a 8026 e14f'
    """
    digest = hashlib.sha256(str(verifier_key).encode()).hexdigest()
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def check_name(name: str) -> None:
    """BadNote unless a signature line can hold `name`: not empty, no spaces, no plus signs, no control characters."""
    if not name or "+" in name or any(c.isspace() or ord(c) < 32 for c in name):
        raise BadNote("A key's name has no spaces, plus signs or control characters, and is not empty.")


def encode(data: bytes) -> str:
    """Standard base64 with padding, as C2SP uses it (RFC 4648 section 4)."""
    return base64.b64encode(data).decode()


def decode(text: str) -> bytes:
    """The inverse of `encode`. BadNote for any other spelling than the one that `encode` gives."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if encode(data) != text:
        raise BadNote("Something that should be base64 is not.")
    return data


def _parts(text: str, kind: int = ED25519) -> tuple[str, str, bytes]:
    """The name, the id in hexadecimal and the 32 key bytes of `name+id+base64(type ‖ bytes)`; else BadNote."""
    name, *rest = text.split("+", 2)
    if len(rest) != 2 or not re.fullmatch("[0-9a-f]{8}", rest[0]):
        raise BadNote("A key is written name+id+key, with an id of eight hexadecimal digits.")
    check_name(name)
    data = decode(rest[1])
    if len(data) != 33 or data[0] != kind:
        raise BadNote("The key is not an Ed25519 key of this kind.")
    return name, rest[0], data[1:]
