#!/usr/bin/env python3
"""Checks a book, or a decision, that was taken away as a file. A party needs this one file, Python and two packages:

    pip install rfc8785 cryptography
    python checker.py FILE [--key KEY] [--against OLDER] [--witnesses KEYS] [--json]

KEY is the host's verifier key, or a file that holds it. OLDER is an earlier copy of the same book, a checkpoint, or a
.tlog-proof. KEYS is a file of witnesses' verifier keys, one a line: each must have signed a checkpoint in the file. Without any
of them, the checker can only say that the file agrees with itself.
Exit status: 0 good, 1 something is wrong, 2 the checker was asked in a way it does not understand.

It shares no code with the modules that write books, so that a mistake there cannot hide here; hence one longer file.
It reads line by line: what it holds in memory does not grow with the book.
Sources: docs/reference/book-file.md; RFC 8785, RFC 9162 section 2.1; C2SP signed-note, tlog-checkpoint, tlog-proof,
tlog-cosignature.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import itertools
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

try:
    import rfc8785
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError as missing:
    print(f"The checker needs the package {missing.name}: pip install rfc8785 cryptography", file=sys.stderr)
    raise SystemExit(2) from None

Source: TypeAlias = "str | os.PathLike[str] | Iterable[str | bytes]"

FORMAT = "goodoffices-book/1"
HEADER = {"format", "process", "book", "name", "origin", "checkpoint", "key", "earlier"}
ENTRY = {"number", "salt", "kind", "by", "at", "data", "facts"}
SEALED = ("kind", "by", "at", "data", "facts")
WITHHELD = {"number", "commitment"}
OF_DECISION = "goodoffices-decision/1"
OF_DECISION_FIRST = re.compile(rb'"format"[ \t]*:[ \t]*"goodoffices-decision/1"')
EXCERPT = (HEADER - {"earlier"}) | {"decision", "entries"}
DECISION = {"id", "about", "wording", "wording_hash", "method", "state", "expires", "citation"}
ENDINGS = {"decisions.break_silence": "broken", "decisions.withdraw": "withdrawn"}
LONGEST_LINE = 4 << 20  # bytes; the same for a note or a proof
MOST_SENTENCES = 20
MOST_SIGNATURES = 100
MOST_CHARACTERS = 1 << 20  # of a signed note
DEEPEST = 200  # objects and arrays inside each other, those of the line counted
ITSELF_ONLY = "consistent with itself only"


class Fault(NamedTuple):
    """Something that is wrong: a code for programs (docs/reference/book-file.md lists them), and a sentence for people."""

    code: str
    sentence: str


class Wrong(Exception):
    """What ends the check at once."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = Fault(code, sentence)


@dataclass
class Report:
    """What was found: sentences for people, `codes` for programs: each kind of fault once, in the order of finding."""

    ok: bool = False
    proves: str = "nothing"
    codes: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """`ok`, `proves`, `codes`, `sentences`; then, as far as the file was read, what it says of itself."""
        found = {"ok": self.ok, "proves": self.proves, "codes": self.codes, "sentences": self.sentences}
        return found | self.about


def verify(
    path_or_lines: Source, key: str | None = None, against: Source | None = None, witnesses: str | None = None
) -> Report:
    """Check a book file (a path, or its lines). Whatever is wrong stands in the report; nothing is raised.

    `key`: the host's verifier key, or a path to it. `against`: an older copy, a checkpoint or a proof. `witnesses`: verifier
    keys of witnesses, one a line, or a path to them.
    """
    report = Report()
    faults: list[Fault] = []
    try:
        known = read_witnesses(witnesses)
        lines = _lines(path_or_lines)
        first = next(lines, b"")
        excerpt = _excerpt(first, lines)
        header = _header_of(excerpt) if excerpt else _header(first)
        book = Book(header, lines, faults, witnesses=known)
        try:
            _check_key(book, key, faults)
            if excerpt:
                _check_excerpt(book, excerpt, against, faults)
            else:
                _read_both(book, _older(against, book, faults), faults)
            faults += book.unwitnessed
        finally:
            report.about = book.about
    except Wrong as wrong:
        faults.append(wrong.fault)
    if faults:
        more = len(faults) - MOST_SENTENCES
        report.codes = list(dict.fromkeys(fault.code for fault in faults))
        report.sentences = [fault.sentence for fault in faults[:MOST_SENTENCES]]
        report.sentences += [f"And {more} more like these."] if more > 0 else []
        return report
    report.ok = True
    report.proves = _proves(key, against, witnesses)
    report.sentences = (_decided(book, excerpt, key) if excerpt else _good_news(book, key, against)) + book.witnessed
    return report


