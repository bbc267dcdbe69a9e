"""A caucus read back: everything its party said there, and what of it may travel."""

from typing import Any

from goodoffices.consultation.models import Statement
from goodoffices.consultation.queries import with_names, with_related
from goodoffices.process.audience import is_caucus
from goodoffices.process.models import Party, Seat, parties_by_name
from goodoffices.record.models import Book
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects
from goodoffices.shuttle.models import Release
from goodoffices.shuttle.partials import ledger_of


def caucuses(seat: Seat) -> list[dict[str, Any]]:
    """Each caucus that the seat reads, with what its party said there and what became of it, in the order of the parties."""
    parties = {party.key: party for party in parties_by_name(seat)}
    books = sorted((b for b in seat.shelf().values() if is_caucus(b.audience)), key=lambda b: parties[b.key].name)
    return [_caucus(seat, book, parties[book.key]) for book in books]


def waiting_for(seat: Seat) -> list[Release]:
    """Releases that the third party may convey."""
    return list(Release.objects.seen_by(seat).waiting().select_related("book", "to", "about"))


def _caucus(seat: Seat, book: Book, party: Party) -> dict[str, Any]:
    rows = with_names(Statement.objects.seen_by(seat)).filter(book=book, party=party).exclude(state="struck")
    statements = with_related(list(rows.order_by("number")), seen_by(seat))
    ledger = ledger_of(seen_by(seat), [statement.id for statement in statements])
    nothing: dict[str, Any] = {"releases": [], "drafts": [], "marked": False}
    others = Release.objects.seen_by(seat).filter(book=book).exclude(about__sort=Statement.sort)
    return {
        "book": book,
        "party": party,
        "items": [(statement, ledger.get(statement.id, nothing)) for statement in statements],
        "others": with_subjects(others.select_related("book", "to", "about"), seen_by(seat)),
    }
