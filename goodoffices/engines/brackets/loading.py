"""A draft from a file of any format that is read, within limits of size."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from goodoffices.engines.brackets.model import Comment, Draft
from goodoffices.engines.brackets.reading.parsing import encode, read
from goodoffices.engines.brackets.terminal import on_one_line

MOST_BYTES = 32_000_000
MOST_COUNTED = 10 * MOST_BYTES  # a file that is larger still, or has no end, is not even counted
MOST_BRACKETS = 2_000_000


class Unreadable(Exception):
    """A file that cannot be read, or an export that cannot be written. The message says why, and what to do."""


class Loaded(NamedTuple):
    """A file's bytes and the draft in them; for a Word document, the bytes are those of the text it is read as.

    comments   a Word document's comments that take no stance
    notices    sentences on what was made plain, left out, or probably misread
    """

    data: bytes
    draft: Draft
    comments: tuple[Comment, ...] = ()
    notices: tuple[str, ...] = ()


def load(path: Path) -> Loaded:
    """The draft in a file. `Unreadable` if there is none, or if it is too large.

    Markdown is recognised by the file's name, Word by its first bytes; everything else is read as text.
    """
    data = _bytes(path)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            f"{on_one_line(str(path))} is a document of an older Word. Save it as .docx and try that file."
        )
    if data.startswith((b"%PDF-", b"{\\rtf")):
        kind = "a PDF" if data.startswith(b"%") else "rich text"
        raise Unreadable(
            f"{on_one_line(str(path))} is {kind}, not text. Save its words as text or as .docx and try that file."
        )
    if data.startswith(b"PK\x03\x04"):
        return _from_word(path, data)
    if data.count(b"[") + data.count(b"]") > MOST_BRACKETS:
        raise Unreadable(_too_much(path, len(data), data.count(b"["), data.count(b"]")))
    return Loaded(data, read(data, markdown=is_markdown(path)), notices=_looks_wide(data))


def is_markdown(path: Path) -> bool:
    """Does the file's name say that it is Markdown?"""
    return path.suffix.lower() in {".md", ".markdown"}


def _looks_wide(data: bytes) -> tuple[str, ...]:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ()
    return ("This looks like UTF-16, of which only the signs of brackets are understood. Save it as UTF-8.",)


def _from_word(path: Path, data: bytes) -> Loaded:
    from goodoffices.engines.brackets.word import Refused, read_word  # loads an XML parser, which few commands need

    try:
        draft, comments, notices, _ = read_word(data)
    except Refused as problem:
        raise Unreadable(f"{on_one_line(str(path))}: {problem}") from None
    if len(draft.brackets) * 2 + len(draft.loose) > MOST_BRACKETS:
        raise Unreadable(_too_much(path, len(data), draft.text.count("["), draft.text.count("]")))
    return Loaded(encode(draft.text), draft, comments, notices)


def _bytes(path: Path) -> bytes:
    """All of a file if it is not too large; otherwise it is only counted, chunk by chunk."""
    size = opened = closed = 0
    chunks: list[bytes] = []
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                size += len(chunk)
                opened += chunk.count(b"[")
                closed += chunk.count(b"]")
                if size <= MOST_BYTES:
                    chunks.append(chunk)
                else:
                    chunks.clear()
                if size > MOST_COUNTED:
                    raise Unreadable(
                        f"{on_one_line(str(path))} has more than {MOST_COUNTED:,} bytes; at most {MOST_BYTES:,} are read at once. "
                        "Cut the text into parts."
                    )
    except OSError as problem:
        raise Unreadable(f"{on_one_line(str(path))} cannot be read: {problem.strerror}. Name a file of text.") from None
    if size > MOST_BYTES:
        raise Unreadable(_too_much(path, size, opened, closed))
    return b"".join(chunks)


def _too_much(path: Path, size: int, opened: int, closed: int) -> str:
    return (
        f"{on_one_line(str(path))} has {size:,} bytes, {opened:,} opening and {closed:,} closing brackets; at most {MOST_BYTES:,} bytes and "
        f"{MOST_BRACKETS:,} brackets are read at once. Cut the text into parts."
    )
