"""Today, the brief, the figures and the digest. They change only what is not recorded."""

from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from goodoffices.accounts.addresses import absolute
from goodoffices.briefing import digest
from goodoffices.briefing.changes import changes
from goodoffices.briefing.departures import depart, departures_of
from goodoffices.briefing.figures import figures_of
from goodoffices.briefing.first_visit import is_first_visit, remember_visit
from goodoffices.briefing.models import DigestWish
from goodoffices.briefing.since import choices, since
from goodoffices.briefing.today import today_of
from goodoffices.briefing.todo import in_sorts, waits_for
from goodoffices.process.models import Seat
from goodoffices.process.views import about
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.timestamps import written

HOURS = range(24)
SENT = gettext_lazy("Sent to your address.")
NOT_SENT = gettext_lazy("Nothing is waiting for you, so there was nothing to send.")
NO_MAIL = gettext_lazy(
    "The mail could not be sent. Ask the administrator of this host to check its mail settings, then try again."
)


@require_safe
def today(request: SeatedRequest, process: str) -> HttpResponse:
    """What is new, what waits, what is on and what has moved. A seat's first page is the one about these talks."""
    seat: Seat = request.seat
    left = departures_of(seat)
    if is_first_visit(request, left):
        answer = about(request, process)
        remember_visit(answer, seat, request.path)
        return answer
    context = today_of(seat, request.GET.get("since", ""), left)
    return render(request, "briefing/today.html", {**context, "hour": _hour(seat), "hours": HOURS})


@require_safe
def desk(request: SeatedRequest, process: str) -> HttpResponse:
    """What waits has moved to the page of today."""
    return HttpResponsePermanentRedirect(reverse("briefing:today", args=[process]))


@require_safe
def even_handedness(request: SeatedRequest, process: str) -> HttpResponse:
    """How even-handed the talks have been so far: for the third party, and for whom the ground rules open it to."""
    return render(request, "briefing/even_handedness.html", {"figures": figures_of(request.seat)})


@require_safe
def brief(request: SeatedRequest, process: str) -> HttpResponse:
    """What changed in this seat's view since it left."""
    return render(request, "briefing/brief.html", _brief(request))


@require_safe
def brief_file(request: SeatedRequest, process: str) -> HttpResponse:
    """The same as one file that needs nothing else, for bad lines."""
    page = render_to_string("briefing/brief_file.html", _brief(request), request)
    answer = HttpResponse(page)
    answer["Content-Disposition"] = 'attachment; filename="brief.html"'
    return answer


# house: submits: where a reader left is not recorded
@require_POST
def caught_up(request: SeatedRequest, process: str) -> HttpResponse:
    """From here on is new: as if the reader had left now. Only as far as the brief that was on the screen."""
    seat: Seat = request.seat
    shown = {id: min(number_in(request.POST.get(f"head-{id}")) or 0, book.head) for id, book in seat.shelf().items()}
    # house: clock or chance: when the reader said they had caught up: on no record
    depart(seat.id, written(timezone.now()), shown)
    return HttpResponseRedirect(reverse("briefing:today", args=[process]))


# house: submits: when a reader wants mail is not recorded
@require_POST
def digest_hour(request: SeatedRequest, process: str) -> HttpResponse:
    hour = number_in(request.POST.get("hour"))
    digest.wish(request.seat, hour if hour in HOURS else None)
    return HttpResponseRedirect(reverse("briefing:today", args=[process]))


# house: submits: mail to oneself is not recorded
@require_POST
def digest_now(request: SeatedRequest, process: str) -> HttpResponse:
    try:
        told = SENT if digest.send_now(request.seat, absolute("/", request)) else NOT_SENT
    except OSError:
        told = NO_MAIL
    return render(request, "briefing/digest_sent.html", {"told": told})


def _brief(request: SeatedRequest) -> dict[str, Any]:
    seat: Seat = request.seat
    left = departures_of(seat)
    point = since(seat, request.GET.get("since", ""), left)
    return {
        "since": point,
        "choices": choices(left),
        "changes": changes(seat, point.heads),
        "waits": in_sorts(waits_for(seat)),
        "heads": {id: book.head for id, book in seat.shelf().items()},
        "now": max((book.last_at for book in seat.shelf().values()), default=""),
    }


def _hour(seat: Seat) -> int | None:
    return DigestWish.objects.filter(seat=seat.id).values_list("hour", flat=True).first()
