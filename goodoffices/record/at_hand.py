"""One row that a reader sees, by its id; without reading again what whoever asks has read already.

A page that has fetched an issue draws several forms about it, and every one of them asks its act whether this seat may use it.
The page says what it has at hand, and the act asks the database only for what is not among it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from goodoffices.record.acts import NotThere
from goodoffices.record.audience import Reader

_rows: ContextVar[tuple[Any, ...]] = ContextVar("rows at hand", default=())


@contextmanager
def at_hand(*rows: Any) -> Iterator[None]:
    """Within it, these rows need not be read again; they were read as their reader sees them, with their books."""
    before = _rows.set((*_rows.get(), *rows))
    try:
        yield
    finally:
        _rows.reset(before)


def visible_or_404(model: Any, seat: Reader, id: str | None, *related: str) -> Any:
    """The row with this id, with its book and what is `related`; raises NotThere for what is forbidden and what is absent."""
    for row in _rows.get():
        if type(row) is model and row.id == id and _reads(seat, row):
            return row
    row = model.objects.seen_by(seat).select_related("book", *related).filter(id=id).first()
    if row is None:
        raise NotThere
    return row


def _reads(seat: Reader, row: Any) -> bool:
    first = seat.books().get(row.book_id)
    return first is not None and (first <= row.number or row.structural)
