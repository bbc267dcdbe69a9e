"""Which requests may be larger than a form: files, at the doors that take them, from a seat of that process.

It is asked before anything of the body is taken in: who sits at no table fills no disk.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from goodoffices.live.authentication import Unknown, subscriber_with_cookies
from goodoffices.live.wsgi import WRAPPING, Bounds, path_of
from goodoffices.process.seats import seat_claimed_with
from goodoffices.record.acts import NotThere

Scope = MutableMapping[str, Any]

DOOR = re.compile(r"/api/processes/([^/]+)/files")
PAGE_DOOR = re.compile(r"/processes/([^/]+)/(?:files/attach|text/check|text/mark-up)")
SECONDS = 900.0  # 50 MB at half a megabit per second


def bounds_of_a_file(scope: Scope) -> Bounds | None:
    """How much a request may bring that is larger than usual; None if no more than usual."""
    if scope["method"] != "POST":
        return None
    close_old_connections()  # as Django does before and after each request
    try:
        known = _comes_from_a_seat(path_of(scope), dict(scope["headers"]))
    finally:
        close_old_connections()
    return Bounds(settings.FILE_MOST + WRAPPING, SECONDS) if known else None


def _comes_from_a_seat(path: str, headers: dict[bytes, bytes]) -> bool:
    if door := DOOR.fullmatch(path):
        scheme, _space, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        seat = seat_claimed_with(token) if scheme.lower() == "bearer" and token else None
        return seat is not None and seat.process_id == door[1]
    if door := PAGE_DOOR.fullmatch(path):
        try:
            subscriber_with_cookies(door[1], headers.get(b"cookie", b"").decode("latin-1"), "")
        except (Unknown, NotThere):
            return False
        return True
    return False