def _check_key(book: Book, key: str | None, faults: list[Fault]) -> None:
    if key is None:
        return
    given = read_key(key)
    if given.text != book.key.text:
        sentence = (
            f"The file is under another key than the one given: the fingerprint of its key is "
            f"{book.key.fingerprint}, that of the key given {given.fingerprint}."
        )
        faults.append(Fault("other-key", sentence))


def _read_both(book: Book, older: Book | Mark | None, faults: list[Fault]) -> None:
    """Go through the book, with the older copy beside it, and say what does not fit."""
    theirs = older.entries() if isinstance(older, Book) else iter(())
    differences: list[Fault] = []
    try:
        for commitment in book.entries():
            if next(theirs, commitment) != commitment and not differences:
                sentence = f"Entry {book.size} is not what it was in the older copy."
                differences.append(Fault("rewritten", sentence))
        for _ in theirs:  # what the older copy has beyond ours must hold too
            pass
        if isinstance(older, Mark):
            differences += _mark_differences(book, older)
        if differences and not faults:  # only what is without fault otherwise, signatures included, accuses anyone
            sentence = "Both are signed under the same key: its holder has signed two different histories."
            differences.append(Fault("two-histories", sentence))
        longer = older.size if older else 0
        if longer > book.size:
            sentence = (
                f"The older one counts {longer} entries, this file {book.size}: "
                "its end was cut off, or the two were given in the wrong order."
            )
            differences.append(Fault("shorter", sentence))
    finally:
        faults += differences


def _mark_differences(book: Book, mark: Mark) -> list[Fault]:
    if mark.size > book.size or mark.broken:
        return [mark.broken] if mark.broken else []
    if mark.path is not None and _climb(mark.leaf, mark.index, mark.size, mark.path) != mark.root:
        sentence = f"{mark.what} is faulty in itself: it does not lead from entry {mark.index + 1} to its own root."
        raise Wrong("proof", sentence)
    return []


def _proves(key: str | None, against: Source | None, witnesses: str | None) -> str:
    proved = [] if key is None else ["signed under the key given"]
    if against is not None:
        proved.append("nothing rewritten since the older copy")
    if witnesses is not None:
        proved.append("signed by the witnesses given")
    return "; ".join(proved) or ITSELF_ONLY


def _good_news(book: Book, key: str | None, against: Source | None) -> list[str]:
    count = f"{book.size} {'entry' if book.size == 1 else 'entries'}"
    news = [f"The book {_shown(book.header['name'])} is whole: {count}, all under one signed root."]
    if book.withheld:
        news.append(
            f"{book.withheld} of them without content: their place is sealed, their words are not in this file."
        )
    if key is not None:
        news.append("It is signed under the key given.")
    if against is not None:
        news.append("Nothing in the older copy was changed, taken out, moved or slipped in between.")
    if key is None and against is None:
        news.append(f"The file is {ITSELF_ONLY}: a known key or an older copy shows that nothing was rewritten.")
    if key is None:
        news.append(f"The fingerprint of its key is {book.key.fingerprint}: compare it with the host's.")
    return [*news, _labels(book)]


def _labels(book: Book) -> str:
    labels = "The book's name is a label" if book.origin_names_process else "The book's name and process are labels"
    return f"{labels} in the file, not under the signature."


# ── A decision: some entries of a book, each with its path to the signed root ────────────────────────────────────────


def _excerpt(first: bytes, lines: Iterator[bytes]) -> dict[str, Any] | None:
    """The decision in a file; None if it is a book. A decision's first line is { alone, or names the format."""
    if first.strip(b" \t\r\n") != b"{" and not re.search(OF_DECISION_FIRST, first):
        return None
    found = _object(b"".join(_short(first, lines, "The file")), "The file")
    if found.get("format") != OF_DECISION:
        raise Wrong("format", "This is neither a book file nor a decision that this checker knows.")
    _check_fields(found, EXCERPT, "The file")
    told, entries = found["decision"], found["entries"]
    if not isinstance(told, dict) or not isinstance(entries, list) or not entries:
        raise Wrong("decision", "The file holds no decision with its entries.")
    _check_fields(told, DECISION, "The decision")
    texts = [told[name] for name in DECISION - {"about", "expires", "wording"}]
    texts += [told[name] for name in ("about", "expires") if told[name] is not None]
    if not all(map(_is_text, texts)) or type(told["wording"]) is not int:
        raise Wrong("decision", "The decision holds something that does not belong there.")
    return found


