"""For whom rows are read: a scope takes a recorded table and gives the rows that one reader, or one entry, may use."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from goodoffices.record.audience import Reader
from goodoffices.record.models import Entry
from goodoffices.record.sources import note

Scope = Callable[[Any], Any]  # a table → its rows


def seen_by(seat: Reader) -> Scope:
    """What this reader may read, for pages and the API."""
    return lambda model: model.objects.seen_by(seat)


def of(entry: Entry) -> Scope:
    """The entry's own audience, for `apply` and for what is pushed to everyone in it."""
    return lambda model: model.objects.of(entry)


# ---- rows at hand ----------------------------------------------------------------------------------------------------
# A page draws several forms about one issue, and each form asks its act whether this seat may use it. The page passes on
# the rows that it has read, and the acts query only for others.

_rows: ContextVar[Mapping[tuple[Any, str], Any]] = ContextVar("rows at hand", default=MappingProxyType({}))


@contextmanager
def at_hand(*rows: Any) -> Iterator[None]:
    """Within it, these rows need not be read again; they were read as their reader sees them, with their books."""
    before = _rows.set({**{(type(row), row.id): row for row in rows}, **_rows.get()})
    try:
        yield
    finally:
        _rows.reset(before)


def row_at_hand(model: Any, seat: Reader, id: str | None) -> Any:
    """The row with this id, if it is at hand and this seat reads it."""
    row = _rows.get().get((model, id or ""))
    if row is None or not _reads(seat, row):
        return None
    note(frozenset({model._meta.db_table}))
    return row


def thing_at_hand(seat: Reader, id: str) -> Any:
    """The same of whatever sort, if a noun with this id is at hand."""
    found = (row for row in _rows.get().values() if row.id == id and hasattr(row, "sort") and _reads(seat, row))
    thing = next(found, None)
    if thing is not None:
        note(frozenset({thing._meta.db_table}))
    return thing


def row_named(model: Any, id: str) -> Any:
    """A row that an entry names, for putting the entry into words; None if there is none."""
    note(frozenset({model._meta.db_table}))
    # house: read for nobody: words for an entry whose reader was asked before; it names what the entry names
    return _rows.get().get((model, id)) or model._base_manager.select_related("book").filter(id=id).first()


def _reads(seat: Reader, row: Any) -> bool:
    first = seat.books().get(row.book_id)
    return first is not None and (first <= row.number or row.structural)
