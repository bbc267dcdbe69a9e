"""For whom rows are read: a scope takes a recorded table and gives the rows that one reader, or one entry, may use."""

from collections.abc import Callable
from typing import Any

from goodoffices.record.audience import Reader
from goodoffices.record.models import Entry

Scope = Callable[[Any], Any]  # a table → its rows


def seen_by(seat: Reader) -> Scope:
    """What this reader may read, for pages and the API."""
    return lambda model: model.objects.seen_by(seat)


def of(entry: Entry) -> Scope:
    """The entry's own audience, for `apply` and for what is pushed to everyone in it."""
    return lambda model: model.objects.of(entry)
