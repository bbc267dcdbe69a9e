"""A party's own copy of a book, and proofs about single entries."""

from collections.abc import Iterator
from typing import Any

from goodoffices.engines import ledger
from goodoffices.record.audience import Reader
from goodoffices.record.checkpoints import checkpoint, earlier, lines_on
from goodoffices.record.keys import origin, verifier_key
from goodoffices.record.models import Book, Entry


def header(book: Book, first: int = 1, witnessed: bool = True) -> dict[str, Any]:
    """What a copy says of itself; `witnessed`: with the lines of witnesses below its checkpoints."""
    return {
        "process": book.process_id,
        "book": book.id,
        "name": book.name,
        "origin": origin(book.process_id, book.id),
        "checkpoint": checkpoint(book) + ("".join(lines_on(book, [book.head]).get(book.head, ())) if witnessed else ""),
        "key": verifier_key(),
        "earlier": earlier(book, first, witnessed),
    }


def copy(book: Book, first: int = 1, witnessed: bool = True) -> Iterator[bytes]:
    """The book as a file, line by line. Entries before `first` come as commitments: the reader was not there yet."""
    return ledger.write_book(header(book, first, witnessed), _lines(book, first))


def copy_for(seat: Reader, book: Book) -> Iterator[bytes]:
    """As this reader may take it away: of a book that it reads no further, without witnesses, who may have signed since."""
    first = seat.books().get(book.id)
    return copy(book, seat.ended()[book.id][0], witnessed=False) if first is None else copy(book, first)


def _lines(book: Book, first: int) -> Iterator[dict[str, Any]]:
    for entry in book.entries.filter(number__lte=book.head).order_by("number").iterator():
        if entry.number < first:
            yield {"number": entry.number, "commitment": bytes(entry.commitment)}
        else:
            yield {"number": entry.number, "salt": bytes(entry.salt), **payload(entry)}


def payload(entry: Entry) -> dict[str, Any]:
    """What the commitment seals."""
    return {"kind": entry.kind, "by": entry.by, "at": entry.at, "data": entry.data, "facts": entry.facts}


def proof(book: Book, number: int) -> str:
    """A C2SP tlog-proof that entry `number` stands under the book's checkpoint."""
    path = ledger.merkle.inclusion_proof(_leaves(book), number - 1, book.head)
    return str(ledger.proofs.write(number - 1, path, checkpoint(book)))


def consistency(book: Book, old: int, new: int) -> list[bytes]:
    """The hashes that show that the first `new` entries continue the first `old` (RFC 9162 section 2.1.4)."""
    return ledger.merkle.consistency_proof(_leaves(book)[:new], old, new)


def entries_proved(book: Book, numbers: list[int]) -> Iterator[tuple[int, bytes, dict[str, Any], list[bytes]]]:
    """Of these entries: the number, the salt, what was sealed, and the path to the root of the book's checkpoint."""
    leaves = _leaves(book)
    for entry in book.entries.filter(number__in=numbers).order_by("number"):
        path = ledger.merkle.inclusion_proof(leaves, entry.number - 1, book.head)
        yield entry.number, bytes(entry.salt), payload(entry), path


def _leaves(book: Book) -> list[bytes]:
    rows = book.entries.filter(number__lte=book.head).order_by("number").values_list("number", "commitment")
    return [ledger.leaf(book.id, n, bytes(commitment)) for n, commitment in rows]
