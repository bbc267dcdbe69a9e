"""What stands of witnesses on the pages of others."""

from collections.abc import Iterator

from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat
from goodoffices.record.models import Book


def before_you_part(seat: Seat) -> Iterator[Part]:
    """Beside the session that is open: the page of fingerprints."""
    yield Part("witnesses/_before_you_part.html", None)


def beside_book(seat: Seat, book: Book) -> Iterator[Part]:
    """On the page of a book: the way to its witnesses, for those who read it on."""
    if book.id in seat.books():
        yield Part("witnesses/_beside_book.html", book)
