"""The row that an act is about: asked for once by each seat that acts, however often the act looks at it."""

from collections.abc import Callable
from typing import Any, TypeVar

from goodoffices.process.models import Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.sources import note

T = TypeVar("T")


def found_once(model: Any, seat: Seat, id: str, *related: str) -> Any:
    """With its book and what is `related`; NotThere for what is forbidden and what is absent."""
    note(frozenset({model._meta.db_table}))
    return once_as_it_stands(seat, f"{model.__name__} {id}", lambda: visible_or_404(model, seat, id, *related))


def once_as_it_stands(seat: Seat, what: str, read: Callable[[], T]) -> T:
    """Asked once of a seat, until something is appended to one of its books: an act that entails others reads anew for each."""
    heads = sum(book.head for book in seat.shelf().values())
    return seat.once(f"{what} at {heads}", read)
