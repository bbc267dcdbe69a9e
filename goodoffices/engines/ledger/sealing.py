"""How an entry is sealed: canonical bytes, a salted commitment, a leaf of the book's tree.

The leaf holds only the commitment. So a payload can be withheld from a reader, or erased where the law or a
person's safety asks for it, and the book still adds up; and nobody can guess a payload from its commitment, because
the salt is 32 random bytes that go away with the payload.

Sources: RFC 8785 (canonical JSON), RFC 4648 section 5 (base64url), RFC 9162 section 2.1.1 (leaf hash).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from . import merkle

SALT_BYTES = 32
SEALED_FIELDS = ("kind", "by", "at", "data", "facts")


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value, as UTF-8 bytes.

    Dicts with string keys, lists, strings, booleans, None, floats, and integers up to 2**53 - 1 either way.
    Raises ValueError for anything else (larger integers, NaN, half a surrogate pair, other types).

    >>> canonical({"b": 1.0, "a": "é"})
    b'{"a":"\\xc3\\xa9","b":1}'
    """
    return rfc8785.dumps(value)


def commitment(salt: bytes, payload: Mapping[str, Any]) -> bytes:
    """SHA-256(salt ‖ JCS of the five sealed fields): 32 bytes. Further fields of `payload` are left out.

    Raises ValueError if the salt is not exactly 32 bytes, KeyError if a field is missing.

    >>> act = {"kind": "a.b", "by": None, "at": "2026-01-01T00:00:00.000Z", "data": {}, "facts": {}}
    >>> b64(commitment(bytes(32), act))
    'XpWUWln4fVetENLhuyC1T9enxyPQVJu1NeIFysPX9BA'
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"A salt has {SALT_BYTES} bytes, this one {len(salt)}.")
    sealed = {field: payload[field] for field in SEALED_FIELDS}
    return hashlib.sha256(bytes(salt) + canonical(sealed)).digest()


def leaf(book: str, number: int, commitment: bytes) -> bytes:
    """The leaf hash (32 bytes) of entry `number` (from 1) in `book`.

    The book's id and the number are inside, so that an entry cannot be carried over to another book or place.

    >>> leaf("b", 1, bytes(32)).hex()[:16]
    '0febaccf6d3b1714'
    """
    if number < 1:
        raise ValueError(f"Entries are numbered from 1, not {number}.")
    if len(commitment) != 32:
        raise ValueError(f"A commitment has 32 bytes, this one {len(commitment)}.")
    return merkle.leaf_hash(leaf_record(book, number, commitment))


def leaf_record(book: str, number: int, commitment: bytes) -> bytes:
    """JCS of {"v": 1, "book", "number", "commitment"}: what a leaf hash is taken of. A proof may carry it along."""
    # Spelled out, because the shape is always the same: a third of the time, and a test compares.
    return b'{"book":%b,"commitment":"%b","number":%d,"v":1}' % (canonical(book), b64(commitment).encode(), number)


def b64(data: bytes) -> str:
    """base64url without padding.

    >>> b64(b"\\xff\\xfe")
    '__4'
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes of `text`, which must be spelled exactly as `b64` spells them, else ValueError.

    >>> unb64("__4")
    b'\\xff\\xfe'
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        data = b""
    # Spelling it again catches padding, + and /, stray bits in the last letter: a value has one spelling.
    if b64(data) != text:
        raise ValueError("This is not base64url without padding.")
    return data
