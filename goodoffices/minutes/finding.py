"""The row that an act is about: asked for once by each seat that acts, however often the act looks at it."""

from typing import Any

from goodoffices.process.models import Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.sources import note


def found_once(model: Any, seat: Seat, id: str, *related: str) -> Any:
    """With its book and what is `related`; NotThere for what is forbidden and what is absent."""
    note(frozenset({model._meta.db_table}))
    return seat.once(f"{model.__name__} {id}", lambda: visible_or_404(model, seat, id, *related))
