"""The record as its readers may check it: their books, their own copies, single entries with their proofs."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from goodoffices.engines import ledger
from goodoffices.record import api, check_page
from goodoffices.record.ended import all_readable, entry_read_by, readable, worded_as_given
from goodoffices.record.keys import verifier_key
from goodoffices.record.models import Entry
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.things import made_by
from goodoffices.record.wording import all_worded

PAGE = 100


@require_safe
def books(request: SeatedRequest, process: str) -> HttpResponse:
    books = all_readable(request.seat)
    key = verifier_key()
    return render(request, "record/books.html", {"books": books, "key": key, "fingerprint": ledger.fingerprint(key)})


@require_safe
def book(request: SeatedRequest, process: str, book: str) -> HttpResponse:
    """Entries in words, a page at a time, from the latest back to the first."""
    seat = request.seat
    found, first = readable(seat, book)
    before = number_in(request.GET.get("before")) or found.head + 1
    rows = found.entries.filter(number__gte=first, number__lt=min(before, found.head + 1)).select_related("book")
    entries = list(rows.order_by("-number")[:PAGE])[::-1]
    context = {
        "book": found,
        "entries": _worded(entries, seat),
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
        "words": _worded([found], request.seat)[0][1],
        "told": api.told(found),
        "thing": made_by(found, request.seat),
    }
    return render(request, "record/entry.html", context)


@require_safe
def copy(request: SeatedRequest, process: str, book: str) -> HttpResponseBase:
    return api.copy_response(request.seat, readable(request.seat, book)[0])


@require_safe
def proof(request: SeatedRequest, process: str, book: str, number: int) -> HttpResponse:
    _entry(request, book, number)
    request.auth = request.seat
    return api.entry_proof(request, process, book, number)


@require_safe
def checker(request: SeatedRequest, process: str) -> FileResponse:
    """The stand-alone checker, to be kept beside the copies."""
    return FileResponse(Path(ledger.checker.__file__).open("rb"), as_attachment=True, filename="checker.py")


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The page that checks copies by itself: for everybody, signed in or not, and to be saved."""
    page = check_page.page(get_language())
    return HttpResponse(page.html, headers={"Content-Security-Policy": page.policy})


@require_safe
def check_command(request: HttpRequest) -> HttpResponse:
    """The same check as one file for Node, for everybody too."""
    headers = {"Content-Disposition": 'attachment; filename="check.mjs"'}
    return HttpResponse(check_page.command(), content_type="text/javascript; charset=utf-8", headers=headers)


def _entry(request: SeatedRequest, book: str, number: int) -> Entry:
    return entry_read_by(request.seat, book, number)


def _worded(entries: list[Entry], seat: Any) -> list[tuple[Entry, str]]:
    """Each with its sentence; those of a book that is read no further say what they said then."""
    if entries and entries[0].book_id not in seat.books():
        return [(entry, worded_as_given(entry, seat)) for entry in entries]
    return all_worded(entries, seat)
