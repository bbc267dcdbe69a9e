"""What every page of a process has around it: the masthead, the rail of rooms, the cursor of its stream."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goodoffices.consultation.models import rooms_of
from goodoffices.consultation.queries import unread
from goodoffices.live.cursor import encode
from goodoffices.process.models import Seat
from goodoffices.process.queries import sitting_round, sitting_session
from goodoffices.record.cache import cached
from goodoffices.site.rail import Group, Here, groups_for


def frame(request: HttpRequest) -> dict[str, Any]:
    seat = getattr(request, "seat", None)
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "mail": settings.MAIL,
        "interface_languages": settings.LANGUAGES,
        "seat": seat,
    }
    if seat is None:
        return context

    rooms = rooms_of(seat)
    counts = unread(seat, rooms)
    rail = [(room, counts.get(room.id, 0)) for room in rooms]
    here = Here.of(request)
    return {
        **context,
        "process": seat.process,
        "rail": rail,
        "rail_of_rooms_and_papers": _rail(
            seat, tuple([(room.id, count) for room, count in rail]), groups_for(seat, here), here.room
        ),
        "sitting_round": sitting_round(seat),
        "sitting_session": sitting_session(seat),
        "cursor": encode(request.heads),  # type: ignore[attr-defined]
    }


@cached
def _rail(seat: Seat, unread: tuple[tuple[str, int], ...], groups: tuple[Group, ...], room: str) -> SafeString:
    counts = dict(unread)
    context = {
        "rail": [(each, counts[each.id]) for each in rooms_of(seat) if each.id in counts],
        "unread": sum(counts.values()),
        "groups": groups,
        "waiting": sum(group.waiting for group in groups),
        "here": room,
        "process": seat.process,
        "field": seat.process.field,
    }
    return render_to_string("site/_rail.html", context)
