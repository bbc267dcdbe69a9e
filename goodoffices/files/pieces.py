"""The door for files in pieces, as pages and the API both have it: `POST uploads`, then `PATCH` one piece after another.

As in tus, `Upload-Offset` says where a piece begins; nothing else of that protocol is meant.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from goodoffices.files import resuming, storing
from goodoffices.files.sending import book_for, placeholder
from goodoffices.files.uploading import forget
from goodoffices.process.models import Seat
from goodoffices.record.requests import number_in


def begun(seat: Seat, given: Mapping[str, Any]) -> dict[str, Any]:
    """`about` or `supersedes`, `name`, `size`. Raises the act's ValidationError, NotThere and Refused."""
    book = book_for(seat, placeholder(given.get("about", ""), given.get("supersedes", "")))
    size = number_in(str(given.get("size", ""))) or 0
    coming = resuming.begin(seat, book, str(given.get("name", ""))[:1_000], size)
    return {**_told(coming, 0), "piece": resuming.PIECE}


def state(seat: Seat, upload: str) -> dict[str, Any]:
    if waiting := storing.waiting_of(seat.id, upload):
        return _arrived(waiting)
    coming = resuming.found(seat, upload)
    return _told(coming, resuming.offset_of(seat, coming))


def taken(seat: Seat, upload: str, request: HttpRequest) -> dict[str, Any]:
    """A further piece. With the last one the file is examined: `file` then names it to the act."""
    if waiting := storing.waiting_of(seat.id, upload):
        return _arrived(waiting)
    coming = resuming.found(seat, upload)
    offset = number_in(request.headers.get("Upload-Offset"))
    if offset is None:
        raise resuming.OutOfStep
    reached = resuming.append(seat, coming, offset, request.body)
    return _told(coming, reached) if reached < coming.size else _arrived(resuming.finish(seat, coming))


def cancelled(seat: Seat, upload: str) -> None:
    if waiting := storing.waiting_of(seat.id, upload):
        forget(seat, waiting)
        return
    resuming.cancel(seat, resuming.found(seat, upload))


def _told(coming: resuming.Coming, offset: int) -> dict[str, Any]:
    return {"upload": coming.upload, "offset": offset, "size": coming.size, "file": None}


def _arrived(waiting: storing.Waiting) -> dict[str, Any]:
    return {"upload": waiting.token, "offset": waiting.size, "size": waiting.size, "file": waiting.token}