def _header_of(excerpt: dict[str, Any]) -> dict[str, Any]:
    header = {name: excerpt[name] for name in HEADER - {"earlier", "format"}}
    return _check_header({**header, "format": FORMAT, "earlier": []}, "The file")


def _check_excerpt(book: Book, excerpt: dict[str, Any], against: Source | None, faults: list[Fault]) -> None:
    if against is not None:
        sentence = "A decision is compared with a key, not with an older copy: compare whole copies of its book."
        raise Wrong("not-compared", sentence)
    before = 0
    for place, entry in enumerate(excerpt["entries"], start=1):
        where = f"Entry {place} of the file"
        number = entry.get("number") if isinstance(entry, dict) else None
        if type(number) is not int or not before < number <= book.last.size:
            raise Wrong("number", f"{where} has no number that follows the one before it, within the book.")
        _check_fields(entry, ENTRY | {"proof"}, where)
        if not isinstance(entry["proof"], list):
            raise Wrong("proof", f"{where} has no proof.")
        path = [_base64url(step, f"{where}: its proof") for step in entry["proof"]]
        leaf = book._leaf(number, book._sealed(entry, where))
        if _climb(leaf, number - 1, book.last.size, path) != book.last.root:
            faults.append(Fault("not-included", f"Entry {number} is not one of the book that was signed."))
        book.size, before = book.size + 1, number
    if not faults:
        _check_decision(book, excerpt["decision"], excerpt["entries"], faults)


def _check_decision(book: Book, told: dict[str, Any], entries: list[dict[str, Any]], faults: list[Fault]) -> None:
    """Whether what is said in short is what the entries say."""
    put, others = entries[0], entries[1:]
    facts, data = put["facts"], put["data"]
    frozen = facts.get("frozen")
    if put["kind"] != "decisions.put" or not isinstance(frozen, str) or facts.get("id") != told["id"]:
        sentence = "The first entry of the file is not the one by which this was put to a decision."
        raise Wrong("decision", sentence)
    if hashlib.sha256(frozen.encode()).hexdigest() != facts.get("wording_hash"):
        faults.append(Fault("words", "The hash on record is not that of the words on record."))
    wording, expires = facts.get("of_wording"), facts.get("expires")
    said = {
        "about": data.get("about"),
        "wording": put["number"] if wording is None else wording,
        "wording_hash": facts.get("wording_hash"),
        "method": data.get("method", "consent"),
        "expires": None if expires == "" else expires,
        "citation": f"{book.header['name']} {put['number']}",
    }
    for name, value in said.items():
        if type(told[name]) is not type(value) or told[name] != value:
            faults.append(Fault("summary", f"The file’s {name} is not the one on record."))
    if told["state"] != _state(facts, others, told["id"]):
        faults.append(Fault("state", f"The entries do not make it {_shown(told['state'])}."))


def _state(facts: dict[str, Any], entries: list[dict[str, Any]], decision: str) -> str | None:
    """What these entries make of a decision; None if that is nothing that the product knows."""
    for entry in entries:
        if entry["data"].get("decision") != decision:
            raise Wrong("decision", f"Entry {entry['number']} is about something else.")
    consenting: set[str] = set()
    for entry in entries:
        kind, told = entry["kind"], entry["facts"]
        party = told.get("party")
        if kind in ENDINGS:
            return ENDINGS[kind]
        if kind == "decisions.expire":
            outcome = told.get("outcome")
            return outcome if isinstance(outcome, str) else None
        if kind == "decisions.reveal":
            return "match" if told.get("match") is True else "no_match"
        if isinstance(party, str) and kind == "decisions.consent":
            consenting.add(party)
        if isinstance(party, str) and kind == "decisions.withdraw_consent":
            consenting.discard(party)
    parties = facts.get("parties")
    known = isinstance(parties, list) and bool(parties) and all(isinstance(party, str) for party in parties)
    return "adopted" if known and consenting >= set(parties or ()) else "put"


def _decided(book: Book, excerpt: dict[str, Any], key: str | None) -> list[str]:
    told = excerpt["decision"]
    news = [
        f"The decision is in the book {_shown(book.header['name'])} as the file says: {_shown(told['state'])}.",
        f"The words put have the SHA-256 {told['wording_hash']}.",
        f"{book.size} of the book’s {book.last.size} entries are here, each with its proof. What the others say is not.",
    ]
    if key is not None:
        return [*news, "It is signed under the key given.", _labels(book)]
    return [
        *news,
        f"The file is {ITSELF_ONLY}: a known key shows who signed it.",
        f"The fingerprint of its key is {book.key.fingerprint}: compare it with the host's.",
        _labels(book),
    ]


