"""Decisions as files for `checks.py`: good ones, and spoilt ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import decisions
from .books import OTHER_KEY

IN_DECISION: dict[str, Callable[[dict[str, Any]], Any]] = {
    **{
        f"what is said of its {name}": (lambda told, name=name, value=value: told["decision"].update({name: value}))
        for name, value in [
            ("id", "d2"), ("about", "s1"), ("wording", 3), ("wording_hash", "0" * 64), ("method", "silence"), ("state", "match"),
            ("expires", "2025-06-01T00:00:00.000Z"), ("citation", "Plenary 3"),
        ]
    },
    "its wording into a text": lambda told: told["decision"].update(wording="2"),
    "its wording into a fraction": lambda told: told["decision"].update(wording=2.5),
    "its state into an object": lambda told: told["decision"].update(state={}),
    "a consent left out": lambda told: told["entries"].pop(1),
    "a consent twice": lambda told: told["entries"].insert(1, told["entries"][1]),
    "the order of entries": lambda told: told["entries"].reverse(),
    "a number": lambda told: told["entries"][1].update(number=4),
    "a proof": lambda told: told["entries"][1]["proof"].reverse(),
    "a proof cut short": lambda told: told["entries"][1]["proof"].pop(),
    "a proof made longer": lambda told: told["entries"][1]["proof"].append("A" * 43),
    "a proof that is none": lambda told: told["entries"][1].update(proof="x"),
    "a salt": lambda told: told["entries"][1].update(salt="A" * 43),
    "who": lambda told: told["entries"][2].update(by="another"),
    "when": lambda told: told["entries"][2].update(at="2025-05-02T11:00:00.000Z"),
    "the words": lambda told: told["entries"][0]["facts"].update(frozen="Thirty days."),
    "a commitment in place of an entry": lambda told: told["entries"].append({"number": 6, "commitment": "A" * 43}),
    "the origin": lambda told: told.update(origin="elsewhere/p1/b1"),
    "the name of the book": lambda told: told.update(name="Caucus"),
    "the key": lambda told: told.update(key=str(OTHER_KEY.verifier)),
    "no entries": lambda told: told.update(entries=[]),
    "a decision that is none": lambda told: told.update(decision=1),
    "earlier checkpoints": lambda told: told.update(earlier=[]),
}  # fmt: skip
"""By somebody who cannot sign."""

IN_SEALED: dict[str, Callable[[list[dict[str, Any]]], Any]] = {
    "a hash of other words": lambda sealed: sealed[1]["facts"].update(wording_hash="0" * 64),
    "words that are no text": lambda sealed: sealed[1]["facts"].update(frozen=7),
    "a consent to something else": lambda sealed: sealed[2]["data"].update(decision="d2"),
    "a consent of one party twice": lambda sealed: sealed[2]["facts"].update(party="q"),
    "a consent of a party that is a number": lambda sealed: sealed[2]["facts"].update(party=1),
    "parties that are numbers": lambda sealed: sealed[1]["facts"].update(parties=[1, 2]),
    "no parties": lambda sealed: sealed[1]["facts"].update(parties=[]),
    "a consent taken back": lambda sealed: sealed[5].update(kind="decisions.withdraw_consent"),
    "an end that is no word": lambda sealed: sealed[2].update(kind="decisions.expire", facts={"outcome": True}),
    "an end by reveal of a number": lambda sealed: sealed[2].update(kind="decisions.reveal", facts={"match": 1}),
    "a method that is null": lambda sealed: sealed[1]["data"].update(method=None),
    "a moment that is a number": lambda sealed: sealed[1]["facts"].update(expires=0),
    "a time before": lambda sealed: sealed[2].update(at="2025-05-02T09:00:00.000Z"),
}
"""By the host itself, under its signature."""


def decision_files() -> dict[str, bytes]:
    """In every way to settle one, as the product writes them; and spoilt, by others and by the host itself."""
    good = {f"decision: {ending}": decisions.spelled(decisions.decided(ending)) for ending in decisions.ENDINGS}
    good["decision: about something"] = decisions.spelled(decisions.decided("adopted", about="s1"))
    good["decision: on one line"] = decisions.spelled(decisions.decided(), None)
    told = good["decision: adopted"]
    respelled = {
        "a line break in its words": told.replace(b"Forty days", b"Forty\ndays", 1),
        "its format with an escape": told.replace(b'"format"', b'"\\u0066ormat"'),
        "its format with an escape, on one line": good["decision: on one line"].replace(b'"format"', b'"\\u0066ormat"'),
        "another format": told.replace(b"decision/1", b"decision/2"),
        "something behind it": told + b"\n{}\n",
        "cut off": told[:-5],
        "a mark at its beginning": b"\xef\xbb\xbf" + told,
    }
    changed = {f"spoilt, {name}": decisions.spelled(_changed(change)) for name, change in IN_DECISION.items()}
    sealed = {f"by the host, {name}": decisions.spelled(_resealed(change)) for name, change in IN_SEALED.items()}
    return good | {f"decision: {name}": content for name, content in {**respelled, **changed, **sealed}.items()}


def _changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    told = decisions.decided()
    change(told)
    return told


def _resealed(change: Callable[[list[dict[str, Any]]], Any]) -> dict[str, Any]:
    sealed = decisions.payloads()
    change(sealed)
    told = decisions.file(sealed)
    told["decision"]["state"] = "adopted"
    return told
