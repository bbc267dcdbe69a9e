"""An upload that comes in pieces, and goes on where it broke off: what is known of it, how far it is, and its end.

    coming/<seat>/<upload>         the bytes so far
    coming/<seat>/<upload>.note    what is known of it, as JSON

Its id is also the token under which the whole waits to be attached, so that the last piece may be sent twice.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from goodoffices.files import storing
from goodoffices.files.uploading import Busy, demand_room, drawn_token, room_of, take_in
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere, Refused

PIECE = 1_000_000  # bytes that a piece should have; a request of more than twice as much is not taken
MOST_AT_ONCE = 20  # uploads of one seat on their way


class OutOfStep(Exception):
    """A piece that does not follow on what is there; ask how far it is."""


@dataclass(frozen=True)
class Coming:
    """An upload on its way: one seat's, for one book; `size` is that of the whole, in bytes."""

    upload: str
    seat: str
    book: str
    name: str
    size: int


def begin(seat: Seat, book: str, name: str, size: int) -> Coming:
    """Make room for an upload; it counts as if it were whole."""
    _forget_overdue(seat)
    on_their_way = all_coming(seat)
    if len(on_their_way) >= MOST_AT_ONCE:
        raise Refused(
            _("Too many files are on their way from your seat. Wait until some have arrived, or cancel them.")
        )
    reserved = sum(each.size for each in on_their_way)
    demand_room(seat, book, size)
    if size + reserved > room_of(seat):
        raise Refused(
            _("Your seat has no room left for this file on this host. Ask the administrator of this host for more.")
        )
    coming = Coming(drawn_token(seat, len(on_their_way)), seat.id, book, name, size)
    with storing.disk():
        folder = storing.made(_folder(seat))
        (folder / coming.upload).touch(mode=0o600, exist_ok=False)
        storing.write(folder / f"{coming.upload}.note", json.dumps(asdict(coming)).encode())
    return coming


def found(seat: Seat, upload: str) -> Coming:
    if not storing.TOKEN.fullmatch(upload):
        raise NotThere
    try:
        return Coming(**json.loads((_folder(seat) / f"{upload}.note").read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        raise NotThere from None


def offset_of(seat: Seat, coming: Coming) -> int:
    try:
        return _bytes(seat, coming).stat().st_size
    except FileNotFoundError:
        raise NotThere from None


def append(seat: Seat, coming: Coming, offset: int, piece: bytes) -> int:
    """How far it is after this piece. `OutOfStep` if the piece does not follow on what is there."""
    with _alone(seat, coming) as file:
        if os.fstat(file).st_size != offset:
            raise OutOfStep
        if offset + len(piece) > coming.size:
            raise Refused(_("This is more than was announced. Send the file again from the beginning."))
        with storing.disk():
            os.lseek(file, 0, os.SEEK_END)
            left = memoryview(piece)
            while left:
                left = left[os.write(file, left) :]
        return offset + len(piece)


def finish(seat: Seat, coming: Coming) -> storing.Waiting:
    """The whole, examined and kept; it waits to be attached. What is refused leaves nothing; while the host is busy, it
    stays, and an empty piece asks once more."""
    try:
        with _alone(seat, coming):
            waiting = take_in(seat, coming.book, coming.upload, _bytes(seat, coming), coming.name)
    except (Busy, OutOfStep):
        raise
    except BaseException:
        cancel(seat, coming)
        raise
    cancel(seat, coming)
    return waiting


def cancel(seat: Seat, coming: Coming) -> None:
    _bytes(seat, coming).unlink(missing_ok=True)
    (_folder(seat) / f"{coming.upload}.note").unlink(missing_ok=True)


@contextmanager
def _alone(seat: Seat, coming: Coming) -> Iterator[int]:
    """The file, open for one request at a time."""
    try:
        file = os.open(_bytes(seat, coming), os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise NotThere from None
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutOfStep from None
        yield file
    finally:
        os.close(file)


def all_coming(seat: Seat) -> list[Coming]:
    """The uploads of this seat that are on their way."""
    notes = _folder(seat).glob("*.note") if _folder(seat).is_dir() else ()
    return [Coming(**json.loads(note.read_bytes())) for note in sorted(notes)]


def _forget_overdue(seat: Seat) -> None:
    # house: clock or chance: how long an upload may take is on no record
    before = time.time() - storing.WAITS
    for each in all_coming(seat):
        if not _bytes(seat, each).exists() or _bytes(seat, each).stat().st_mtime < before:
            cancel(seat, each)


def _folder(seat: Seat) -> Path:
    return storing.root() / "coming" / seat.id


def _bytes(seat: Seat, coming: Coming) -> Path:
    return _folder(seat) / coming.upload
