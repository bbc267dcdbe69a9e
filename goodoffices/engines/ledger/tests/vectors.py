"""Makes the test vectors in docs/reference/vectors: `python -m goodoffices.engines.ledger.tests.vectors FOLDER`.

Everything in them is fixed: seeds, salts, times. An outside implementation that arrives at the same bytes is right.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from goodoffices.engines.ledger import bookfile, merkle, notes, proofs, sealing

PROCESS, BOOK, NAME, HOST = "river", "Zk3vQ8pLr2", "Plenary", "desk.example"
SEED = hashlib.sha256(b"goodoffices-book/1 test vector: host key").digest()
KEY = notes.SigningKey(HOST, SEED)
ORIGIN = notes.origin_of(HOST, PROCESS, BOOK)

STATEMENTS = [
    ("lena", "2026-03-02T09:00:00.000Z", {"room": "r1", "text": "We would like to begin with the water level."}),
    ("idris", "2026-03-02T09:04:12.250Z", {"room": "r1", "text": "“النهر” is what our side calls it. — €, \u20ac, é"}),
    (None, "2026-03-02T09:04:12.250Z", {"text": "Under the Chatham House rule\n", "room": "r2", "binding": False}),
    ("amara", "2026-03-02T10:30:00.001Z", {"issue": "i7", "shares": [0.5, 1e-7, 1e21, 4, -3], "ö": "😀"}),
    ("lena", "2026-03-03T08:00:00.000Z", {"room": "r1", "text": "", "issues": []}),
]


def entries() -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "salt": hashlib.sha256(f"goodoffices-book/1 test vector: salt {number}".encode()).digest(),
            "kind": "consultation.make_statement" if number != 4 else "example.weigh",
            "by": by,
            "at": at,
            "data": data,
            "facts": {"id": f"s{number}"} if number != 5 else {},
        }
        for number, (by, at, data) in enumerate(STATEMENTS, start=1)
    ]


def vectors() -> dict[str, bytes]:
    """Every file by its name."""
    told = entries()
    rewritten = [told[0], {**told[1], "data": {"room": "r1", "text": "We agree to everything."}}, *told[2:]]
    shown = [_withheld(entry) if entry["number"] == 3 else entry for entry in told]
    return {
        "plenary.book.jsonl": _file(told, shown, earlier=[2]),
        "plenary.older.book.jsonl": _file(told[:3], told[:3]),
        "plenary.rewritten.book.jsonl": _file(rewritten, rewritten),
        "plenary.checkpoint": _checkpoint(told, 5).encode(),
        "plenary-4.tlog-proof": _proof(told, 4).encode(),
        "plenary.steps.json": json.dumps(_steps(told), indent=1, ensure_ascii=False).encode() + b"\n",
    }


def _steps(told: list[dict[str, Any]]) -> dict[str, Any]:
    hashes = _leaves(told)
    return {
        "key": {
            "name": KEY.name,
            "seed": SEED.hex(),
            "public": KEY.verifier.key.hex(),
            "id": KEY.verifier.id.hex(),
            "verifier": str(KEY.verifier),
            "fingerprint": notes.fingerprint(KEY.verifier),
        },
        "origin": ORIGIN,
        "entries": [_entry_steps(entry) for entry in told],
        "roots": {size: merkle.root(hashes[:size]).hex() for size in range(6)},
        "inclusion": {n: [step.hex() for step in merkle.inclusion_proof(hashes, n - 1, 5)] for n in range(1, 6)},
        "consistency": {n: [step.hex() for step in merkle.consistency_proof(hashes, n, 5)] for n in range(1, 6)},
        "checkpoint_text": notes.parse_note(_checkpoint(told, 5)).text,
        "signature": notes.parse_note(_checkpoint(told, 5)).signatures[0].data.hex(),
    }


def _entry_steps(entry: dict[str, Any]) -> dict[str, Any]:
    sealed = sealing.commitment(entry["salt"], entry)
    return {
        "number": entry["number"],
        "salt": entry["salt"].hex(),
        "payload": sealing.canonical({name: entry[name] for name in sealing.SEALED_FIELDS}).decode(),
        "commitment": sealed.hex(),
        "commitment_base64url": sealing.b64(sealed),
        "leaf": sealing.leaf_record(BOOK, entry["number"], sealed).decode(),
        "leaf_hash": sealing.leaf(BOOK, entry["number"], sealed).hex(),
    }


def _file(told: list[dict[str, Any]], shown: list[dict[str, Any]], earlier: list[int] | None = None) -> bytes:
    header = {
        "process": PROCESS,
        "book": BOOK,
        "name": NAME,
        "origin": ORIGIN,
        "checkpoint": _checkpoint(told, len(told)),
        "key": KEY.verifier,
        "earlier": [_checkpoint(told, size) for size in earlier or []],
    }
    return b"".join(bookfile.write(header, shown))


def _checkpoint(told: list[dict[str, Any]], size: int) -> str:
    return notes.sign(notes.checkpoint_text(ORIGIN, size, merkle.root(_leaves(told)[:size])), KEY)


def _proof(told: list[dict[str, Any]], number: int) -> str:
    path = merkle.inclusion_proof(_leaves(told), number - 1, len(told))
    sealed = sealing.commitment(told[number - 1]["salt"], told[number - 1])
    return proofs.write(number - 1, path, _checkpoint(told, 5), sealing.leaf_record(BOOK, number, sealed))


def _leaves(told: list[dict[str, Any]]) -> list[bytes]:
    return [sealing.leaf(BOOK, e["number"], sealing.commitment(e["salt"], e)) for e in told]


def _withheld(entry: dict[str, Any]) -> dict[str, Any]:
    return {"number": entry["number"], "commitment": sealing.commitment(entry["salt"], entry)}


if __name__ == "__main__":
    for name, content in vectors().items():
        Path(sys.argv[1], name).write_bytes(content)
