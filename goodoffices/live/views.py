"""What a page sends to the live floor. Never recorded."""
# house: submits: typing is never recorded

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from goodoffices.consultation.models import room_of
from goodoffices.live import presence
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest


@require_POST
def typing(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """Somebody is typing in this room; sent to this room alone."""
    here = room_of(request.seat, room)
    if here is None:
        raise NotThere
    presence.typing(here.book, request.seat)
    return HttpResponse(status=204)
