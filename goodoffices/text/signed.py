"""What was initialled and signed, taken away: one sheet for people, and a signed file for anyone who verifies."""

import base64
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.process.sheets import sheet
from goodoffices.record.copy import entries_proved, header
from goodoffices.text.ending import Ending, OfParty
from goodoffices.text.languages import name_of
from goodoffices.text.testimonium import testimonium

FORMAT = "goodoffices-text/1"


def one_sheet_of(seat: Seat, ending: Ending) -> bytes:
    """A PDF: the same for the same words and language."""
    dated = day_of(seat.process, ending.revision.at)
    return sheet(ending.revision.title, _blocks(seat, ending), dated, "pdf")


def _blocks(seat: Seat, ending: Ending) -> Iterator[str]:
    revision = ending.revision
    room = book_in_words(revision.book.kind, revision.book.name, seat.process.field)
    yield f"{seat.process.title}. {room} {revision.number}"
    if seat.process.notice:
        yield seat.process.notice
    yield f"SHA-256 {revision.sha256}"
    yield from _renderings(ending)
    if ending.first:
        yield testimonium(ending.first)
    for each in ending.parties:
        yield _of_party(seat, each)


def _renderings(ending: Ending) -> Iterator[str]:
    initialled = [each.initialled for each in ending.parties if each.initialled]
    for code, found in sorted(initialled[-1].renderings.items()) if initialled else ():
        words = ngettext(
            "%(language)s: %(count)s provision with a checked rendering.",
            "%(language)s: %(count)s provisions, each with a checked rendering.",
            len(found),
        )
        yield words % {"language": name_of(code), "count": len(found)}


def _of_party(seat: Seat, each: OfParty) -> str:
    gaps: dict[str, Any] = {"party": each.party.name}
    if each.initialled:
        gaps["day"] = f"{day_of(seat.process, each.initialled.at):%Y-%m-%d}"
    if each.signed:
        gaps["signed"] = f"{day_of(seat.process, each.signed.at):%Y-%m-%d}"
        return _("%(party)s: initialled on %(day)s, signed on %(signed)s.") % {"day": "", **gaps}
    if each.initialled:
        return _("%(party)s: initialled on %(day)s; not signed yet.") % gaps
    return _("%(party)s: not initialled yet.") % gaps


def signed_file(seat: Seat, ending: Ending) -> dict[str, Any]:
    """`text` says it in short; `entries` are what it rests on, with the path of each to the signed root of the book."""
    revision = ending.revision
    book = seat.shelf().get(revision.book_id, revision.book)
    head = header(book)
    return {
        "format": FORMAT,
        **{name: head[name] for name in ("process", "book", "name", "origin", "checkpoint", "key")},
        "text": summary(ending),
        "entries": [
            {"number": number, "salt": _letters(salt), **payload, "proof": [_letters(step) for step in path]}
            for number, salt, payload, path in entries_proved(book, _numbers(ending))
        ],
    }


def summary(ending: Ending) -> dict[str, Any]:
    """What was frozen, and by whom it was initialled and signed."""
    first = ending.first
    return {
        "draft": ending.revision.draft_id,
        "revision": ending.revision.revision,
        "sha256": ending.revision.sha256,
        "state": ending.revision.draft.state,
        "citation": ending.revision.citation,
        "initialled": [each.party.key for each in ending.parties if each.initialled],
        "signed": [each.party.key for each in ending.parties if each.signed],
        "place": first.place if first else None,
        "date": first.date if first else None,
        "authentic_languages": list(first.languages) if first else [],
        "depositary": (first.depositary or None) if first else None,
    }


def _numbers(ending: Ending) -> list[int]:
    rows = [row for each in ending.parties for row in (each.initialled, each.signed) if row]
    return sorted({ending.revision.number, *(row.number for row in rows)})


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
