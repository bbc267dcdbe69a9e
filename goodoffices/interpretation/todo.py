"""Doubts about renderings, and proposed terms on which a side has neither agreed nor said what it means."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.interpretation.models import Query, Term
from goodoffices.interpretation.queries import glossary
from goodoffices.interpretation.unrendered import waits_unrendered, works
from goodoffices.process.audience import is_table
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects


def what_waits(seat: Seat) -> Iterator[Todo]:
    yield from _renderings(seat)
    yield from _terms_that_wait(seat)


def what_waits_unrendered(seat: Seat) -> Iterator[Todo]:
    """For interpreters. Asked anew each time, since plain words are among what waits."""
    if not works(seat) or not (waits := waits_unrendered(seat)):
        return
    sentence = ngettext(
        "%(count)s thing is waiting to be rendered.", "%(count)s things are waiting to be rendered.", len(waits)
    )
    yield Todo("renderings", sentence % {"count": len(waits)}, reverse("interpretation:desk", args=[seat.process_id]))


def _renderings(seat: Seat) -> Iterator[Todo]:
    """For interpreters, and for whoever made the rendering."""
    rows = Query.objects.seen_by(seat).filter(state="open", rendering__state="standing")
    if seat.role != "interpreter":
        rows = rows.filter(rendering__seat=seat.id)
    found = list(rows.select_related("book", "rendering__about"))
    with_subjects([query.rendering for query in found], seen_by(seat))
    for query in found:
        address = (query.rendering.subject or query.rendering).page()
        yield Todo("renderings", _("Someone has queried a rendering."), address, query.book, query.number, query.at)


@cached(per="seat")
def _terms_that_wait(seat: Seat) -> tuple[Todo, ...]:
    """For a head."""
    if not (seat.decides and seat.delegate) or seat.process.state == "concluded":
        return ()
    asked = [(term, _asked_of(term, seat)) for term in glossary(seat) if is_table(term.audience)]
    return tuple([_todo(seat, term, words) for term, words in asked if words])


def _asked_of(term: Term, seat: Seat) -> str:
    stated = {row.party_id for row in term.usages}
    if term.status != "proposed" or seat.party_id in stated | {row.party_id for row in term.accepted}:
        return ""
    if stated:
        return _("Another side has said what it means by “%(term)s”: agree on the term, or say what yours means.")
    return _("The term “%(term)s” is waiting for your agreement.")


def _todo(seat: Seat, term: Term, words: str) -> Todo:
    address = reverse("interpretation:term", args=[seat.process_id, term.id])
    return Todo("decisions", words % {"term": term.title}, address, term.book, term.number, term.at)
