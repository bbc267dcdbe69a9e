"""Who is at the table, who may join and who has left; and how the talks end."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.process.audience import at_the_table
from goodoffices.process.models import Accession, AccessionAcceptance, Leaving, Motion, MotionVoice, Party, Seat
from goodoffices.record.requests import SeatedRequest


@require_safe
def coming_and_going(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    accessions = list(Accession.objects.seen_by(seat).select_related("book", "declined_by", "seat").order_by("-number"))
    accepted = AccessionAcceptance.objects.seen_by(seat).select_related("party", "book").order_by("number")
    motions = Motion.objects.seen_by(seat).select_related("book").order_by("-number")
    voices = MotionVoice.objects.seen_by(seat).filter(current=True).select_related("party", "book").order_by("number")
    parties = Party.objects.seen_by(seat).order_by("mark")
    context = {
        "parties": parties,
        "leavings": Leaving.objects.seen_by(seat)
        .filter(at_the_table())
        .select_related("party", "book")
        .order_by("-number"),
        "accessions": [(each, [row for row in accepted if row.accession_id == each.id]) for each in accessions],
        "motions": [(each, [row for row in voices if row.motion_id == each.id]) for each in motions],
    }
    return render(request, "process/coming_and_going.html", context)
