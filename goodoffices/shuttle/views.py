"""The ledger's page, which reads a caucus back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest
from goodoffices.shuttle import queries


@require_safe
def ledger(request: SeatedRequest, process: str) -> HttpResponse:
    """What may travel out of each caucus that the seat reads. Prints: it is read back at the end of a caucus."""
    seat: Seat = request.seat
    open_regime = seat.rules is not None and seat.rules.regime == "open_unless_marked"
    context = {
        "caucuses": queries.caucuses(seat),
        "waiting": queries.waiting_for(seat) if seat.leads else [],
        "open_regime": open_regime,
    }
    return render(request, "shuttle/ledger.html", context)
