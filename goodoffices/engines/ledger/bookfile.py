"""A book as a file that a party takes away: a header line, then a line for every entry.

Source: docs/reference/book-file.md. `checker.py` reads the file back, and shares no code with this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from .sealing import SALT_BYTES, Json, b64, canonical, unb64

FORMAT = "goodoffices-book/1"
HEADER = ("format", "process", "book", "name", "origin", "checkpoint", "key", "earlier")
ENTRY = ("number", "salt", "kind", "by", "at", "data", "facts")
WITHHELD = ("number", "commitment")
LONGEST_LINE = 4 << 20
"""The most bytes in a line. The checker refuses longer ones, so that a hostile file cannot fill the reader's memory."""


def write(header: Mapping[str, Json], entries: Iterable[Mapping[str, Json]]) -> Iterator[bytes]:
    """The lines of the file in UTF-8, each with its newline. Entries are taken one at a time, so memory does not grow.

    header    process, book, name, origin, checkpoint (a signed note), key (a verifier key string), earlier (a list of signed
              notes); `format` may be left out
    entries   number, salt, kind, by, at, data, facts; or number and commitment, where the reader may not see the payload or
              it was erased. Salt and commitment are 32 bytes, or their base64url

    Values are canonical JSON and fields have a fixed order, so a book has one spelling. ValueError if a field is missing or
    unknown, if a number is skipped, or if a line would be longer than `LONGEST_LINE`.
    """
    yield _line(HEADER, {"format": FORMAT, **header, "key": str(header["key"])})
    for number, entry in enumerate(entries, start=1):
        if entry["number"] != number:
            raise ValueError(f"Entry {number} is missing: the next one given is {entry['number']}.")
        yield _line(*_entry(entry))


def _entry(entry: Mapping[str, Json]) -> tuple[tuple[str, ...], dict[str, Json]]:
    """The fields of an entry's line in order, and its values."""
    fields, sealed = (WITHHELD, "commitment") if "commitment" in entry else (ENTRY, "salt")
    value = entry[sealed]
    text = value if isinstance(value, str) else b64(cast(bytes, value))
    if len(unb64(text)) != SALT_BYTES:
        raise ValueError(f"The {sealed} of entry {entry['number']} does not have {SALT_BYTES} bytes.")
    return fields, {**entry, sealed: text}


def _line(fields: tuple[str, ...], row: Mapping[str, Json]) -> bytes:
    """A row as one line of JSON, with exactly these fields."""
    if set(row) != set(fields):
        raise ValueError(f"A line has the fields {', '.join(fields)}; this one has {', '.join(row)}.")
    if fields is HEADER and row["format"] != FORMAT:
        raise ValueError(f"This writer writes {FORMAT}.")
    line = b"{" + b",".join(canonical(field) + b":" + canonical(row[field]) for field in fields) + b"}\n"
    if len(line) > LONGEST_LINE:
        raise ValueError(f"A line has at most {LONGEST_LINE} bytes; this one has {len(line)}.")
    return line
