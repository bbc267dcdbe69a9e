"""Whose view a page shows: the seat of the signed-in person in the process that the address names."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from goodoffices.accounts.signed_out import signed_out
from goodoffices.process.seats import heads, seat_held_by
from goodoffices.record.acts import NotThere


def not_found(request: HttpRequest) -> HttpResponse:
    """The one answer for what is forbidden and for what is absent."""
    return render(request, "404.html", {"nowhere": True}, status=404)


class SeatMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seat = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, NotThere):
            return not_found(request)
        return None

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if "process" not in kwargs or request.path.startswith("/api/"):
            return None
        if not request.user.is_authenticated:
            return signed_out(request)
        seat = seat_held_by(request.user, kwargs["process"])
        if seat is None:
            return not_found(request)
        request.seat = seat  # type: ignore[attr-defined]
        # Take the cursor before reading rows: the stream may then repeat an entry, but never miss one.
        request.heads = heads(seat)  # type: ignore[attr-defined]
        return None
