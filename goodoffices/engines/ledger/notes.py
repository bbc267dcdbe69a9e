"""Signed notes and checkpoints: a book's root under the host's signature.

A note is a text with signature lines below it. A checkpoint is a note whose text is origin, size and root. Signatures by
others, such as witnesses, are on further lines: they are kept, and not checked unless their key is given.

Sources: C2SP signed-note, tlog-checkpoint, tlog-cosignature (c2sp.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from .keys import BadNote, SigningKey, VerifierKey, check_name, decode, encode, fingerprint

MOST_CHARACTERS = 1 << 20
MOST_SIGNATURES = 100
DASH = "\N{EM DASH} "

__all__ = [
    "BadNote",
    "Checkpoint",
    "Note",
    "Signature",
    "SigningKey",
    "VerifierKey",
    "checkpoint_text",
    "cosign",
    "fingerprint",
    "open_checkpoint",
    "open_note",
    "origin_of",
    "parse_checkpoint",
    "parse_note",
    "sign",
]


class Verifies(Protocol):
    """A key under which a line may stand: a host's, or a witness's (`cosigning.WitnessKey`)."""

    @property
    def name(self) -> str: ...

    @property
    def id(self) -> bytes: ...

    def verifies(self, signature: bytes, text: str) -> bool: ...


class Signature(NamedTuple):
    """One signature line: the key's name, its 4-byte id, and the signature (64 bytes for Ed25519)."""

    name: str
    id: bytes
    data: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {encode(self.id + self.data)}\n"


class Note(NamedTuple):
    """A text that ends in a newline, and the signatures below it. Nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed_by(self, key: Verifies) -> bool:
        """Did `key` sign the text? BadNote if a line claims to be this key's and is not."""
        claims = [line for line in self.signatures if (line.name, line.id) == (key.name, key.id)]
        if not all(key.verifies(line.data, self.text) for line in claims):
            raise BadNote(f"The signature of {key.name} does not hold: the text was changed, or another key signed it.")
        return bool(claims)


class Checkpoint(NamedTuple):
    """What a checkpoint says: which book, how many entries, and their root (32 bytes)."""

    origin: str
    size: int
    root: bytes


def origin_of(host: str, process: str, book: str) -> str:
    """The origin of a book: `host/process/book`, so that the signature binds the book to its process. BadNote for bad ids.

    >>> origin_of("desk.example", "river", "p1")
    'desk.example/river/p1'
    """
    if any("/" in part or not part for part in (process, book)):
        raise BadNote("The ids of a process and a book stand in an origin: they are not empty and hold no slash.")
    check_name(origin := f"{host}/{process}/{book}")
    return origin


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The text of a checkpoint, to be signed: three lines (tlog-checkpoint, "Note text"). BadNote for a bad origin.

    root   32 bytes

    >>> checkpoint_text("example.com/log", 1, bytes(32)).splitlines()[:2]
    ['example.com/log', '1']
    """
    text = f"{origin}\n{size}\n{encode(root)}\n"
    if parse_checkpoint(text) != (origin, size, root):
        raise BadNote("An origin is one line.")
    return text


def parse_checkpoint(text: str) -> Checkpoint:
    """The inverse of `checkpoint_text`; else BadNote. Further lines, which the standard allows, are ignored."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise BadNote("A checkpoint has three lines: origin, size and root.")
    if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
        raise BadNote("The size in the checkpoint is not a plain number.")
    root = decode(lines[2])
    if len(root) != 32:
        raise BadNote("The root in the checkpoint does not have 32 bytes.")
    return Checkpoint(lines[0], int(lines[1]), root)


def sign(text: str, key: SigningKey) -> str:
    """The note of `text`, signed. The text must end in a newline. The same text and key always give the same note."""
    line = Signature(key.name, key.verifier.id, key.sign(text))
    return str(parse_note(f"{text}\n{line}"))


def cosign(note: str, lines: Iterable[str]) -> str:
    """The note with further signature lines, such as those that a witness sent back; BadNote if they are none."""
    return str(parse_note(note + "".join(lines)))


def open_note(note: str, verifier_keys: Iterable[VerifierKey | str]) -> Note:
    """The note, if at least one of these keys signed it and none of their signatures is false; else BadNote.

    Signatures by other keys are returned unchecked.
    """
    opened = parse_note(note)
    keys = [key if isinstance(key, VerifierKey) else VerifierKey.parse(key) for key in verifier_keys]
    signed = [opened.signed_by(key) for key in keys]  # all are checked: one false signature makes the note bad
    if not any(signed):
        raise BadNote("None of the known keys has signed this note.")
    return opened


def open_checkpoint(note: str, verifier_keys: Iterable[VerifierKey | str]) -> Checkpoint:
    """What a signed checkpoint says, if one of these keys signed it; else BadNote. See `open_note`."""
    return parse_checkpoint(open_note(note, verifier_keys).text)


def parse_note(note: str) -> Note:
    """The parts of a signed note, nothing verified; BadNote if it is not written exactly as the standard says."""
    if len(note) > MOST_CHARACTERS:
        raise BadNote("The note is too long.")
    if any((c < " " and c != "\n") or "\ud800" <= c <= "\udfff" for c in note):
        raise BadNote("The note holds characters that do not belong in a text.")
    text, blank, below = note.rpartition("\n\n")
    lines = below.split("\n")
    if not blank or not text or lines.pop():
        raise BadNote("A signed note is a text, an empty line, and lines with signatures, the last one ended.")
    if not 1 <= len(lines) <= MOST_SIGNATURES:
        raise BadNote(f"A note carries between one and {MOST_SIGNATURES} signatures.")
    return Note(text + "\n", tuple(map(_parse_signature, lines)))


def _parse_signature(line: str) -> Signature:
    name, space, data = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not space:
        raise BadNote("A signature line is a dash, a name and a signature.")
    check_name(name)
    signature = decode(data)
    if len(signature) <= 4:
        raise BadNote(f"The signature of {name} is too short.")
    return Signature(name, signature[:4], signature[4:])
