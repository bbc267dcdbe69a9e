"""Makes docs/reference/vectors/checks.json: files with what a checker says of them. Every checker reads the same.

    python -m goodoffices.engines.ledger.tests.checks FOLDER

`files` and `bytes` (those that are no text, in base64) are named; a check names the copy, or the decision, and where it was given,
the key and the older file. `ok`, `proves`, `codes` and `sentences` are the answer of `checker.py`; which wrong sentence comes with
bad JSON is each reader's own affair, so of those only the beginning stands here.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from goodoffices.engines.ledger import checker, merkle, proofs

from .books import KEY, OTHER_KEY, checkpoint, entries, file, leaves, with_line, withheld
from .checks_decisions import decision_files
from .checks_odd import odd

NAME = "checks.json"
READERS_OWN = " is not JSON as it should be: "
TOLD = entries(6)


IN_HEADER: list[tuple[str, Any]] = [
    ("format", "goodoffices-book/2"),
    ("process", "lake"),
    ("book", "caucus"),
    ("name", "North caucus"),
    ("origin", "desk.example/river/other"),
    ("checkpoint", "Dear Idris"),
    ("key", "nonsense"),
    ("earlier", 7),
]
IN_ENTRY: list[tuple[str, Any]] = [
    ("number", 3),
    ("number", "2"),
    ("salt", "A" * 43),
    ("salt", "short"),
    ("kind", ""),
    ("kind", "other"),
    ("by", "noor"),
    ("by", 7),
    ("at", "2026-02-30T09:00:02.000Z"),
    ("at", "2026-03-01T08:00:02.000Z"),
    ("data", []),
    ("data", {"text": "Nothing was said."}),
    ("facts", None),
    ("position", 17),
]


class Check(NamedTuple):
    name: str
    copy: str
    against: str = ""
    key: str = ""


def files() -> dict[str, bytes]:
    """Every file by its name."""
    whole = file(TOLD, [withheld(each) if each["number"] == 4 else each for each in TOLD], earlier=(2, 3))
    found = {name: b"".join(lines) for name, lines in {**_good(whole), **_spoilt(whole)}.items()}
    return {**found, **_strange(whole), **odd(TOLD, whole), **_marks(), **decision_files()}


def _good(whole: list[bytes]) -> dict[str, list[bytes]]:
    respelled = [json.dumps(json.loads(line), sort_keys=True).encode() + b"\r\n" for line in whole]
    numbers = entries(1, lambda each: each.update(data={"a": 1, "b": 1e-7, "c": 1e16, "d": 0.1, "e": 1e22, "f": -0.0}))
    lines = file(numbers)
    return {
        "whole": whole,
        "older": file(TOLD[:3]),
        "shown": file(TOLD),
        "empty book": file([]),
        "one entry": file(TOLD[:1]),
        "other spelling": respelled,
        "without a last newline": [*whole[:-1], whole[-1].rstrip()],
        "rewritten": file(_rewritten(2)),
        "rewritten later": file(_rewritten(5)),
        "shortened": file(TOLD[:2]),
        "numbers": lines,
        "numbers spelled anew": [lines[0], lines[1].replace(b'"a":1,"b":1e-7,"c":1', b'"a":1.0,"b":0.0000001,"c":1')],
    }


def _rewritten(number: int) -> list[dict[str, Any]]:
    return entries(6, lambda each: each["number"] == number and each.update(data={"text": "Nothing was said."}))


def _spoilt(whole: list[bytes]) -> dict[str, list[bytes]]:
    """By somebody who cannot sign."""
    return {
        **{f"{field} is {to!r}": with_line(whole, 0, **{field: to}) for field, to in IN_HEADER},
        **{f"{field} of entry 2 is {to!r}": with_line(whole, 2, **{field: to}) for field, to in IN_ENTRY},
        "entry 2 without kind": with_line(whole, 2, kind=...),
        "other commitment": with_line(whole, 4, commitment="A" * 43),
        "line taken out": whole[:3] + whole[4:],
        "end cut off": whole[:-1],
        "line doubled": [*whole[:3], *whole[2:]],
        "lines moved": [*whole[:2], whole[3], whole[2], *whole[4:]],
        "entry added": [*whole, whole[-1].replace(b'"number":6', b'"number":7')],
        "empty line": [*whole[:3], b"\n", *whole[3:]],
        "another key": file(TOLD, key=OTHER_KEY),
        "origin of another shape": file(TOLD, origin="a-log", checkpoint=checkpoint(TOLD, origin="a-log")),
    }


def _strange(whole: list[bytes]) -> dict[str, bytes]:
    second = whole[2]
    return {
        "nothing": b"",
        "a letter": b"Dear Idris,\n",
        "a picture": b"\x89PNG\r\n\x1a\n",
        "an object": b"{}\n",
        "no UTF-8": b"".join([*whole[:2], second.replace("“".encode(), b"\xe4"), *whole[3:]]),
        "a field twice": b"".join([*whole[:2], second.replace(b'{"number":2', b'{"number":2,"number":2'), *whole[3:]]),
        "a number too long": b"".join([*whole[:2], second.replace(b"0.25", b"0.2500000000000000000001"), *whole[3:]]),
        "half a letter": b"".join([*whole[:2], second.replace(b'"Statement', b'"\\ud800Statement'), *whole[3:]]),
        "evil words": b"".join(with_line(whole, 2, at="\x1b[2J\u202egood\n" + "x" * 80)),
    }


def _marks() -> dict[str, bytes]:
    path = merkle.inclusion_proof(leaves(TOLD), 1, 5)
    proof = proofs.write(1, path, checkpoint(TOLD, 5))
    return {
        "checkpoint": checkpoint(TOLD, 3).encode(),
        "checkpoint of the rewritten": checkpoint(_rewritten(2), 3).encode(),
        "checkpoint with its lines swapped": _swapped(checkpoint(TOLD, 3)).encode(),
        "checkpoint ahead": checkpoint(entries(9)).encode(),
        "proof": proof.encode(),
        "proof of another place": proof.replace("index 1", "index 2").encode(),
        "damaged proof": proof.replace("@v1", "@v2").encode(),
        "key": str(KEY.verifier).encode(),
    }


def _swapped(note: str) -> str:
    origin, size, root, rest = note.split("\n", 3)
    return "\n".join([root, size, origin, rest])


def checks() -> list[Check]:
    """Every file by itself; then each that passes against every form of the older one."""
    names = [name for name in files() if name != "key"]
    alone = [Check(name, name) for name in names]
    told = (
        "whole",
        "rewritten",
        "another key",
        "nothing",
        "decision: adopted",
        "decision: match",
        "decision: spoilt, the key",
    )
    known = [Check(f"{name}, key known", name, key="key") for name in told]
    olders = ("older", "whole", "checkpoint", "checkpoint of the rewritten", "checkpoint ahead", "proof",
              "proof of another place", "damaged proof", "nothing", "a letter", "end cut off", "kind of entry 2 is 'other'")  # fmt: skip
    pairs = [
        (copy, older) for copy in ("whole", "shown", "rewritten", "rewritten later", "shortened") for older in olders
    ]
    more = [
        ("name is 'North caucus'", "older"),
        ("book is 'caucus'", "older"),
        ("another key", "older"),
        ("whole", "shown"),
        ("older", "whole"),
        ("whole", "checkpoint with its lines swapped"),
        ("decision: adopted", "older"),
        ("whole", "decision: adopted"),
    ]
    return [*alone, *known, *(Check(f"{copy}, against {older}", copy, older) for copy, older in pairs + more)]


def vectors() -> bytes:
    """The file."""
    told = files()
    texts = {name: content.decode() for name, content in told.items() if _is_text(content)}
    others = {name: base64.b64encode(content).decode() for name, content in told.items() if name not in texts}
    answers = [_answered(check, told) for check in checks()]
    return (
        json.dumps({"files": texts, "bytes": others, "checks": answers}, indent=1, ensure_ascii=False).encode() + b"\n"
    )


def _answered(check: Check, told: dict[str, bytes]) -> dict[str, Any]:
    report = checker.verify(
        lines_of(told[check.copy]),
        told[check.key].decode() if check.key else None,
        lines_of(told[check.against]) if check.against else None,
    )
    asked = {name: value for name, value in check._asdict().items() if value}
    found = {"ok": report.ok, "proves": report.proves, "codes": report.codes}
    return {**asked, **found, "sentences": plain(report.sentences)}


def lines_of(content: bytes) -> list[bytes]:
    """As a file is read: only a newline ends a line."""
    return [line + b"\n" for line in content.split(b"\n")[:-1]] + [line for line in content.split(b"\n")[-1:] if line]


def plain(sentences: list[str]) -> list[str]:
    """Without what is each reader's own."""
    return [each.partition(READERS_OWN)[0] + READERS_OWN if READERS_OWN in each else each for each in sentences]


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    Path(sys.argv[1], NAME).write_bytes(vectors())
