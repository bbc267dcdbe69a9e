"""Small books to try the ledger on: the river process, its plenary, and the key of the desk that hosts it.

Salts and keys are fixed, so that a test says the same thing every time. Never use them for anything real.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from goodoffices.engines.ledger import bookfile, checker, merkle, notes, sealing

PROCESS, BOOK, NAME = "river", "pl3nary", "Plenary"
ORIGIN = notes.origin_of("desk.example", PROCESS, BOOK)
KEY = notes.SigningKey("desk.example/river", hashlib.sha256(b"the desk's key").digest())
OTHER_KEY = notes.SigningKey("desk.example/river", hashlib.sha256(b"somebody else's key").digest())

Entry = dict[str, Any]


def entries(count: int, change: Callable[[Entry], Any] | None = None) -> list[Entry]:
    """`count` statements by Lena and Idris, told apart by their numbers; `change` may alter each."""
    told = [_entry(number) for number in range(1, count + 1)]
    for entry in told:
        if change:
            change(entry)
    return told


def _entry(number: int) -> Entry:
    return {
        "number": number,
        "salt": hashlib.sha256(f"salt {number}".encode()).digest(),
        "kind": "consultation.make_statement",
        "by": "lena" if number % 2 else "idris",
        "at": f"2026-03-0{1 + number // 1000}T09:{number // 60 % 60:02}:{number % 60:02}.000Z",
        "data": {"room": "r1", "text": f"Statement {number}: “the river — النهر”", "share": 0.25, "issues": []},
        "facts": {"id": f"s{number}", "drawn": [number, None, True]},
    }


def commitment(entry: Entry) -> bytes:
    return entry["commitment"] if "commitment" in entry else sealing.commitment(entry["salt"], entry)


def leaves(told: list[Entry], book: str = BOOK) -> list[bytes]:
    return [sealing.leaf(book, entry["number"], commitment(entry)) for entry in told]


def checkpoint(told: list[Entry], size: int | None = None, key: notes.SigningKey = KEY, origin: str = ORIGIN) -> str:
    size = len(told) if size is None else size
    return notes.sign(notes.checkpoint_text(origin, size, merkle.root(leaves(told)[:size])), key)


def withheld(entry: Entry) -> Entry:
    return {"number": entry["number"], "commitment": commitment(entry)}


def header(
    told: list[Entry], earlier: tuple[int, ...] = (), key: notes.SigningKey = KEY, **change: Any
) -> dict[str, Any]:
    """The header over these entries, signed under `key`, with checkpoints at the `earlier` sizes."""
    return {
        "process": PROCESS,
        "book": BOOK,
        "name": NAME,
        "origin": ORIGIN,
        "checkpoint": checkpoint(told, key=key),
        "key": key.verifier,
        "earlier": [checkpoint(told, size, key) for size in earlier],
        **change,
    }


def file(told: list[Entry], shown: list[Entry] | None = None, **header_change: Any) -> list[bytes]:
    """The lines of the book file; `shown` are the entries as this reader may see them."""
    return list(bookfile.write(header(told, **header_change), told if shown is None else shown))


def with_line(lines: list[bytes], place: int, **change: Any) -> list[bytes]:
    """The lines with some fields of one line replaced, by someone who cannot sign; ... takes a field away."""
    row = {name: value for name, value in {**json.loads(lines[place]), **change}.items() if value is not ...}
    return [*lines[:place], json.dumps(row, ensure_ascii=False).encode() + b"\n", *lines[place + 1 :]]


def good(lines: Any, **given: Any) -> checker.Report:
    report = checker.verify(lines, **given)
    assert report.ok, report.sentences
    return report


def wrong(lines: Any, **given: Any) -> str:
    """The sentences about a file that must not pass, in one string."""
    report = checker.verify(lines, **given)
    assert not report.ok
    assert report.proves == "nothing"
    return " ".join(report.sentences)
