"""What pages and the API ask about witnesses: of the books that the asker reads on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from goodoffices.engines import ledger
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere, book_read_by, books_read_by
from goodoffices.record.checkpoints import offered, offered_of
from goodoffices.record.copy import consistency
from goodoffices.record.keys import origin, verifier_key
from goodoffices.record.models import Book
from goodoffices.record.timestamps import written
from goodoffices.witnesses.models import Witness


@dataclass(frozen=True)
class Signed:
    """A witness, and the last checkpoint of a book that it has signed, if any: its size, the line, when."""

    witness: Witness
    mine: bool
    size: int = 0
    line: str = ""
    at: str = ""


@dataclass(frozen=True)
class Watched:
    """A book with the checkpoint that its readers compare and witnesses are offered (empty before the first)."""

    book: Book
    note: str
    size: int = 0
    fingerprint: str = ""
    signed: list[Signed] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """The checkpoint with the lines of all who have signed it."""
        return self.note + "".join(each.line for each in self.signed if each.size == self.size)

    @property
    def origin(self) -> str:
        return origin(self.book.process_id, self.book.id)


def witnesses(seat: Seat) -> list[Witness]:
    """All that stand, by party."""
    found = list(Witness.objects.seen_by(seat).standing().select_related("party", "book"))
    return sorted(found, key=lambda each: (each.party is None, each.party.mark if each.party else "", each.number))


def own(seat: Seat) -> list[Witness]:
    """Those of this seat's side."""
    return list(Witness.objects.seen_by(seat).standing().of_side(seat))


def read_on(seat: Seat, book: str) -> tuple[Book, int]:
    """The book and from where on this seat reads it; NotThere also for one that it reads no further."""
    return book_read_by(seat, book), seat.books()[book]


def compared(seat: Seat) -> list[Watched]:
    """Every book that the seat reads, if anything stands in it, the widest first, as all its readers compare it."""
    books = begun(seat)
    notes = offered_of({book.id: book for book in books}, seat.books())
    return [_watched(book, notes[book.id]) for book in books]


def begun(seat: Seat) -> list[Book]:
    """The books that the seat reads, as far as anything stands in them."""
    return [book for book in books_read_by(seat) if book.head]


def watched(seat: Seat, book: str) -> Watched:
    """One book, with who has witnessed it."""
    found, first = read_on(seat, book)
    rows = found.cosignatures.filter(size__gte=first).order_by("size")
    latest = {row.witness: row for row in rows}
    mine = {each.id for each in own(seat)}
    signed = [_signed(each, latest.get(each.verifier), each.id in mine) for each in witnesses(seat)]
    return _watched(found, offered(found, first), signed)


def proof(seat: Seat, book: str, old: int | None, new: int | None) -> dict[str, Any]:
    """The consistency proof between two sizes of a book, in base64; NotThere outside what the seat reads.

    Where a size is not given, it is the first or the last that the seat reads.
    """
    found, first = read_on(seat, book)
    old, new = first if old is None else old, found.head if new is None else new
    if not first <= old <= new <= found.head:
        raise NotThere
    return {"from": old, "to": new, "proof": [ledger.keys.encode(step) for step in consistency(found, old, new)]}


def told(found: Watched) -> dict[str, Any]:
    """The same for a program: see the API."""
    return {
        "book": found.book.id,
        "name": found.book.name,
        "origin": found.origin,
        "key": verifier_key(),
        "checkpoint": found.note or None,
        "witnesses": [
            {
                "witness": each.witness.id,
                "party": each.witness.party.key if each.witness.party else None,
                "verifier": each.witness.verifier,
                "mine": each.mine,
                "size": each.size or None,
                "at": each.at or None,
                "line": each.line or None,
            }
            for each in found.signed
        ],
    }


def _watched(book: Book, note: str, signed: list[Signed] | None = None) -> Watched:
    if not note:
        return Watched(book, "", signed=signed or [])
    text = ledger.notes.parse_note(note).text
    return Watched(book, note, ledger.notes.parse_checkpoint(text).size, ledger.fingerprint(text), signed or [])


def _signed(witness: Witness, row: Any, mine: bool) -> Signed:
    if row is None:
        return Signed(witness, mine)
    return Signed(witness, mine, row.size, row.line, written(datetime.fromtimestamp(row.at, UTC)))
