"""Books that a reader reads no further: each stays readable as it was with the last entry that this reader reads."""

from typing import Any

from django.utils.translation import gettext as _

from goodoffices.engines import ledger
from goodoffices.record.acts import NotThere, book_read_by, books_read_by
from goodoffices.record.models import Book, Entry


def readable(seat: Any, id: str) -> tuple[Book, int]:
    """The book, as far as this reader may read it, and the first entry that is read; NotThere if it is none of theirs."""
    if id in seat.books():
        return book_read_by(seat, id), seat.books()[id]
    if id not in seat.ended():
        raise NotThere
    first, last = seat.ended()[id]
    # house: record read: a book that this reader read, up to the entry that ended it for them
    return _as_it_was(Book.objects.get(id=id), last), first


def entry_read_by(seat: Any, id: str, number: int) -> Entry:
    """One entry of such a book; NotThere where the reader reads none under this number."""
    book, first = readable(seat, id)
    entry = book.entries.filter(number=number, number__lte=book.head).select_related("book").first()
    if entry is None or number < first:
        raise NotThere
    found: Entry = entry
    return found


def all_readable(seat: Any) -> list[Book]:
    """Every such book: those that are read on, the widest first, and then those that are read no further."""
    ended = [readable(seat, id)[0] for id in seat.ended() if id not in seat.books()]
    return books_read_by(seat) + sorted(ended, key=lambda book: (book.audience.narrowness, book.name))


def worded_as_given(entry: Entry, seat: Any) -> str:
    """One sentence about an entry of a book that is read no further, from this entry alone.

    What the entry names may be called otherwise by now, and this reader is not told: such gaps hold an ellipsis.
    """
    named = {id for _names, id in entry.act.named()}
    given = {name: value for name, value in entry.act.model_dump().items() if isinstance(value, str)}
    called = entry.act.choice_labels
    gaps = _Gaps({name: called.get(name, {}).get(value, value) for name, value in given.items() if value not in named})
    gaps["by"] = seat.names().get(entry.by) or _("Someone at the table")
    return str(entry.act.says) % gaps


class _Gaps(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def _as_it_was(book: Book, last: int) -> Book:
    """The book when it ended with this entry; it is never saved."""
    peaks = ledger.Peaks()
    for number, commitment in (
        book.entries.filter(number__lte=last).order_by("number").values_list("number", "commitment")
    ):
        peaks.append(ledger.leaf(book.id, number, bytes(commitment)))
    book.head, book.peaks = last, peaks.to_bytes()
    book.last_at = book.entries.values_list("at", flat=True).get(number=last)
    return book
