"""The glossary's pages, and what a seat reads first."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.interpretation import import_terms as stocks
from goodoffices.interpretation import queries
from goodoffices.interpretation.finding import folded
from goodoffices.interpretation.models import Term
from goodoffices.interpretation.partials import actions_on, ways_to
from goodoffices.interpretation.understanding import languages_of
from goodoffices.interpretation.unrendered import books_of_work, waits_unrendered
from goodoffices.process.audience import is_room, is_table
from goodoffices.process.door import gone_to
from goodoffices.process.extensions import speaking_in
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import NotThere, books_read_by
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.things import thing_seen_by


@require_safe
def glossary(request: SeatedRequest, process: str) -> HttpResponse:
    """The terms of the talks by language, with how each stands; and the form that proposes one. Prints."""
    return _glossary(request)


# house: submits: a file makes many acts, all of them or none
@require_POST
def stock(request: SeatedRequest, process: str) -> HttpResponse:
    """A table of terms, taken in whole or not at all: the one that ships, or a file."""
    seat: Seat = request.seat
    if not seat.third:
        raise NotThere
    file = request.FILES.get("file")
    try:
        raw = file.read(stocks.MOST_BYTES + 1) if file else b""
        rows = stocks.read(raw if file else stocks.SHIPPED.read_bytes() if "shipped" in request.POST else b"")
        stocks.take_in(rows, seat, request.POST.get("book", ""), request.POST.get("key", "")[:180])
    except stocks.BadStock as bad:
        return _glossary(request, problem=str(bad), status=422)
    return gone_to(request, _to(process))


@require_safe
def marks(request: SeatedRequest, process: str) -> HttpResponse:
    """What this seat's pages mark in the texts they show, and what it reads first."""
    seat: Seat = request.seat
    place = reverse("interpretation:term", args=[process, "-"])
    return JsonResponse({"terms": queries.marks(seat), "place": place, "first": queries.first_reading(seat)})


@require_safe
def term(request: SeatedRequest, process: str, term: str) -> HttpResponse:
    """One term: its words, what each side means by it, who has agreed, and what this seat may do about it."""
    seat: Seat = request.seat
    found = next((each for each in queries.glossary(seat) if each.id == term), None)
    if found is None:
        raise NotThere
    narrow = not is_table(found.audience)
    context = {
        "term": found,
        "words": [(code, LANGUAGES[code], word, found.attested.get(code)) for code, word in found.called.items()],
        "waiting": []
        if narrow
        else Party.objects.seen_by(seat)
        .at_the_table()
        .order_by("name")
        .exclude(id__in=[row.party_id for row in found.accepted]),
        "outcomes": [
            (code, name)
            for code, name in queries.TERM_STATES.items()
            if code not in ("agreed", found.status) and not (narrow and code == "agreed_to_differ")
        ],
    }
    return render(request, "interpretation/term.html", context)


@require_safe
def desk(request: SeatedRequest, process: str) -> HttpResponse:
    """The interpreters’ desk: what waits to be rendered, the terms in it, and who has the floor where they work."""
    seat: Seat = request.seat
    waits = waits_unrendered(seat)
    rooms = [(book, speaking_in(seat, book.id)) for book in books_of_work(seat)]
    context = {
        "waits": waits,
        "rooms": rooms,
        "terms": queries.terms_in(seat, "\n".join(each.noun.in_words() for each in waits)),
    }
    return render(request, "interpretation/desk.html", context)


@require_safe
def words(request: SeatedRequest, process: str, thing: str) -> HttpResponse:
    """The words of one thing, whatever it is, with their renderings, and what this seat may do about these."""
    seat: Seat = request.seat
    found = thing_seen_by(seat, thing)
    if found is None or found.sort == "rendering":
        raise NotThere
    known = sorted(LANGUAGES[code] for code in languages_of(seat, found))
    context = {
        "thing": found,
        "known": known if len(known) == 1 else [],
        "ways": ways_to(seat, found),
        "parts": list(actions_on(seat, found)),
    }
    return render(request, "interpretation/in_languages.html", context)


# house: submits: what a seat reads first is not recorded
@require_POST
def reading_first(request: SeatedRequest, process: str) -> HttpResponse:
    """What this seat reads first, from now on, in every room."""
    seat: Seat = request.seat
    queries.read_first(seat, request.POST.get("language", ""))
    room = next((id for id in seat.shelf() if id == request.POST.get("room")), None)
    return gone_to(request, reverse("consultation:room", args=[process, room]) if room else _to(process))


def _glossary(request: SeatedRequest, problem: str = "", status: int = 200) -> HttpResponse:
    seat: Seat = request.seat
    wanted = request.GET.get("q", "").strip()[:200]
    terms = [term for term in queries.glossary(seat) if _matches(term, wanted)]
    agreed = [code for code in (seat.rules.languages if seat.rules else []) if code in LANGUAGES]
    used = {code for term in terms for code in term.called}
    context = {
        "table": [(term, _cells(term, used)) for term in terms if is_table(term.audience)],
        "lists": [(term, _cells(term, used)) for term in terms if not is_table(term.audience)],
        "used": [(code, name) for code, name in LANGUAGES.items() if code in used],
        "wanted": wanted,
        "first_languages": [(code, LANGUAGES[code]) for code in agreed or ["en"]],
        "further_languages": [(code, name) for code, name in LANGUAGES.items() if code not in (agreed or ["en"])],
        "books": [book for book in books_read_by(seat) if is_room(book.audience)] if seat.third else [],
        "problem": problem,
    }
    return render(request, "interpretation/glossary.html", context, status=status)


def _cells(term: Term, used: set[str]) -> list[tuple[str, str, str, bool]]:
    """Language by language: its code and name, the word, and whether it is marked as attested nowhere."""
    return [
        (code, name, term.called.get(code, ""), code in term.called and term.attested.get(code) == "")
        for code, name in LANGUAGES.items()
        if code in used
    ]


def _matches(term: Term, wanted: str) -> bool:
    return not wanted or any(
        folded(wanted) in folded(text) for text in (*term.called.values(), term.meaning, term.note)
    )


def _to(process: str) -> str:
    return reverse("interpretation:glossary", args=[process])
