"""An upload on its way: bounded while it streams, examined in a child process, kept until it is attached.

Nothing here holds the record's lock. Two files are examined at once on a host, and two more may wait for that: each holds a
thread, and pages need threads, too.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from goodoffices.engines.papers.examining import Examined, examine, words_of
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken
from goodoffices.files import storing
from goodoffices.files.labels import BUSY, refused_in_words
from goodoffices.files.models import File
from goodoffices.files.queries import used_by, used_in
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.source import ID_BYTES, source, spelled
from goodoffices.record.writing import one_writer

Found = TypeVar("Found")
AT_ONCE, IN_LINE = 2, 4
_children, _line = BoundedSemaphore(AT_ONCE), BoundedSemaphore(IN_LINE)


class Busy(Refused):
    """As many files are being examined as may be; the same file may be sent again."""

    def __init__(self) -> None:
        super().__init__(BUSY)


class Bounded(TemporaryFileUploadHandler):
    """Stops a form at the first byte of a file that is too much."""

    def __init__(self, request: HttpRequest, room: int) -> None:
        super().__init__(request)
        self.room = room

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        _demand_within(self.room, start + len(raw_data))
        super().receive_data_chunk(raw_data, start)


def bound(request: HttpRequest, seat: Seat) -> None:
    """Before anything of a form is read: let no file in that is larger than this seat may send."""
    request.upload_handlers = [Bounded(request, room_of(seat))]


def room_of(seat: Seat) -> int:
    """How many bytes this seat may still upload."""
    return int(settings.SEAT_FILES_MOST) - used_by(seat)


def demand_room(seat: Seat, book: str, size: int) -> None:
    """Refused where the file is too large for the host, or for what is left to this seat or in this book."""
    _demand_within(room_of(seat), size)
    if size > settings.BOOK_FILES_MOST - used_in(seat, book):
        raise Refused(
            _(
                "There is no room left for this file here. Make it smaller, or ask the administrator of this host for more."
            )
        )


def drawn_token(seat: Seat, on_their_way: int = 0) -> str:
    """A new token for an upload of this seat."""
    attached = File.objects.seen_by(seat).filter(seat_id=seat.id).count()
    number = attached + len(storing.all_waiting(seat.id)) + on_their_way + 1
    return spelled(source().raw(f"upload@{seat.id}/{number}", ID_BYTES))


def token_of(seat: Seat, key: str, path: Path, name: str) -> str:
    """The token of an upload that is sent with a key: the same whenever the same file is sent again."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    asked = "\0".join([seat.id, key, name, sha256])
    return spelled(salted_hmac("goodoffices.files.token", asked, algorithm="sha256").digest()[:ID_BYTES])


def attached_before(seat: Seat, token: str) -> bool:
    # house: read for nobody: whether one's own upload was attached, also in a book that one has left since
    return File._base_manager.filter(token=token, seat_id=seat.id).exists()


def take_in(seat: Seat, book: str, token: str, path: Path, name: str) -> storing.Waiting:
    """Examine a file and keep it for this seat and book. Raises Refused, with the engine's reason in words."""
    for old in storing.overdue(seat.id):
        forget(seat, old)
    demand_room(seat, book, path.stat().st_size)
    with _examined(path, name) as found:
        waiting = storing.Waiting(
            token=token,
            seat=seat.id,
            book=book,
            name=found.name,
            type=found.type,
            size=found.size,
            sha256=found.sha256,
            sha256_before=found.sha256_before,
            told=list(found.told),
        )
        storing.keep(waiting, found.path)
    return waiting


def path_of(file: Any) -> Path:
    """Where the bytes of an uploaded file lie; `Bounded` puts all of them into files."""
    assert isinstance(file, TemporaryUploadedFile)
    file.flush()
    return Path(file.temporary_file_path())


def _examined(path: Path, name: str) -> Examined:
    return _in_line(partial(examine, path, name))


def words_of_pdf(path: Path) -> str:
    """The words of a PDF that was sent, a form feed between two pages; refused, with a sentence, if it cannot be read."""
    return _in_line(partial(words_of, path))


def _in_line(asked: Callable[[Limits, Path], Found]) -> Found:
    """What a child process finds: few at once, and no more in line than will come to their turn."""
    if not _line.acquire(blocking=False):
        raise Busy
    try:
        with _children:
            return asked(Limits(size=settings.FILE_MOST), storing.folder_for_examining())
    except NotTaken as why:
        raise Refused(refused_in_words(why.code, why.facts)) from None
    except OSError as problem:
        raise storing.not_kept(problem) from problem
    finally:
        _line.release()


def forget(seat: Seat, waiting: storing.Waiting) -> None:
    """Nothing came of an upload: its bytes go, unless it has been attached after all. While this is asked, nobody can do so;
    where the database does not answer, the upload waits until it is overdue."""
    with suppress(OperationalError), one_writer():
        if attached_before(seat, waiting.token):  # the power went between the act and this note, or it was sent twice
            storing.attached(seat.id, waiting.token)
        else:
            storing.discard(waiting)


def _demand_within(room: int, size: int) -> None:
    if size > settings.FILE_MOST:
        raise Refused(refused_in_words("too-big", {"size": size, "most": settings.FILE_MOST}))
    if size > room:
        raise Refused(
            _("Your seat has no room left for this file on this host. Ask the administrator of this host for more.")
        )
