"""Finds one row that a reader sees, by its id, without reading again what the caller has read already."""

from typing import Any

from goodoffices.record.acts import NotThere
from goodoffices.record.audience import Reader
from goodoffices.record.scope import at_hand, row_at_hand

__all__ = ["at_hand", "visible_or_404"]


def visible_or_404(model: Any, seat: Reader, id: str | None, *related: str) -> Any:
    """The row with this id, with its book and what is `related`; raises NotThere for what is forbidden and what is absent."""
    if found := row_at_hand(model, seat, id):
        return found
    row = model.objects.seen_by(seat).select_related("book", *related).filter(id=id).first()
    if row is None:
        raise NotThere
    return row
