"""A book as a file, which a party takes away: a header line, then a line for every entry.

The format is fixed in docs/reference/book-file.md. `checker.py` reads it back and shares no code with this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .sealing import SALT_BYTES, b64, canonical, unb64

FORMAT = "goodoffices-book/1"
HEADER = ("format", "process", "book", "name", "origin", "checkpoint", "key", "earlier")
ENTRY = ("number", "salt", "kind", "by", "at", "data", "facts")
WITHHELD = ("number", "commitment")
LONGEST_LINE = 4 << 20
"""In bytes. The checker refuses longer lines, so that a hostile file cannot fill the reader's memory."""


def write(header: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The lines of the file, UTF-8, each with its newline. Entries are taken one at a time, never held together.

    `header`: process, book, name, origin, checkpoint (signed note), key (verifier key string), earlier (list of signed
    notes); `format` may be left out. Each entry: number, salt, kind, by, at, data, facts; or number and commitment,
    where the reader may not see the payload or it is gone. Salt and commitment: 32 bytes, or their base64url.

    Values are written in canonical JSON, fields in the order of the reference: one book, one spelling.
    ValueError if a field is missing or strange, or if a number is skipped.
    """
    yield _line(HEADER, {"format": FORMAT, **header, "key": str(header["key"])})
    for number, entry in enumerate(entries, start=1):
        if entry["number"] != number:
            raise ValueError(f"Entry {number} is missing: the next one given is {entry['number']}.")
        yield _line(*_entry(entry))


def _entry(entry: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
    fields, sealed = (WITHHELD, "commitment") if "commitment" in entry else (ENTRY, "salt")
    value = entry[sealed]
    text = value if isinstance(value, str) else b64(value)
    if len(unb64(text)) != SALT_BYTES:
        raise ValueError(f"The {sealed} of entry {entry['number']} does not have {SALT_BYTES} bytes.")
    return fields, {**entry, sealed: text}


def _line(fields: tuple[str, ...], row: Mapping[str, Any]) -> bytes:
    if set(row) != set(fields):
        raise ValueError(f"A line has the fields {', '.join(fields)}; this one has {', '.join(row)}.")
    if fields is HEADER and row["format"] != FORMAT:
        raise ValueError(f"This writer writes {FORMAT}.")
    line = b"{" + b",".join(canonical(field) + b":" + canonical(row[field]) for field in fields) + b"}\n"
    if len(line) > LONGEST_LINE:
        raise ValueError(f"A line has at most {LONGEST_LINE} bytes; this one has {len(line)}.")
    return line
