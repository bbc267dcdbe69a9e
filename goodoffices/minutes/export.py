"""Minutes as a file: for Word, or as PDF. Set by the engine that sets drafts, from right to left where the reader's language is."""

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from goodoffices.minutes.models import Correction, Minutes
from goodoffices.minutes.queries import approvals_of, paragraphs_of
from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.process.sheets import one_block, sheet


def made(seat: Seat, minutes: Minutes, form: str) -> bytes:
    """The bytes of the file; the same for the same words and language."""
    dated = day_of(seat.process, minutes.locked_at or minutes.at)
    return sheet(minutes.title, _blocks(seat, minutes), dated, form)


def _blocks(seat: Seat, minutes: Minutes) -> Iterator[str]:
    room = book_in_words(minutes.book.kind, minutes.book.name, seat.process.field)
    yield f"{seat.process.title}. {room}"
    if seat.process.notice:
        yield seat.process.notice
    yield state_in_words(seat, minutes)
    for paragraph in paragraphs_of(seat, minutes):
        yield f"{paragraph.place}. {one_block(paragraph.words)}"
        for note in [each for each in paragraph.corrections if each.state == "note"]:
            yield note_in_words(note)
    approved = [party.name for party, approval in approvals_of(seat, minutes) if approval]
    if approved:
        yield _("Approved by: %(parties)s.") % {"parties": "; ".join(approved)}


def state_in_words(seat: Seat, minutes: Minutes) -> str:
    """What they are and how they stand, in a sentence."""
    known = {"style": minutes.style_name, "version": minutes.version, "citation": _citation(seat, minutes)}
    if not minutes.locked:
        return _("%(style)s, version %(version)s, %(citation)s. Circulated for approval: not approved yet.") % known
    known |= {"day": formats.date_format(day_of(seat.process, minutes.locked_at), "j F Y"), "how": minutes.how_name}
    return _("%(style)s, version %(version)s, %(citation)s. Locked on %(day)s: %(how)s.") % known


def _citation(seat: Seat, minutes: Minutes) -> str:
    return f"{book_in_words(minutes.book.kind, minutes.book.name, seat.process.field)} {minutes.number}"


def note_in_words(note: Correction) -> str:
    """What stands beneath a paragraph for a correction that was still open when the minutes were locked."""
    words = one_block(note.words)
    if note.named == "nobody":
        return _("Note by a participant: %(words)s") % {"words": words}
    if note.party is None:
        return _("Note by the third party: %(words)s") % {"words": words}
    return _("Note by %(party)s: %(words)s") % {"party": note.party.name, "words": words}
