"""A decision on one sheet: its wording with its hash, how and when it was decided, and what parties said to it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.decisions.models import Decision
from goodoffices.decisions.queries import asked_parties
from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.process.sheets import sheet


def one_sheet_of(seat: Seat, decision: Decision) -> bytes:
    """A PDF: the same for the same words and language."""
    dated = day_of(seat.process, decision.ended_at or decision.at)
    return sheet(decision.title, _blocks(seat, decision), dated, "pdf")


def _blocks(seat: Seat, decision: Decision) -> Iterator[str]:
    room = book_in_words(decision.book.kind, decision.book.name, seat.process.field)
    yield f"{seat.process.title}. {room} {decision.number}"
    if seat.process.notice:
        yield seat.process.notice
    yield f"{decision.method_name}. {_how(seat, decision)}"
    yield decision.frozen
    yield f"SHA-256 {decision.wording_hash}"
    consented = [party.name for party, consent in asked_parties(seat, decision) if consent]
    if consented:
        yield _("Consented: %(parties)s.") % {"parties": "; ".join(consented)}
    if decision.objection:
        party, words = decision.objection.party, decision.objection.words
        told = _("Objection, %(party)s: %(words)s") if party else _("Objection: %(words)s")
        yield told % {"words": words, "party": party and party.name}
    for each in decision.explanations:
        yield _("Explanation of position, %(party)s: %(words)s") % {"party": each.party.name, "words": each.words}


def _how(seat: Seat, decision: Decision) -> str:
    """How it stands, and since when."""
    day = day_of(seat.process, decision.ended_at or decision.at)
    ended = " ".join(filter(None, [f"{decision.state_name}, {day:%Y-%m-%d}.", decision.why_name]))
    return ended if decision.ended_at else f"{decision.state_name}."
