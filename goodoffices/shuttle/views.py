"""The ledger's page, which reads a caucus back; and its deeds."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.process.models import Seat
from goodoffices.process.pages import submit
from goodoffices.record.requests import SeatedRequest
from goodoffices.shuttle import acts, queries
from goodoffices.shuttle.labels import FORMS


@require_safe
def ledger(request: SeatedRequest, process: str) -> HttpResponse:
    """What may travel out of each caucus that the seat reads. Prints: it is read back at the end of a caucus."""
    seat: Seat = request.seat
    open_regime = seat.rules is not None and seat.rules.regime == "open_unless_marked"
    context = {
        "caucuses": queries.caucuses(seat),
        "waiting": queries.waiting_for(seat) if seat.leads else [],
        "forms": FORMS,
        "open_regime": open_regime,
    }
    return render(request, "shuttle/ledger.html", context)


@require_POST
def releases(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.ReleaseForTravel, _to(process))


@require_POST
def revocation(request: SeatedRequest, process: str, release: str) -> HttpResponse:
    return submit(request, acts.RevokeRelease, _to(process), release=release)


@require_POST
def conveyance(request: SeatedRequest, process: str, release: str) -> HttpResponse:
    return submit(request, acts.Convey, _to(process), release=release)


@require_POST
def carriage(request: SeatedRequest, process: str, statement: str) -> HttpResponse:
    return submit(request, acts.Carry, _to(process), statement=statement)


@require_POST
def gists(request: SeatedRequest, process: str, statement: str) -> HttpResponse:
    return submit(request, acts.DraftGist, _to(process), statement=statement)


@require_POST
def withholding(request: SeatedRequest, process: str, statement: str) -> HttpResponse:
    return submit(request, acts.Withhold, _to(process), statement=statement)


@require_POST
def withholding_end(request: SeatedRequest, process: str, statement: str) -> HttpResponse:
    return submit(request, acts.EndWithholding, _to(process), statement=statement)


def _to(process: str) -> str:
    return reverse("shuttle:ledger", args=[process])
