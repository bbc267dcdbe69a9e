"""A delegation at work in Word, for tests: a text taken away, marked up and sent again as a browser would send it."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from goodoffices.engines.brackets.tests.word_edits import Desk
from goodoffices.files import storing
from goodoffices.files.uploading import drawn_token, take_in
from goodoffices.record.perform import perform
from goodoffices.record.source import derived
from goodoffices.text import exporting
from goodoffices.text.acts import UploadMarkup
from goodoffices.text.bases import last_change
from goodoffices.text.models import Draft, MarkedChange, Revision
from tests.table import now


def at_desk(seat, draft, author="", revision=None):
    """The text as Word opens it, in the hands of this seat."""
    seat = now(seat)
    if revision is not None:
        found = Revision.objects.seen_by(seat).select_related("book", "draft").get(id=revision)
        return Desk(exporting.made_of_revision(seat, found, "docx"), author or seat.name)
    return Desk(
        exporting.made(seat, Draft.objects.seen_by(seat).select_related("book").get(id=draft), "docx"),
        author or seat.name,
    )


def waiting(seat, data, name="notice.docx"):
    """The token of these bytes, sent by this seat for its delegation's room."""
    seat = now(seat)
    book = next(each for each in seat.shelf().values() if each.kind == "delegation")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(data)
        return take_in(seat, book.id, drawn_token(seat), path, name).token


def uploaded(seat, base, data, **more):
    """Performed: the entry of the mark-up."""
    return perform(UploadMarkup(revision=base, file=waiting(seat, data), **more), now(seat)).entry


def kept(seat):
    """What this seat's delegation keeps, in the order of the text."""
    return list(MarkedChange.objects.seen_by(now(seat)).filter(state="kept"))


def ids(changes):
    return [each.id for each in changes]


def stage(seat, draft):
    return last_change(now(seat), Draft.objects.seen_by(now(seat)).get(id=draft))


def laid_markup(seat, draft, book, words, place):
    """An upload with other words at the text's end, laid where it waits as if it had been examined; its token."""
    desk = at_desk(seat, draft)
    last = desk.document.paragraphs[-1]
    desk.replace(last.runs[-1].text, " ".join(words.split()), last.text)
    content = desk.saved()
    sha256, token = hashlib.sha256(content).hexdigest(), derived("marked", seat.id, book, place)
    bytes_at = Path(storing.folder_for_examining()) / token
    bytes_at.write_bytes(content)
    storing.keep(
        storing.Waiting(token, seat.id, book, "notice.docx", "docx", len(content), sha256, sha256, []), bytes_at
    )
    return token
