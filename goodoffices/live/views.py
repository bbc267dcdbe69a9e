"""What a page tells the live floor. Never recorded."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from goodoffices.consultation.models import room_of
from goodoffices.record.acts import NotThere


@require_POST
def typing(request: HttpRequest, process: str, room: str) -> HttpResponse:
    """Somebody is writing in this room; told inside the room alone."""
    here = room_of(request.seat, room)  # type: ignore[attr-defined]
    if here is None:
        raise NotThere
    from goodoffices.live.presence import typing as is_typing

    is_typing(here.book, request.seat)  # type: ignore[attr-defined]
    return HttpResponse(status=204)
