"""A request made by a seat."""

from typing import Any

from django.http import HttpRequest


class SeatedRequest(HttpRequest):
    """What a view below a process gets: `seat` on a page, `auth` in the API, and the heads of the books it reads."""

    seat: Any
    auth: Any
    heads: dict[str, int]


def number_in(text: str | None) -> int | None:
    """The number that a parameter spells, if it does and no table minds."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
