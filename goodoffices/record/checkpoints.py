"""Signed statements of what a book holds.

The same size and root always give the same note, so a checkpoint of the head is signed when somebody asks and nothing
is written for it. Some are kept as given, on a clock, for later copies to name as `earlier`.
"""

from datetime import timedelta

from goodoffices.engines import ledger
from goodoffices.record.keys import host_key, origin
from goodoffices.record.models import Book, Checkpoint
from goodoffices.record.timestamps import moment

KEPT_EVERY = timedelta(hours=1)
MOST_NAMED = 500  # a header is one line, whose length is limited


def checkpoint(book: Book) -> str:
    """A signed note on the book as this row has it."""
    peaks = ledger.Peaks.from_bytes(bytes(book.peaks))
    text = ledger.checkpoint_text(origin(book.process_id, book.id), book.head, peaks.root())
    return str(ledger.sign(text, host_key()))


def keep_checkpoint(book: Book, at: str) -> None:
    """Before a book grows at `at`: keep a checkpoint of it if it has rested for a while. Signing is not paid per act."""
    if book.head and moment(at) - moment(book.last_at) >= KEPT_EVERY:
        # house: record read: keeps checkpoints of the book that grows
        Checkpoint.objects.create(book=book, size=book.head, note=checkpoint(book))


def earlier(book: Book, first: int = 1) -> list[str]:
    """The latest kept checkpoints below the head, oldest first; to whoever reads from `first` on, none from before.

    A checkpoint is kept where a book has rested, so its size tells of times that such a reader is not told.
    """
    notes = (
        book.checkpoints.filter(size__gte=first, size__lt=book.head).order_by("-size").values_list("note", flat=True)
    )
    return list(notes[:MOST_NAMED])[::-1]
