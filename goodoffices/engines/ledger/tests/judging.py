"""What the modules that write books make of a file: a third judge, beside the checker and the one in JavaScript.

It is put together from `notes`, `proofs`, `merkle` and `sealing`, and shares no code with the other two. It reads whole files, and
stops at the first fault.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from goodoffices.engines.ledger import bookfile, merkle, notes, proofs, sealing

DECISION = "goodoffices-decision/1"
SUMMARY = {"id", "about", "wording", "wording_hash", "method", "state", "expires", "citation"}
Result = TypeVar("Result")


class Fault(Exception):
    """The codes that a checker may give to what was found; writers' modules do not tell all of them apart."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = set(codes)


def judged(copy: bytes, against: bytes | None = None, key: str | None = None) -> set[str]:
    """The codes of the first fault; empty if the file is good."""
    try:
        if re.match(rb'[ \t\r]*\{[ \t\r]*(\n|$)|[^\n]*"format"[ \t]*:[ \t]*"goodoffices-decision/1"', copy):
            _judge_decision(_decision(copy), against, key)
        else:
            _judge_book(copy, against, key)
    except Fault as fault:
        return fault.codes
    return set()


# ── A book ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Read:
    """A book: its header is judged at once, its entries by `read`."""

    def __init__(self, content: bytes) -> None:
        lines = content.split(b"\n")
        self.header = _header(lines[0])
        self.lines = lines[1:] if lines[-1] else lines[1:-1]
        self.key = _or(("key", "base64"), notes.VerifierKey.parse, self.header["key"])
        self.last = _checkpoint(self.header["checkpoint"], self.key, self.header["origin"])
        self.earlier = [_checkpoint(note, self.key, self.header["origin"]) for note in self.header["earlier"]]
        _check_origin(self.header)
        self.commitments: list[bytes] = []
        self.leaves: list[bytes] = []

    def read(self) -> None:
        at = ""
        for number, line in enumerate(self.lines, start=1):
            entry = _object(line)
            if type(entry.get("number")) is not int or entry["number"] != number:
                raise Fault("number")
            if set(entry) == set(bookfile.WITHHELD):
                commitment = _32(entry["commitment"])
            else:
                _fields(entry, set(bookfile.ENTRY))
                commitment, at = _sealed(entry, at), entry["at"]
            self.commitments.append(commitment)
            self.leaves.append(sealing.leaf(self.header["book"], number, commitment))
        for mark in (self.last, *self.earlier):
            if mark.size <= len(self.leaves) and merkle.root(self.leaves[: mark.size]) != mark.root:
                raise Fault("root")
            if mark.size > self.last.size:
                raise Fault("size")
        if self.last.size != len(self.leaves):
            raise Fault("size")


def _judge_book(copy: bytes, against: bytes | None, key: str | None) -> None:
    book = _Read(copy)
    _judge_key(book.key, key)
    older, mark = None, None
    if against is not None and against.startswith(b"{"):
        older = _older(book, against)
    elif against is not None:
        mark = _mark(book, against)
    book.read()
    if older:
        older.read()
        if older.commitments != book.commitments[: len(older.commitments)]:
            raise Fault("rewritten", "shorter")
    if mark:
        _judge_mark(book, *mark)


def _older(book: _Read, content: bytes) -> _Read:
    older = _Read(content)
    if older.header["book"] != book.header["book"]:
        raise Fault("other-book")
    if any(older.header[name] != book.header[name] for name in ("process", "name", "origin", "key")):
        raise Fault("relabelled")
    return older


def _mark(book: _Read, content: bytes) -> tuple[notes.Checkpoint, proofs.Proof | None]:
    """An older checkpoint, or that of a proof, and the proof."""
    if len(content) > bookfile.LONGEST_LINE:
        raise Fault("too-long")
    try:
        note = content.decode()
    except UnicodeDecodeError:
        raise Fault("encoding") from None
    proof = None
    if note.startswith("c2sp.org/tlog-proof@"):
        proof = _or(("proof", "base64", "note"), proofs.parse, note)
        note = proof.checkpoint
    return _checkpoint(note, book.key, book.header["origin"]), proof


