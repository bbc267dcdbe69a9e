"""Whose eyes a page looks through: the seat of the signed-in person in the process that the address names."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from goodoffices.process.models import Holder
from goodoffices.process.seats import seat_with_id


class SeatMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seat = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if "process" not in kwargs or request.path.startswith("/api/"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        holder = Holder.objects.filter(user=request.user, process=kwargs["process"]).first()
        seat = seat_with_id(holder.seat) if holder else None
        if seat is None:
            raise Http404
        request.seat = seat  # type: ignore[attr-defined]
        return None
