"""Leaks of task forces, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.taskforces import queries
from goodoffices.taskforces.models import Item, Report
from tests.noninterference.leaks import seed, unscoped


@seed("nils", "task-forces/[^/]+/plan/$")
def a_plan_that_those_outside_read() -> Iterator[None]:
    """The page of the work plan forgets to ask whether its reader is in the task force."""
    from goodoffices.process.audience import task_force_of
    from goodoffices.record.models import Book

    def own_book(card: Any) -> Any:
        audience = task_force_of(card.force.key)
        return Book.objects.get(register_id=card.force.book.register_id, kind=audience.kind, key=audience.key)

    with patch.object(queries, "own_book", own_book), unscoped(Item):
        yield


@seed("nils", "task-forces/$")
def how_many_items_a_plan_has() -> Iterator[None]:
    """The overview counts the items of every task force."""
    honest = queries.cards

    def cards(seat: Any) -> Any:
        found = honest(seat)
        for card in found:
            card.force.name += f" ({Item._base_manager.filter(force=card.force).count()})"
        return found

    with patch.object(queries, "cards", cards):
        yield


@seed("amara", "task-forces/[^/]+/$")
def how_many_drafts_there_were() -> Iterator[None]:
    """The page of the terms tells the third party how many reports were drafted in the task force's own book."""
    honest = queries.card_of

    def card_of(seat: Any, id: str) -> Any:
        card = honest(seat, id)
        card.force.name += f" {Report._base_manager.filter(force=card.force).count()}"
        return card

    with patch.object(queries, "card_of", card_of):
        yield
