"""Decisions as files, as the product writes them: put in a small book, and settled in every way there is."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from goodoffices.engines.ledger import merkle, notes, sealing

from .books import BOOK, KEY, NAME, ORIGIN, PROCESS, withheld

ID, WORDS, SALT = "d1", "Forty days — أربعون يومًا.", bytes(range(32))
PUT = 2
"""The number of the entry that puts it."""

Payload = dict[str, Any]
_YES = ("decisions.consent", {"decision": ID}, {"consent": "c1", "party": "p"})
_YES_TOO = ("decisions.consent", {"decision": ID}, {"consent": "c2", "party": "q"})
_SAID = ("consultation.make_statement", {"text": "And so do we."}, {"id": "s2"})
_EXPLAINED = ("decisions.explain", {"decision": ID, "words": "As we read it."}, {"id": "e1", "party": "p"})

ENDINGS: dict[str, tuple[str, str, list[tuple[str, Payload, Payload]]]] = {
    "adopted": ("consent", "adopted", [_YES, _SAID, _YES_TOO, _EXPLAINED]),
    "open": ("consent", "put", [_YES, _SAID]),
    "silence kept": ("silence", "adopted", [_SAID, ("decisions.expire", {"decision": ID}, {"outcome": "adopted", "receipts": 2})]),
    "void": ("silence", "void", [("decisions.expire", {"decision": ID}, {"outcome": "void", "why": "no_receipt"}), _SAID]),
    "silence broken": ("silence", "broken", [("decisions.break_silence", {"decision": ID, "words": "No."}, {"id": "o1"})]),
    "withdrawn": ("consent", "withdrawn", [_YES, ("decisions.withdraw", {"decision": ID}, {})]),
    "match": ("blind", "match", [_SAID, ("decisions.reveal", {"decision": ID}, {"match": True}), _EXPLAINED]),
    "no match": ("blind", "no_match", [("decisions.reveal", {"decision": ID}, {"match": False})]),
}  # fmt: skip
"""The method, what became of it, and the entries after it was put; statements are not part of the file."""


def payloads(ending: str = "adopted", about: str | None = None) -> list[Payload]:
    """Everything sealed in the book."""
    method, _state, after = ENDINGS[ending]
    put = {"id": ID, "frozen": WORDS, "wording_hash": hash_of(WORDS), "in_session": False, "parties": ["p", "q"],
           "expires": "" if method == "consent" else "2025-06-01T00:00:00.000Z",
           "of_wording": 1 if about else None}  # fmt: skip
    data = {"method": method, "words": WORDS} if about is None else {"method": method, "about": about}
    said = [("consultation.make_statement", {"text": "Good morning."}, {"id": "s1"}), ("decisions.put", data, put)]
    return [
        {"kind": kind, "by": "seat", "at": f"2025-05-02T10:{n:02}:00.000Z", "data": dict(data), "facts": dict(facts)}
        for n, (kind, data, facts) in enumerate([*said, *after])
    ]


def hash_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def file(sealed: list[Payload], key: notes.SigningKey = KEY) -> dict[str, Any]:
    """The file about the decision in a book of these, with what is said in short as it follows from them."""
    leaves = [sealing.leaf(BOOK, n, sealing.commitment(SALT, each)) for n, each in enumerate(sealed, start=1)]
    put = sealed[PUT - 1]
    shown = [n for n, each in enumerate(sealed, 1) if n == PUT or each["data"].get("decision") == ID]
    return {
        "format": "goodoffices-decision/1",
        "process": PROCESS,
        "book": BOOK,
        "name": NAME,
        "origin": ORIGIN,
        "checkpoint": notes.sign(notes.checkpoint_text(ORIGIN, len(leaves), merkle.root(leaves)), key),
        "key": str(key.verifier),
        "decision": {
            "id": ID,
            "about": put["data"].get("about"),
            "wording": put["facts"].get("of_wording") or PUT,
            "wording_hash": put["facts"].get("wording_hash"),
            "method": put["data"].get("method", "consent"),
            "state": "put",
            "expires": put["facts"].get("expires") or None,
            "citation": f"{NAME} {PUT}",
        },
        "entries": [_entry(n, sealed[n - 1], leaves) for n in shown],
    }


def decided(ending: str = "adopted", about: str | None = None) -> dict[str, Any]:
    """The file about a decision that ended so."""
    told = file(payloads(ending, about))
    told["decision"]["state"] = ENDINGS[ending][1]
    return told


def book_of(ending: str = "adopted") -> list[dict[str, Any]]:
    """The entries of the book in which it stands, with nothing but what was sealed."""
    entries = [{"number": n, "salt": SALT, **each} for n, each in enumerate(payloads(ending), start=1)]
    return [withheld(each) if each["number"] == 1 else each for each in entries]


def spelled(told: dict[str, Any], indent: int | None = 1) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=indent).encode()


def _entry(number: int, payload: Payload, leaves: list[bytes]) -> dict[str, Any]:
    path = merkle.inclusion_proof(leaves, number - 1, len(leaves))
    return {"number": number, "salt": sealing.b64(SALT), **payload, "proof": list(map(sealing.b64, path))}
