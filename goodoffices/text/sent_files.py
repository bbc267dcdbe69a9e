"""The bytes of a file that an act names: an upload that waits, or a file that its seat reads."""

from django.utils.translation import gettext as _

from goodoffices.files import storing
from goodoffices.files.models import File
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience


def sent_file(seat: Seat, file: str, book: str, audience: Audience) -> tuple[bytes, str]:
    """Its bytes and its name. `file`: the token of an upload of this seat for this book, or the id of a file."""
    where, token, sha256, name = _place_of(seat, file, book, audience)
    try:
        with storing.whole(where, token, sha256) as found:
            return found.read(), name
    except storing.Damaged:
        raise Refused(_("The bytes of this file are no longer here. Choose the file again."), "file") from None


def _place_of(seat: Seat, file: str, book: str, audience: Audience) -> tuple[str, str, str, str]:
    """The book, token, hash and name of the file."""
    waiting = storing.waiting_of(seat.id, file)
    if waiting is not None and waiting.book == book:
        return waiting.book, waiting.token, waiting.sha256, waiting.name
    found: File | None = File.objects.seen_by(seat).select_related("book").filter(id=file).first()
    if found is None or not found.given or not seat.may_cite(found.audience, within=audience):
        raise Refused(_("This file is no longer here. Choose it again."), "file")
    return found.book_id, found.token, found.sha256, found.name
