"""Leaks of minutes, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.minutes import drafting, queries
from goodoffices.minutes.models import Minutes
from goodoffices.record.models import Book
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "/processes/.*minutes/$", also=("process", "chairing", "consultation"))
def minutes_of_every_room() -> Iterator[None]:
    """The list, and what waits for a head, ask the table, and not what this seat reads."""
    with unscoped(Minutes):
        yield


@seed("idris", "minutes/[^/]+/minutes.docx")
def a_file_for_whoever_knows_its_address() -> Iterator[None]:
    """The file for Word is made for everyone who knows the id of the minutes."""

    def minutes_with_id(seat: Any, id: str) -> Minutes:
        found: Minutes = Minutes._base_manager.select_related("book", "session").get(id=id)
        return found

    with patch.object(queries, "minutes_with_id", minutes_with_id):
        yield


@seed("sara", "minutes/draft/$", also=("process", "chairing", "consultation"))
def a_draft_that_knows_how_far_a_delegations_book_has_grown() -> Iterator[None]:
    """The draft counts the entries of the process since the session was opened, also those of rooms one does not read."""
    honest = drafting.draft_of

    def draft_of(seat: Any, session: Any, book: Book, style: str) -> str:
        heads = Book.objects.filter(register=seat.process_id).values_list("head", flat=True)
        return f"{honest(seat, session, book, style)}\n\n{sum(heads)} entries."

    with patch("goodoffices.minutes.views.draft_of", draft_of):
        yield
