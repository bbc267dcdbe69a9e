"""Going somewhere by name: the page behind the palette, the list that the palette shows, and what waits, for the rail."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodoffices.process.extensions import Place, found_for, links_for, places_for
from goodoffices.process.models import Seat
from goodoffices.process.places import matching
from goodoffices.record.requests import SeatedRequest
from goodoffices.site.rail import counts_for

LONGEST = 200  # characters that are looked for


@require_safe
def go(request: SeatedRequest, process: str) -> HttpResponse:
    """Every place under its heading, or those that fit the words. What one citation means is opened at once."""
    seat: Seat = request.seat
    words = _words(request)
    found = found_for(seat, words)
    named = matching(_places(seat), words)
    if len(found) == 1 and not named:
        return HttpResponseRedirect(found[0].address)
    return render(request, "site/go.html", {"words": words, "headings": _by_heading([*found, *named])})


@require_safe
def places(request: SeatedRequest, process: str) -> HttpResponse:
    """The same for the palette: every place, or, for words, only what is found beyond the names of places."""
    found = found_for(request.seat, _words(request)) if "q" in request.GET else _places(request.seat)
    return JsonResponse({"places": [place._asdict() for place in found]})


@require_safe
def waiting(request: SeatedRequest, process: str) -> HttpResponse:
    """What waits for the reader now, by line and group of the rail: an open page asks when its books have grown."""
    return JsonResponse(counts_for(request.seat))


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST]


def _places(seat: Seat) -> tuple[Place, ...]:
    """Where the reader may go: what offices list by name, the rooms first, and then the pages of the rail."""
    named = places_for(seat)
    pages = [Place(_("Pages"), link.name, reverse(link.view, args=[seat.process_id])) for link in links_for(seat)]
    return (*named, *pages)


def _by_heading(found: Iterable[Place]) -> dict[str, list[Place]]:
    headings: dict[str, list[Place]] = {}
    for place in found:
        headings.setdefault(place.heading, []).append(place)
    return headings