def _judge_mark(book: _Read, mark: notes.Checkpoint, proof: proofs.Proof | None) -> None:
    if mark.size > len(book.leaves):
        raise Fault("shorter")
    if merkle.root(book.leaves[: mark.size]) != mark.root:
        raise Fault("root")
    if proof:
        leaf = book.leaves[proof.index] if proof.index < len(book.leaves) else b""
        if not merkle.verify_inclusion(leaf, proof.index, mark.size, proof.path, mark.root):
            raise Fault("proof")


def _header(line: bytes) -> dict[str, Any]:
    if not line.startswith(b"{"):
        raise Fault("format", "empty")
    found = _object(line)
    if found.get("format") != bookfile.FORMAT:
        raise Fault("format")
    _fields(found, set(bookfile.HEADER))
    return _texts(found)


def _texts(header: dict[str, Any]) -> dict[str, Any]:
    words = [value for name, value in header.items() if name != "earlier"]
    if not isinstance(header["earlier"], list) or not all(map(_is_text, words + header["earlier"])):
        raise Fault("header")
    return header


def _judge_key(own: notes.VerifierKey, key: str | None) -> None:
    if key is not None and _or(("key", "base64"), notes.VerifierKey.parse, key.strip(" \t\r\n")) != own:
        raise Fault("other-key")


def _check_origin(header: dict[str, Any]) -> None:
    *host, process, book = ["", "", *header["origin"].split("/")]
    if len(host) > 2 and book == header["book"] and process != header["process"]:
        raise Fault("origin")


def _checkpoint(text: str, key: notes.VerifierKey, origin: str) -> notes.Checkpoint:
    note = _or(("note", "base64"), notes.parse_note, text)
    if not _or(("signature",), note.signed_by, key):
        raise Fault("unsigned")
    checkpoint = _or(("note", "base64"), notes.parse_checkpoint, note.text)
    if checkpoint.origin != origin:
        raise Fault("origin")
    return checkpoint


def _sealed(entry: dict[str, Any], before: str) -> bytes:
    """The commitment of an entry that is shown."""
    salt = _32(entry["salt"])
    kind, by, at = entry["kind"], entry["by"], entry["at"]
    if not isinstance(kind, str) or not kind or not isinstance(by, str | None):
        raise Fault("payload")
    if not isinstance(entry["data"], dict) or not isinstance(entry["facts"], dict):
        raise Fault("payload")
    if not isinstance(at, str) or not _is_moment(at) or at < before:
        raise Fault("time")
    return _or(("payload",), sealing.commitment, salt, entry)


def _is_moment(at: str) -> bool:
    try:
        moment = datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        return False
    return moment.isoformat(timespec="milliseconds") + "Z" == at


# ── A decision ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _decision(content: bytes) -> dict[str, Any]:
    found = _object(content, whole=True)
    if found.get("format") != DECISION:
        raise Fault("format")
    _fields(found, (set(bookfile.HEADER) - {"earlier"}) | {"decision", "entries"})
    if not isinstance(found["decision"], dict) or not isinstance(found["entries"], list) or not found["entries"]:
        raise Fault("decision")
    told = found["decision"]
    _fields(told, SUMMARY)
    unset = [name for name in ("about", "expires") if told[name] is None]
    if type(told["wording"]) is not int or not all(_is_text(told[name]) for name in SUMMARY - {"wording", *unset}):
        raise Fault("decision")
    return found


def _judge_decision(found: dict[str, Any], against: bytes | None, key: str | None) -> None:
    header = _texts({**{name: found[name] for name in set(bookfile.HEADER) - {"earlier"}}, "earlier": []})
    own = _or(("key", "base64"), notes.VerifierKey.parse, header["key"])
    last = _checkpoint(header["checkpoint"], own, header["origin"])
    _check_origin(header)
    _judge_key(own, key)
    if against is not None:
        raise Fault("not-compared")
    before, at = 0, ""
    for entry in found["entries"]:
        number = entry.get("number") if isinstance(entry, dict) else None
        if type(number) is not int or number <= before or number > last.size:
            raise Fault("number")
        _fields(entry, {*bookfile.ENTRY, "proof"})
        if not isinstance(entry["proof"], list):
            raise Fault("proof")
        path = list(map(_32, entry["proof"]))
        leaf = sealing.leaf(header["book"], number, _sealed(entry, at))
        if not merkle.verify_inclusion(leaf, number - 1, last.size, path, last.root):
            raise Fault("not-included")
        before, at = number, entry["at"]
    _judge_summary(found["decision"], found["entries"], header["name"])


