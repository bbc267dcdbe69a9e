"""Queries for renderings and the glossary."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from goodoffices.interpretation.finding import folded, found_in
from goodoffices.interpretation.labels import TERM_STATES
from goodoffices.interpretation.models import (
    Answer,
    FirstReading,
    Query,
    Rendering,
    Term,
    TermAcceptance,
    Understanding,
    Usage,
)
from goodoffices.process.audience import is_caucus, is_delegation, table_first
from goodoffices.process.extensions import Place
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat, interprets_in
from goodoffices.record.audience import Audience
from goodoffices.record.cache import cached
from goodoffices.record.scope import Scope, seen_by


def may_render(seat: Seat, audience: Audience) -> bool:
    """The third party; in a delegation's own room, which they do not read, the delegation itself; in a caucus also the
    interpreter whom the party brought."""
    if seat.third or (seat.speaks and is_delegation(audience)):
        return True
    book = seat.shelf().of(audience) if seat.delegate and is_caucus(audience) else None
    return book is not None and interprets_in(seat, book.id)


def renderings_of(scope: Scope, ids: Iterable[str]) -> list[Rendering]:
    """Every rendering of these things and of what is read beside them, oldest first, each with what was asked about it
    and whether it is `earlier`."""
    wanted = list(ids)
    rows = scope(Rendering).filter(Q(about__in=wanted) | Q(beside__in=wanted))
    return with_queries(list(rows.select_related("book", "seat", "about", "beside")), scope)


def understandings_of(scope: Scope, ids: Iterable[str]) -> list[Understanding]:
    """Which renderings of these things, and of what is read beside them, were asked for; and who reads the original."""
    wanted = list(ids)
    rows = scope(Understanding).filter(Q(about__in=wanted) | Q(beside__in=wanted))
    return list(rows.select_related("book", "seat__party", "about", "beside"))


@cached
def renderings_about(seat: Seat, subject: str) -> list[Rendering]:
    """The same of one thing, for its page."""
    return renderings_of(seen_by(seat), [subject])


def with_queries(renderings: list[Rendering], scope: Scope) -> list[Rendering]:
    """The same rows, each with its `queries`, and these with their `answers`; and whether the original was reworded.
    Read the rows with their `about`."""
    if not renderings:
        return []
    queries = list(scope(Query).filter(rendering__in=[row.id for row in renderings]).select_related("book"))
    answers = list(scope(Answer).filter(query__in=[query.id for query in queries]).select_related("book", "rendering"))
    for query in queries:
        query.answers = [answer for answer in answers if answer.query_id == query.id]
    for row in renderings:
        row.queries = [query for query in queries if query.rendering_id == row.id]
        row.earlier = row.rendered < row.about.wording
    return renderings


@cached
def rendered_rooms(seat: Seat) -> frozenset[str]:
    """The rooms in which something has been rendered, by their books."""
    return frozenset(Rendering.objects.seen_by(seat).filter(state="standing").values_list("book_id", flat=True))


# ---- The glossary


@cached
def glossary(seat: Seat) -> list[Term]:
    """Every term that the seat sees, the table's first, each with who `accepted` it and each side's `usages`."""
    terms = list(Term.objects.seen_by(seat).select_related("book"))
    accepted = TermAcceptance.objects.seen_by(seat).filter(void=False).select_related("party").order_by("party__name")
    usages = Usage.objects.seen_by(seat).filter(current=True).select_related("party", "book").order_by("party__name")
    by_term: dict[str, Term] = {}
    for term in terms:
        term.accepted, term.usages = [], []
        by_term[term.id] = term
    for row in accepted:
        if row.term_id in by_term:
            by_term[row.term_id].accepted.append(row)
    for usage in usages:
        if usage.term_id in by_term:
            by_term[usage.term_id].usages.append(usage)
    return sorted(terms, key=lambda term: table_first(term.audience, term.book.name, folded(term.title), term.number))


def places(seat: Seat) -> Iterator[Place]:
    """The terms that a seat may go to, each by its title and by what it is called in every language."""
    for term in glossary(seat):
        others = [word for word in dict.fromkeys(term.called.values()) if word != term.title]
        yield Place(_("Terms"), term.title, term.page(), ", ".join(others))


def terms_in(seat: Seat, text: str) -> list[Term]:
    """The terms that occur in a text, in whichever of their languages, in the order of the text."""
    terms = glossary(seat)
    by_word: dict[str, list[Term]] = {}
    for term in terms:
        for word in dict.fromkeys(" ".join(folded(word).split()) for word in term.called.values()):
            by_word.setdefault(word, []).append(term)
    found = [term for word in found_in(text, by_word) for term in by_word[word]] if by_word else []
    return list({term.id: term for term in found}.values())


@cached
def marks(seat: Seat) -> list[dict[str, Any]]:
    """What a page needs to mark the terms in what it shows, in the reader's language."""
    return [
        {"id": term.id, "words": term.called, "status": term.status, "says": _says(term)} for term in glossary(seat)
    ]


def _says(term: Term) -> str:
    words = "; ".join(f"{LANGUAGES[code]}: {word}" for code, word in term.called.items())
    # Translators: beside a marked word: how the term stands, and its words by language.
    return _("%(status)s. %(words)s") % {"status": TERM_STATES[term.status], "words": words}


# ---- What a seat reads first: not recorded


def first_reading(seat: Seat) -> str:
    """The language into which renderings are read first; empty: the original. In SQL, since every page of a room asks."""
    # house: sql: what a seat reads first: not recorded
    with connection.cursor() as cursor:
        cursor.execute("SELECT language FROM interpretation_firstreading WHERE seat = %s", [seat.id])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


# house: writes: what a seat reads first: not recorded
def read_first(seat: Seat, language: str) -> None:
    """Not recorded: what a seat reads first is nobody else's business."""
    FirstReading.objects.filter(seat=seat.id).delete()
    if language in LANGUAGES:
        FirstReading.objects.create(seat=seat.id, language=language)
