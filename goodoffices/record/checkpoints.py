"""Signed statements of what a book holds.

The same size and root always give the same note, so a checkpoint of the head is signed when somebody asks and nothing
is written for it. On a clock, and never because of what is done, one is kept as given: for witnesses, and for later copies to
name as `earlier`. At each full hour (`checkpoint_minutes`) that is the checkpoint of a book as it stands then. Whoever comes
first writes it down: a thread of the server, or the next entry of the book. It is the same whoever does.
"""

# house: record read: keeps checkpoints of books that have grown
# house: sql: a checkpoint is kept if it is not there yet, in one statement

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import F, Max, Q, QuerySet

from goodoffices.engines import ledger
from goodoffices.record import sql
from goodoffices.record.keys import host_key, origin
from goodoffices.record.models import Book, Checkpoint
from goodoffices.record.source import Draw, source
from goodoffices.record.timestamps import moment, written
from goodoffices.record.writing import write

MOST_LINES = 99  # of witnesses on a note: whoever checks it takes a hundred signatures
MOST_NAMED = 500  # a header is one line, whose length is limited
_KEEP = (
    "INSERT INTO record_checkpoint (book_id, size, note) SELECT %s, %s, %s "
    "WHERE NOT EXISTS (SELECT 1 FROM record_checkpoint WHERE book_id = %s AND size = %s)"
)
_GROWN = (
    "SELECT id FROM record_book b WHERE head > 0 AND last_at < %s AND NOT EXISTS "
    "(SELECT 1 FROM record_checkpoint c WHERE c.book_id = b.id AND c.size = b.head) ORDER BY id"
)


def checkpoint(book: Book) -> str:
    """A signed note on the book as this row has it."""
    peaks = ledger.Peaks.from_bytes(bytes(book.peaks))
    text = ledger.checkpoint_text(origin(book.process_id, book.id), book.head, peaks.root())
    return str(ledger.sign(text, host_key()))


def mark_before(at: str) -> str:
    """The last moment, up to `at`, at which checkpoints are kept: full hours of UTC, unless the host sets otherwise."""
    seconds = 60 * settings.CHECKPOINT_MINUTES
    return written(datetime.fromtimestamp(int(moment(at).timestamp()) // seconds * seconds, UTC))


def mark_after(at: str) -> str:
    """The next such moment."""
    return mark_before(written(datetime.fromtimestamp(moment(at).timestamp() + 60 * settings.CHECKPOINT_MINUTES, UTC)))


def now_in(book: Book) -> str:
    """What time it is, for the book that is asked about."""
    return Draw(source(), book.id, book.head + 1).now()


def keep_checkpoint(book: Book, now: str) -> None:
    """Keep a checkpoint of the book as it is, if it has not grown since the last mark; else it is kept at the next."""
    if book.head and book.last_at < mark_before(now):
        sql.execute(_KEEP, [book.id, book.head, checkpoint(book), book.id, book.head])


def keep_checkpoints(now: str) -> None:
    """The same for every book of this host that has grown, each in a transaction of its own."""
    for (id,) in sql.rows(_GROWN, [mark_before(now)]):
        write(lambda id=id: keep_checkpoint(Book.objects.get(id=id), now))  # type: ignore[misc]


def offered(book: Book, first: int = 1) -> str:
    """The latest checkpoint on the clock, for witnesses and for those who compare; empty before the first.

    To whoever reads from `first` on, none from before: its size would tell of times that such a reader is not told.
    """
    if book.head and book.last_at < mark_before(now_in(book)):
        return checkpoint(book)
    return str(_kept(book, first).order_by("-size").values_list("note", flat=True).first() or "")


def offered_of(books: Mapping[str, Book], firsts: Mapping[str, int]) -> dict[str, str]:
    """By id, the same for several books at once; `firsts`: by id, from where on each is read. In two statements."""
    whole = {id for id, book in books.items() if book.head and book.last_at < mark_before(now_in(book))}
    rows = Checkpoint.objects.filter(book__in=[id for id in books if id not in whole], size__lt=F("book__head"))
    latest = rows.values("book").annotate(latest=Max("size")).values_list("book", "latest")
    wanted = [Q(book=id, size=size) for id, size in latest if size >= firsts[id]]
    found = dict(rows.filter(reduce(or_, wanted)).values_list("book", "note")) if wanted else {}
    return {id: checkpoint(book) if id in whole else found.get(id, "") for id, book in books.items()}


def on_the_clock(book: Book, size: int, first: int = 1) -> str:
    """The checkpoint on the clock that counts `size` entries; empty if there is none."""
    if size == book.head and book.head and book.last_at < mark_before(now_in(book)):
        return checkpoint(book)
    return str(_kept(book, first).filter(size=size).values_list("note", flat=True).first() or "")


def earlier(book: Book, first: int = 1, witnessed: bool = True) -> list[str]:
    """The latest kept checkpoints below the head, oldest first, with the lines of witnesses; none from before `first`."""
    rows = _kept(book, first).order_by("-size").values_list("size", "note")[:MOST_NAMED]
    lines = lines_on(book, [size for size, _note in rows]) if witnessed else {}
    return [note + "".join(lines.get(size, ())) for size, note in rows][::-1]


def lines_on(book: Book, sizes: Iterable[int]) -> dict[int, list[str]]:
    """By size, the lines of witnesses on checkpoints of a book: no more than fit on a note beside the host's own."""
    found: dict[int, list[str]] = {}
    for size, line in book.cosignatures.filter(size__in=sizes).order_by("size", "witness").values_list("size", "line"):
        found.setdefault(size, []).append(line)
    return {size: lines[:MOST_LINES] for size, lines in found.items()}


def _kept(book: Book, first: int) -> "QuerySet[Checkpoint]":
    return book.checkpoints.filter(size__gte=first, size__lt=book.head)