def _judge_summary(told: dict[str, Any], entries: list[dict[str, Any]], name: str) -> None:
    put = entries[0]
    facts = put["facts"]
    frozen = facts.get("frozen")
    if put["kind"] != "decisions.put" or not isinstance(frozen, str) or facts.get("id") != told["id"]:
        raise Fault("decision")
    if any(entry["data"].get("decision") != told["id"] for entry in entries[1:]):
        raise Fault("decision")
    if hashlib.sha256(frozen.encode()).hexdigest() != facts.get("wording_hash"):
        raise Fault("words")
    follows = {
        **told,
        "about": put["data"].get("about"),
        "wording": facts["of_wording"] if facts.get("of_wording") is not None else put["number"],
        "wording_hash": facts["wording_hash"],
        "method": put["data"].get("method", "consent"),
        "expires": facts.get("expires") if facts.get("expires") != "" else None,
        "citation": f"{name} {put['number']}",
    }
    if json.dumps(follows, sort_keys=True) != json.dumps(told, sort_keys=True):
        raise Fault("summary")
    if _state(facts.get("parties"), entries[1:]) != told["state"]:
        raise Fault("state")


def _state(parties: Any, entries: list[dict[str, Any]]) -> Any:
    said: dict[str, bool] = {}
    for entry in entries:
        facts = entry["facts"]
        match entry["kind"].removeprefix("decisions.") if entry["kind"].startswith("decisions.") else "":
            case "break_silence":
                return "broken"
            case "withdraw":
                return "withdrawn"
            case "expire":
                return facts.get("outcome")
            case "reveal":
                return "match" if facts.get("match") is True else "no_match"
            case "consent" | "withdraw_consent" as kind if isinstance(facts.get("party"), str):
                said[facts["party"]] = kind == "consent"
    asked = parties if isinstance(parties, list) else []
    return "adopted" if asked and all(isinstance(each, str) and said.get(each) for each in asked) else "put"


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _object(content: bytes, whole: bool = False) -> dict[str, Any]:
    if len(content) > bookfile.LONGEST_LINE:
        raise Fault("too-long")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise Fault("encoding") from None
    try:
        found = json.loads(text, object_pairs_hook=_pairs, parse_int=_exact, parse_float=_exact, parse_constant=_never)
    except (ValueError, RecursionError):
        raise Fault("json") from None
    if not isinstance(found, dict) or _depth(found) > sealing.DEEPEST:
        raise Fault("json")
    return found


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _exact(text: str) -> int | float:
    if re.fullmatch("-?[0-9]+", text) and len(text) <= 16 and abs(int(text)) < 2**53:
        return int(text)
    value = float(text)
    _digits, _e, exponent = text.lower().partition("e")
    if len(text) >= 400 or abs(int(exponent or "0")) > 9999:
        raise ValueError
    if Decimal(text) != Decimal(sealing.canonical(value).decode()):
        raise ValueError
    return value


def _never(text: str) -> NoReturn:
    raise ValueError(text)


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [each for each in level if isinstance(each, dict | list)]:
        depth += 1
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    return depth


def _fields(found: dict[str, Any], wanted: set[str]) -> None:
    if set(found) != wanted:
        raise Fault("fields")


def _is_text(word: Any) -> bool:
    return isinstance(word, str) and not any("\ud800" <= letter <= "\udfff" for letter in word)


def _32(text: Any) -> bytes:
    data = _or(("base64",), sealing.unb64, text) if isinstance(text, str) else b""
    if len(data) != 32:
        raise Fault("base64")
    return data


def _or(codes: tuple[str, ...], does: Callable[..., Result], *given: Any) -> Result:
    """What `does` gives; its ValueError is a fault with these codes."""
    try:
        return does(*given)
    except ValueError:
        raise Fault(*codes) from None