@dataclass
class Mark:
    """A signed checkpoint which the entries must pass through, and for a proof, a leaf with its path."""

    what: str
    size: int
    root: bytes
    index: int = 0
    path: list[bytes] | None = None
    leaf: bytes = b""
    broken: Fault | None = None


class Book:
    """A book file that is being read. Its head is checked at once, each entry when `entries` comes to it."""

    def __init__(
        self,
        header: dict[str, Any],
        lines: Iterator[bytes],
        faults: list[Fault],
        of: str = "",
        witnesses: Iterable[Key] = (),
    ) -> None:
        self.of = of  # "" or " of the older copy", to make sentences with
        self._heard: dict[Key, tuple[int, int]] = dict.fromkeys(witnesses, (0, 0))  # (entries, seconds since 1970)
        self.header = header
        self.id = self.header["book"]
        self.key = Key(self.header["key"], f"The key{of}")
        self.size = self.withheld = 0
        self._lines = lines
        self._faults = faults
        self._tree = Tree()
        self._at = ""
        self._agreed = 0
        self.last = self.mark(self.header["checkpoint"], f"The checkpoint{of}")
        self.older: Mark | None = None
        """An older checkpoint to pass through too; a difference is written on it."""
        self._marks = [self.last]
        for place, note in enumerate(self.header["earlier"], start=1):
            self._marks.append(self.mark(note, f"Earlier checkpoint {place}{of}"))
        self._check_origin()

    @property
    def origin_names_process(self) -> bool:
        """Whether the origin has the form host/process/book, so that the signature covers the process too."""
        parts = self.header["origin"].split("/")
        return len(parts) >= 3 and parts[-1] == self.id

    @property
    def about(self) -> dict[str, Any]:
        said = {name: self.header[name] for name in ("process", "book", "name", "origin", "key")}
        counted = {"fingerprint": self.key.fingerprint, "entries": self.size, "withheld": self.withheld}
        return said | counted | {"size": self.last.size, "root": base64.b64encode(self.last.root).decode()}

    @property
    def witnessed(self) -> list[str]:
        """A sentence for each witness that has signed: how many entries, and when."""
        return [
            f"The witness {_shown(key.name)} has signed the first {size} entries, {_moment(at)}."
            for key, (size, at) in self._heard.items()
            if at
        ]

    @property
    def unwitnessed(self) -> list[Fault]:
        return [
            Fault("unwitnessed", f"The witness {_shown(key.name)} has signed none of the checkpoints in this file.")
            for key, (_size, at) in self._heard.items()
            if not at
        ]

    def mark(self, note: str, what: str) -> Mark:
        """The checkpoint in a signed note; a signature that does not hold goes to the faults."""
        text = _signed_text(note, self.key, what, self._faults)
        lines = text.split("\n")
        if len(lines) < 4 or not all(lines[:-1]) or not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
            raise Wrong("note", f"{what} does not consist of an origin, a size and a root.")
        if lines[0] != self.header["origin"]:
            sentence = f"{what} is about {_shown(lines[0])}, not about the origin that the file names."
            self._faults.append(Fault("origin", sentence))
        for witness in self._heard:
            if at := _cosigned_at(note, text, witness, what, self._faults):
                self._heard[witness] = max(self._heard[witness], (int(lines[1]), at))
        return Mark(what, int(lines[1]), _base64(lines[2], what, 32))

    def entries(self) -> Iterator[bytes]:
        """The commitment of each entry in turn. Raises Wrong at the first line that cannot be right."""
        waiting: dict[int, list[Mark]] = {}
        for mark in self._marks + ([self.older] if self.older else []):
            waiting.setdefault(mark.size, []).append(mark)
        self._compare(waiting.pop(0, []))
        for line in self._lines:
            number = self.size + 1
            commitment = self._commitment(line, number, f"Line {number + 1}{self.of}")
            leaf = self._leaf(number, commitment)
            self._tree.append(leaf)
            self.size = number
            if self.older and self.older.index == number - 1:
                self.older.leaf = leaf
            if number in waiting:
                self._compare(waiting.pop(number))
            yield commitment
        self._check_end()

    def _check_origin(self) -> None:
        parts = self.header["origin"].split("/")
        if self.origin_names_process and parts[-2] != self.header["process"]:
            sentence = f"The header{self.of} names another process than its signed origin does."
            self._faults.append(Fault("origin", sentence))

    def _commitment(self, line: bytes, number: int, where: str) -> bytes:
        entry = _json(line, where)
        found = entry.get("number")
        if type(found) is not int or found != number:
            what = f"is entry {_shown(found)}" if "number" in entry else "has no number"
            sentence = f"{where} should be entry {number}, but {what}: a line was taken out, put in or moved."
            raise Wrong("number", sentence)
        if entry.keys() == WITHHELD:
            self.withheld += 1
            return _base64url(entry["commitment"], f"{where}: the commitment")
        _check_fields(entry, ENTRY, where)
        return self._sealed(entry, where)

    def _sealed(self, entry: dict[str, Any], where: str) -> bytes:
        salt = _base64url(entry["salt"], f"{where}: the salt")
        self._check_payload(entry, where)
        try:
            return hashlib.sha256(salt + rfc8785.dumps({name: entry[name] for name in SEALED})).digest()
        except (ValueError, RecursionError):
            raise Wrong("payload", f"{where} holds a value that canonical JSON does not know.") from None

    def _check_payload(self, entry: dict[str, Any], where: str) -> None:
        by, at = entry["by"], entry["at"]
        if not (by is None or isinstance(by, str)) or not isinstance(entry["kind"], str) or not entry["kind"]:
            raise Wrong("payload", f"{where}: the kind is not a word, or “by” is neither a seat nor null.")
        if not isinstance(entry["data"], dict) or not isinstance(entry["facts"], dict):
            raise Wrong("payload", f"{where}: data and facts are not both objects.")
        if at == self._at and at:
            return
        if not isinstance(at, str) or not _is_time(at):
            raise Wrong("time", f"{where}: {_shown(at)} is not a time like 2026-01-31T09:30:00.000Z.")
        if at < self._at:
            raise Wrong("time", f"{where}: its time {at} lies before that of an entry above it, {self._at}.")
        self._at = at

    def _leaf(self, number: int, commitment: bytes) -> bytes:
        sealed = base64.urlsafe_b64encode(commitment).rstrip(b"=").decode()
        record = rfc8785.dumps({"v": 1, "book": self.id, "number": number, "commitment": sealed})
        return hashlib.sha256(b"\x00" + record).digest()

    def _compare(self, marks: list[Mark]) -> None:
        root = self._tree.root() if marks else b""
        for mark in marks:
            if mark.root == root:
                self._agreed = self.size
                continue
            mark.broken = Fault("root", f"{mark.what} does not fit: {self._suspects()} not what was signed.")
            if mark is not self.older:
                self._faults.append(mark.broken)

    def _suspects(self) -> str:
        first = self._agreed + 1
        if first < self.size:
            return f"something in the entries {first} to {self.size} is"
        return f"entry {first} is" if first == self.size else f"a book of these {self.size} entries is"

    def _check_end(self) -> None:
        if self.size != self.last.size:
            change = "the end was cut off" if self.size < self.last.size else "something was added"
            sentence = f"{self.last.what} counts {self.last.size} entries, but {self.size} are here: {change}."
            self._faults.append(Fault("size", sentence))
        if any(mark.size > self.last.size for mark in self._marks):
            sentence = f"An earlier checkpoint{self.of} counts more entries than the last one."
            self._faults.append(Fault("size", sentence))


