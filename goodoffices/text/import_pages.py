"""A text comes in: a form to paste or send it, then a page that shows how it was read, to confirm or correct.

Nothing of it is on record before the second page is sent. A file that the house cannot keep, because it holds macros or
loads something from elsewhere, is read all the same: its words come in as text, and the page says what was left behind.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from goodoffices.agenda.models import Issue
from goodoffices.files.uploading import bound, drawn_token, path_of, take_in, words_of_pdf
from goodoffices.process.audience import is_room
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Book
from goodoffices.record.requests import SeatedRequest
from goodoffices.text import reading
from goodoffices.text.checking import Checked, checked
from goodoffices.text.labels import STATUSES
from goodoffices.text.marking import plain

MOST_SHOWN = 300  # provisions whose reading can be corrected on the page: a form has at most a thousand fields


@require_safe
def new(request: SeatedRequest, process: str) -> HttpResponse:
    """Where a text comes from, what it is, and who is to read it."""
    return render(request, "text/new.html", _choices(request.seat))


# house: submits: a file that is examined and shown before anything of it is on record
@csrf_exempt
@require_POST
def check(request: SeatedRequest, process: str) -> HttpResponse:
    """How the text was read. The form is read, and its token checked, only once it is bounded."""
    bound(request, request.seat)
    try:
        return _check(request)
    except Refused as refusal:
        known = {**_choices(request.seat), "sentence": str(refusal), "sent": _sent(request)}
        return render(request, "text/new.html", known, status=422)


@csrf_protect
def _check(request: SeatedRequest) -> HttpResponse:
    seat: Seat = request.seat
    sent, file = _sent(request), request.FILES.get("file")
    book = _book(seat, sent["book"])
    if file is not None and sent["text"]:
        raise Refused(_("You chose a file and pasted words, too. Send one of them."))
    if file is not None:
        found = _from_file(seat, book, file)
    elif sent["text"]:
        found = checked(reading.read_text(sent["text"]), text=sent["text"])
    else:
        raise Refused(_("There is no text yet. Choose a file, or paste the words."))
    parties = list(Party.objects.seen_by(seat).order_by("mark"))
    context = {
        "sent": {**sent, "title": sent["title"] or found.title},
        "book": book,
        "found": found,
        "rows": found.rows[:MOST_SHOWN],
        "left": max(0, len(found.rows) - MOST_SHOWN),
        "parties": parties,
        "speakers": [(name, _meant(name, parties)) for name in found.names],
        "kinds": found.kinds,
        "languages": _languages(),
        "then": reverse("text:drafts", args=[seat.process_id]),
    }
    return render(request, "text/check.html", context)


def _meant(name: str, parties: Sequence[Party]) -> str:
    """The key of the party that is called so, by its name or its key; empty without one, or with more than one."""
    called = _alike(name)
    keys = {each.key for each in parties if called in (_alike(each.name), _alike(each.key))}
    return keys.pop() if len(keys) == 1 else ""


def _alike(name: str) -> str:
    """A name as it is compared: without case, doubled blanks, or other ways to write the same letters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _from_file(seat: Seat, book: Book, file: Any) -> Checked:
    """The reading of a file. Its bytes wait for the act that attaches them; where they are not kept, its words do."""
    path, name = path_of(file), Path(file.name).name
    data = path.read_bytes()
    pages = plain(words_of_pdf(path)) if reading.is_pdf(data) else None
    read = reading.read_bytes(data, name) if pages is None else reading.read_pages(pages)
    try:
        waiting = take_in(seat, book.id, drawn_token(seat), path, name)
    except Refused as refusal:
        return checked(read, text=read.draft.text, not_kept=str(refusal))
    if pages is None:
        return checked(read, file=waiting.token, name=waiting.name, told=waiting.told)
    return checked(read, text=read.draft.text, source=waiting.token, name=waiting.name, told=waiting.told)


def _sent(request: SeatedRequest) -> dict[str, Any]:
    said = request.POST
    language = said.get("language", "")
    return {
        **{name: said.get(name, "").strip() for name in ("title", "status", "book")},
        "language": language if language in LANGUAGES else "",
        "text": said.get("text", "").replace("\r\n", "\n").strip(),  # as a form sends it on
        "issues": said.getlist("issues"),
    }


def _book(seat: Seat, id: str) -> Book:
    """The room that was chosen; the plenary without one."""
    rooms = [book for book in seat.shelf().values() if is_room(book.audience)]
    found = next((book for book in rooms if book.id == id), None)
    if not rooms:
        raise NotThere
    return found or min(rooms, key=lambda book: (book.audience.narrowness, book.name))


def _choices(seat: Seat) -> dict[str, Any]:
    rooms = sorted(
        (book for book in seat.shelf().values() if is_room(book.audience)),
        key=lambda book: (book.audience.narrowness, book.name),
    )
    issues = Issue.objects.seen_by(seat).select_related("book").order_by("number")
    known = {"statuses": STATUSES, "rooms": rooms, "issues": issues, "languages": _languages()}
    return {**known, "may": seat.speaks}


def _languages() -> list[tuple[str, Any]]:
    """What a text can be said to be written in; what says nothing is found from its words."""
    return [("", _("Found from its words")), *LANGUAGES.items()]
