"""Whether a seat enters for the first time: then it is first shown what this is, who sees what, what binds, whom to ask.

A seat that has left before has been here. Until then its browser remembers that it was shown the page: nothing is written,
since pages only read.
"""

from django.http import HttpResponse

from goodoffices.briefing.models import Departure
from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest

COOKIE = "shown-about"
LASTS = 365 * 24 * 3600  # seconds


def is_first_visit(request: SeatedRequest, left: list[Departure]) -> bool:
    """`left` are the seat's departures. Whoever asks for a day knows the page."""
    return not left and "since" not in request.GET and request.COOKIES.get(COOKIE) != request.seat.id


def remember_visit(answer: HttpResponse, seat: Seat, path: str) -> None:
    """One seat a process and browser: in a demonstration another seat is shown the page anew."""
    answer.set_cookie(COOKIE, seat.id, max_age=LASTS, path=path, httponly=True, samesite="Lax")