class Tree:
    """The Merkle tree over the leaves so far, kept as the roots of its full subtrees (RFC 9162 section 2.1)."""

    def __init__(self) -> None:
        self._full: list[tuple[int, bytes]] = []  # (leaves below, root), largest first

    def append(self, leaf: bytes) -> None:
        below = 1
        while self._full and self._full[-1][0] == below:
            leaf = _node(self._full.pop()[1], leaf)
            below *= 2
        self._full.append((below, leaf))

    def root(self) -> bytes:
        roots = [root for _, root in self._full]
        if not roots:
            return hashlib.sha256().digest()
        above = roots.pop()
        while roots:
            above = _node(roots.pop(), above)
        return above


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a path leads to, from the top down (RFC 9162 section 2.1.3.1); empty if it does not fit."""
    if size == 1 or not path:
        return leaf if size == 1 and not path else b""
    split = 1 << ((size - 1).bit_length() - 1)
    if index < split:
        return _node(_climb(leaf, index, split, path[:-1]), path[-1])
    return _node(path[-1], _climb(leaf, index - split, size - split, path[:-1]))


class Key:
    """A verifier key, `name+id+base64(type ‖ key)` (C2SP signed-note): a host's (type 1), or a witness's (type 4)."""

    def __init__(self, text: str, what: str, kind: int = 1) -> None:
        self.text = text
        parts = re.fullmatch(r"([^\s+\x00-\x1f]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
        if not parts:
            raise Wrong("key", f"{what} is not a verifier key, written name+id+key.")
        self.name, data = parts[1], _base64(parts[3], what, 33)
        self.id = hashlib.sha256(f"{self.name}\n".encode() + data).digest()[:4]
        if data[0] != kind or parts[2] != self.id.hex() or _is_weak(data[1:]):
            raise Wrong("key", f"{what} is damaged, or of a kind that proves nothing here.")
        self._public = Ed25519PublicKey.from_public_bytes(data[1:])

    @property
    def fingerprint(self) -> str:
        """Something to read to each other: 128 bits of SHA-256 over the key string, in groups of four."""
        return " ".join(re.findall("....", hashlib.sha256(self.text.encode()).hexdigest()[:32]))

    def signed(self, signature: bytes, text: str) -> bool:
        try:
            self._public.verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


def _is_weak(key: bytes) -> bool:
    """A point of small order, or one spelled beyond the field: under some of these anybody can sign (RFC 8032)."""
    prime = 2**255 - 19
    y = int.from_bytes(key, "little") % 2**255
    if y >= prime or y * (y * y - 1) % prime == 0:
        return True
    # The doubled point has y' = 0 exactly for the points of order eight: x² = -y², with x² = (y² - 1) / (d·y² + 1).
    d = -121665 * pow(121666, -1, prime)
    return (y * y - 1 + y * y * (d * y * y + 1)) % prime == 0


def _cosigned_at(note: str, text: str, witness: Key, what: str, faults: list[Fault]) -> int:
    """When a witness signed this checkpoint, in seconds since 1970 (C2SP tlog-cosignature); 0 if it did not."""
    lines = [line.split(" ") for line in note[len(text) + 1 :].split("\n")[:-1]]
    latest = 0
    for name, data in ((line[1], _base64(line[2], what)) for line in lines):
        if (name, data[:4]) != (witness.name, witness.id):
            continue
        at = int.from_bytes(data[4:12], "big")
        if len(data) != 76 or not witness.signed(data[12:], f"cosignature/v1\ntime {at}\n{text}"):
            sentence = f"The signature of the witness {_shown(name)} on {what[0].lower() + what[1:]} does not hold."
            faults.append(Fault("witness", sentence))
            return 0
        latest = max(latest, at)
    return latest


def _moment(at: int) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).strftime("as it says on %Y-%m-%d at %H:%M UTC")
    except (OverflowError, OSError, ValueError):
        return "at no time that a calendar knows"


def _signed_text(note: str, key: Key, what: str, faults: list[Fault]) -> str:
    """The text of a signed note; what is wrong with its signature goes to the faults."""
    parts = re.fullmatch("([^\x00-\x09\x0b-\x1f]*\n)\n((?:[^\x00-\x1f]+\n)+)", note)
    lines = parts[2].split("\n")[:-1] if parts else []
    found = [re.fullmatch(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)", line) for line in lines]
    if not parts or not all(found) or len(found) > MOST_SIGNATURES or len(note) > MOST_CHARACTERS:
        raise Wrong("note", f"{what} is not a signed note.")
    signatures = [(line[1], _base64(line[2], what)) for line in found if line]
    if any(len(data) <= 4 for _name, data in signatures):  # no more than the id of a key
        raise Wrong("note", f"{what} is not a signed note.")
    known = [data[4:] for name, data in signatures if (name, data[:4]) == (key.name, key.id)]
    if not known:
        faults.append(Fault("unsigned", f"{what} is not signed under the key in the file."))
    elif not all(key.signed(signature, parts[1]) for signature in known):
        faults.append(Fault("signature", f"The signature on {what[0].lower() + what[1:]} does not hold."))
    return parts[1]


# ── Reading, strictly ────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(source: Source) -> Iterator[bytes]:
    if not isinstance(source, str | os.PathLike):
        for line in source:
            yield line.encode(errors="surrogatepass") if isinstance(line, str) else line
        return
    try:
        with open(source, "rb") as file:  # noqa: PTH123 - also a pipe or a descriptor
            while line := file.readline(LONGEST_LINE + 1):
                yield line
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise Wrong("unreadable", f"{_shown(os.fspath(source))} cannot be read: {why}.") from None


def _header(line: bytes, of: str = "") -> dict[str, Any]:
    if not line:
        raise Wrong("empty", f"This file is empty: a book file{of} has at least a header.")
    if not line.startswith(b"{"):
        raise Wrong("format", f"This is not a book file{of}: its first line is no header.")
    header = _json(line, f"Line 1{of}")
    if header.get("format") != FORMAT:
        sentence = f"This is not a book file{of} that this checker knows: its header does not say {FORMAT}."
        raise Wrong("format", sentence)
    _check_fields(header, HEADER, f"Line 1{of}")
    return _check_header(header, f"Line 1{of}")


def _check_header(header: dict[str, Any], where: str) -> dict[str, Any]:
    earlier = header["earlier"]
    words = [header[name] for name in HEADER - {"earlier"}]
    if not isinstance(earlier, list) or not all(map(_is_text, words + earlier)):
        raise Wrong("header", f"{where}: the header holds something that is not a text.")
    return header


def _older(source: Source | None, book: Book, faults: list[Fault]) -> Book | Mark | None:
    """The older copy, by its first line: a book file, a proof, or else a checkpoint."""
    if source is None:
        return None
    lines = _lines(source)
    first = next(lines, b"")
    if not first.startswith(b"{"):
        mark = _older_mark(_text(b"".join(_short(first, lines, "The older file")), "The older file"), book)
        book.older = mark
        return mark
    of = " of the older copy"
    older = Book(_header(first, of), lines, faults, of)
    if older.id != book.id:
        raise Wrong("other-book", f"The older copy is of another book: {_shown(older.id)}, not {_shown(book.id)}.")
    for name in ("process", "name", "origin", "key"):
        if older.header[name] != book.header[name]:
            sentence = (
                f"The header's {name} was {_shown(older.header[name])} in the older copy, "
                f"and is {_shown(book.header[name])} now."
            )
            faults.append(Fault("relabelled", sentence))
    return older


def _older_mark(text: str, book: Book) -> Mark:
    if not text.startswith("c2sp.org/tlog-proof@"):
        return book.mark(text, "The older checkpoint")
    what = "The older proof"
    parts = re.fullmatch(
        "c2sp.org/tlog-proof@v1\n(?:extra ([A-Za-z0-9+/=]*)\n)?index (0|[1-9][0-9]{0,18})\n((?:[^\n]+\n){0,64})\n(.+)",
        text,
        re.DOTALL,
    )
    if not parts:
        raise Wrong("proof", f"{what} is damaged: it is not what a .tlog-proof looks like.")
    _base64(parts[1] or "", what)
    mark = book.mark(parts[4], what)
    mark.index, mark.path = int(parts[2]), [_base64(line, what, 32) for line in parts[3].split("\n")[:-1]]
    return mark


def _short(first: bytes, lines: Iterator[bytes], where: str) -> Iterator[bytes]:
    """All of a checkpoint, a proof, a key or a decision: such files are no longer than a line may be."""
    left = LONGEST_LINE
    for line in itertools.chain([first], lines):
        left -= len(line)
        if left < 0:
            raise Wrong("too-long", f"{where} is longer than {LONGEST_LINE} bytes.")
        yield line


def _json(line: bytes, where: str) -> dict[str, Any]:
    """The object on a line, and nothing else."""
    if len(line) > LONGEST_LINE:
        raise Wrong("too-long", f"{where} is longer than {LONGEST_LINE} bytes.")
    line = line.removesuffix(b"\n")
    if not line.strip(b" \t\r") or b"\n" in line:
        raise Wrong("json", f"{where} is empty, or more than one line.")
    return _object(line, where)


def _object(told: bytes, where: str) -> dict[str, Any]:
    """An object of JSON. Each field once, numbers as they are meant, nothing nested without end."""
    text = _text(told, where)
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_int=_number, parse_float=_number, parse_constant=_no_number
        )
        if text.count("[") + text.count("{") > DEEPEST and _is_deep(value):
            raise RecursionError
    except RecursionError:
        raise Wrong("json", f"{where} is not JSON as it should be: it is nested too deeply.") from None
    except ValueError as problem:
        raise Wrong("json", f"{where} is not JSON as it should be: {getattr(problem, 'msg', problem)}.") from None
    if not isinstance(value, dict):
        raise Wrong("json", f"{where} is not an object.")
    return value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [each for each in itertools.chain.from_iterable(inner) if isinstance(each, dict | list)]
    return bool(level)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = (Counter(name for name, _ in pairs) - Counter(found.keys())).keys()
        raise ValueError(f"the field {_shown(min(twice))} stands twice")
    return found


def _number(text: str) -> int | float:
    """A number means the IEEE double nearest to it; one that reads differently from what was sealed is refused."""
    if len(text) <= 16 and text.lstrip("-").isdigit() and abs(int(text)) < 2**53:
        return int(text)
    if len(text) < 400 and not re.search("[eE][-+]?0*[1-9][0-9]{4}", text):  # so far away only a zero is exact
        value = float(text)
        if Decimal(text) == Decimal(repr(value)):
            return value
    return _no_number(text)


def _no_number(text: str) -> int:
    raise ValueError(f"the number {_shown(text)} is not one that JSON can carry exactly")


def _check_fields(found: dict[str, Any], wanted: set[str], where: str) -> None:
    if missing := sorted(wanted - found.keys()):
        raise Wrong("fields", f"{where} lacks {', '.join(missing)}.")
    if strange := sorted(found.keys() - wanted):
        names = ", ".join(map(_shown, strange[:5]))
        raise Wrong("fields", f"{where} has fields that do not belong there: {names}.")


def _text(line: bytes, where: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise Wrong("encoding", f"{where} is not UTF-8 text.") from None


def _is_text(word: Any) -> bool:
    try:
        return isinstance(word, str) and word.encode() is not None
    except UnicodeEncodeError:  # half of a surrogate pair
        return False


def _is_time(at: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}\\.[0-9]{3}Z", at):
        return False
    try:
        return bool(date.fromisoformat(at[:10]))
    except ValueError:
        return False


def _base64(text: str, what: str, length: int | None = None) -> bytes:
    """Standard base64, in its one right spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if base64.b64encode(data).decode() != text or (length is not None and len(data) != length):
        raise Wrong("base64", f"{what} holds something that should be base64 and is not.")
    return data


