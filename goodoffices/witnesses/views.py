"""Pages about witnesses. What a browser that is a witness fetches and sends goes by the same ways as over the API."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from goodoffices.record.acts import Refused
from goodoffices.record.keys import verifier_key
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.witnesses import queries
from goodoffices.witnesses.acts import may_name
from goodoffices.witnesses.receiving import take

LONGEST = 20_000


@require_safe
def witnesses(request: SeatedRequest, process: str) -> HttpResponse:
    """Who witnesses, the key of this browser, and the books."""
    seat = request.seat
    own = {each.id for each in queries.own(seat)}
    context = {
        "witnesses": [(each, each.id in own) for each in queries.witnesses(seat)],
        "books": queries.begun(seat),
        "may_name": may_name(seat),
        **_browser(request),
    }
    return render(request, "witnesses/witnesses.html", context)


@require_safe
def book(request: SeatedRequest, process: str, book: str) -> HttpResponse:
    """A book's checkpoint, and who has signed it; *Witness now*."""
    found = queries.watched(request.seat, book)
    return render(request, "witnesses/book.html", {"found": found, **_browser(request)})


@require_safe
def fingerprints(request: SeatedRequest, process: str) -> HttpResponse:
    """One line a book, to be read aloud."""
    return render(request, "witnesses/fingerprints.html", {"compared": queries.compared(request.seat)})


@require_safe
def offered(request: SeatedRequest, process: str, book: str) -> HttpResponse:
    return JsonResponse(queries.told(queries.watched(request.seat, book)))


@require_safe
def consistency(request: SeatedRequest, process: str, book: str) -> HttpResponse:
    old, new = number_in(request.GET.get("from")), number_in(request.GET.get("to"))
    return JsonResponse(queries.proof(request.seat, book, old, new))


# house: submits: a witness's line below a checkpoint: what it says of the record is not itself an act
@require_POST
def cosignatures(request: SeatedRequest, process: str, book: str) -> HttpResponse:
    try:
        row, new = take(request.seat, book, request.POST.get("note", "")[:LONGEST])
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=422)
    return JsonResponse({"size": row.size, "line": row.line}, status=201 if new else 200)


def _browser(request: SeatedRequest) -> dict[str, str]:
    """What a browser needs to know to be a witness: whose, of which host."""
    seat, key = request.seat, verifier_key()
    side = seat.party_key or ("third-party" if seat.third else "")
    called = f"{key.split('+', 1)[0]}/{side}/browser"
    address = request.build_absolute_uri(f"/processes/{seat.process_id}/")
    return {"host_key": key, "side": side, "called": called, "address": address}
