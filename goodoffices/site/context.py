"""What every page of a process has around it: the masthead, the rail of rooms, the cursor of its stream."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goodoffices.consultation.models import rooms_of
from goodoffices.consultation.reading import unread
from goodoffices.live.cursor import encode
from goodoffices.process.models import Round, Session


def frame(request: HttpRequest) -> dict[str, Any]:
    seat = getattr(request, "seat", None)
    context: dict[str, Any] = {"demo": settings.DEMO, "interface_languages": settings.LANGUAGES, "seat": seat}
    if seat is None:
        return context

    rooms = rooms_of(seat)
    counts = unread(seat, rooms)
    return {
        **context,
        "process": seat.process,
        "rail": [(room, counts.get(room.id, 0)) for room in rooms],
        "sitting_round": Round.objects.seen_by(seat).filter(state="open").first(),
        "sitting_session": Session.objects.seen_by(seat).filter(closed_at="").first(),
        "cursor": encode(request.heads),  # type: ignore[attr-defined]
    }
