"""Leaks of witnesses, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from goodoffices.engines import ledger
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Book, Cosignature, Entry
from goodoffices.witnesses import queries
from tests.noninterference.leaks import late, seed


@seed("idris", r"books/.*/witnesses$|witnesses/.*/$")
def a_witness_that_was_last_heard_of_anywhere() -> Iterator[None]:
    """Beside a book stands when each witness signed last, in whatever book."""
    honest = queries._signed

    def signed(witness: Any, row: Any, mine: bool) -> Any:
        told = honest(witness, row, mine)
        count = Cosignature.objects.filter(witness=witness.verifier).count()
        return replace(told, at=f"2025-04-10T00:00:00.{count:03d}Z") if told.size else told

    with patch.object(queries, "_signed", signed):
        yield


@seed("idris", r"books/.*/witnesses$|witnesses/.*/offered")
def a_checkpoint_that_counts_what_the_host_holds() -> Iterator[None]:
    """Below the root stands, as a note may have it, how much is written on this host in all."""
    honest = ledger.checkpoint_text

    def checkpoint_text(*of: Any) -> str:
        return f"{honest(*of)}{Entry.objects.count()}\n"

    with patch.object(ledger, "checkpoint_text", checkpoint_text):
        yield


@seed("idris", "consistency")
def a_proof_of_any_book() -> Iterator[None]:
    """A proof looks the book up by its id, and says by being given that it is there, and how long."""

    def any_book(seat: Any, book: str) -> tuple[Book, int]:
        found = Book.objects.filter(id=book).first()
        if found is None:
            raise NotThere
        return found, 1

    with patch.object(queries, "read_on", any_book):
        yield


@late(r"books/.*/witnesses$|witnesses/.*/offered")
def how_many_checkpoints_there_are() -> Iterator[None]:
    """Beside the one that is offered stands how many have been kept in all: that tells how often the book had rested."""
    honest = queries.told

    def told(found: queries.Watched) -> dict[str, Any]:
        return {**honest(found), "name": f"{found.book.name} ({found.book.checkpoints.count()})"}

    with patch.object(queries, "told", told):
        yield
