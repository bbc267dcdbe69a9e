"""The record as its readers may check it: their books, their own copies, single entries with their proofs."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.engines import ledger
from goodoffices.record import api
from goodoffices.record.acts import NotThere, book_read_by, books_read_by
from goodoffices.record.keys import verifier_key
from goodoffices.record.models import Entry
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.things import Noun, thing_seen_by
from goodoffices.record.wording import all_worded, worded

PAGE = 100


@require_safe
def books(request: SeatedRequest, process: str) -> HttpResponse:
    readable = books_read_by(request.seat)
    key = verifier_key()
    return render(request, "record/books.html", {"books": readable, "key": key, "fingerprint": ledger.fingerprint(key)})


@require_safe
def book(request: SeatedRequest, process: str, book: str) -> HttpResponse:
    """Entries in words, a page at a time, from the latest back to the first."""
    seat = request.seat
    found = book_read_by(seat, book)
    first, before = seat.books()[book], number_in(request.GET.get("before")) or found.head + 1
    rows = found.entries.filter(number__gte=first, number__lt=min(before, found.head + 1)).select_related("book")
    entries = list(rows.order_by("-number")[:PAGE])[::-1]
    context = {
        "book": found,
        "entries": all_worded(entries, seat),
        "earlier": entries[0].number if entries and entries[0].number > first else None,
        "later": before + PAGE if before <= found.head else None,
    }
    return render(request, "record/book.html", context)


@require_safe
def entry(request: SeatedRequest, process: str, book: str, number: int) -> HttpResponse:
    """One entry, as a citation leads to it."""
    found = _entry(request, book, number)
    context: dict[str, Any] = {
        "entry": found,
        "words": worded(found, request.seat),
        "told": api.told(found),
        "thing": _made_by(found, request.seat),
    }
    return render(request, "record/entry.html", context)


def _made_by(entry: Entry, seat: Any) -> Noun | None:
    """The thing that an entry made, if it has words of its own."""
    id = entry.facts.get("id")
    noun = thing_seen_by(seat, str(id)) if id else None
    return noun if noun is not None and noun.number == entry.number and noun.book_id == entry.book_id else None


@require_safe
def copy(request: SeatedRequest, process: str, book: str) -> HttpResponseBase:
    return api.copy_response(request.seat, book_read_by(request.seat, book))


@require_safe
def proof(request: SeatedRequest, process: str, book: str, number: int) -> HttpResponse:
    _entry(request, book, number)
    request.auth = request.seat
    return api.entry_proof(request, process, book, number)


@require_safe
def checker(request: SeatedRequest, process: str) -> FileResponse:
    """The stand-alone checker, to be kept beside the copies."""
    return FileResponse(Path(ledger.checker.__file__).open("rb"), as_attachment=True, filename="checker.py")


def _entry(request: SeatedRequest, book: str, number: int) -> Entry:
    seat = request.seat
    found = book_read_by(seat, book)
    entry = found.entries.filter(number=number, number__lte=found.head).select_related("book").first()
    if entry is None or number < seat.books()[book]:
        raise NotThere
    return entry