def _base64url(text: Any, what: str) -> bytes:
    """32 bytes in base64url without padding, in its one right spelling."""
    if isinstance(text, str) and len(text) == 43 and "+" not in text and "/" not in text:
        standard = text.replace("-", "+").replace("_", "/") + "="
        return _base64(standard, what, 32)
    raise Wrong("base64", f"{what} is not 32 bytes in base64url.")


def _shown(value: Any) -> str:
    """A stranger's words, safe to print: short, and without letters that would act on a terminal."""
    if not isinstance(value, str):
        value = rfc8785.dumps(value).decode() if isinstance(value, int | float | None) else type(value).__name__
    text = value if len(value) <= 60 else value[:59] + "…"
    return "“" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text) + "”"


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def read_key(text_or_path: str) -> Key:
    """The key written as this text, or in the file at this path. Wrong if it is neither."""
    text = text_or_path
    if os.path.isfile(text):  # noqa: PTH113 - a key is no path, however long, and must not raise
        text = _text(b"".join(_short(b"", _lines(text), "The key file")), "The key file")
    return Key(text.strip(" \t\r\n"), "The key given")


def read_witnesses(text_or_path: str | None) -> list[Key]:
    """The keys of witnesses written as this text, one a line, or in the file at this path. Wrong if one is none."""
    if text_or_path is None:
        return []
    text = text_or_path
    if os.path.isfile(text):  # noqa: PTH113 - the same
        text = _text(b"".join(_short(b"", _lines(text), "The file of witnesses")), "The file of witnesses")
    keys = [Key(line.strip(), f"Witness {place}", 4) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not keys:
        raise Wrong("witness", "No witness is named in the file of witnesses.")
    return keys


def main(arguments: list[str] | None = None) -> int:
    """The command line; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="checker", description="Check a book or a decision that was taken away.")
    parser.add_argument("file", metavar="FILE", help="the book file, or a decision.json")
    parser.add_argument("--key", help="the host's verifier key, or a file that holds it")
    parser.add_argument("--against", metavar="OLDER", help="an older copy, a checkpoint or a .tlog-proof")
    parser.add_argument("--witnesses", metavar="KEYS", help="a file of witnesses' verifier keys, one a line")
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")
    asked = parser.parse_args(arguments)
    for path in filter(None, (asked.file, asked.against)):
        if not os.path.exists(path):  # noqa: PTH110 - the same
            parser.error(f"there is no file {_shown(path)}")
    try:
        if asked.key:
            read_key(asked.key)
        read_witnesses(asked.witnesses)
    except Wrong as wrong:
        parser.error(str(wrong))

    report = verify(asked.file, asked.key, asked.against, asked.witnesses)
    print(json.dumps(report.as_dict()) if asked.json else "\n".join(report.sentences))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal without our quotes
    sys.exit(main())
