"""What waits on the agenda: reservations, solutions on which a side has not said where it stands, and the capital's word."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.agenda.acts import called
from goodoffices.agenda.models import Solution, Stance
from goodoffices.process.audience import at_the_table
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _stances_that_wait(seat)


@cached(per="seat")
def _stances_that_wait(seat: Seat) -> tuple[Todo, ...]:
    found = [*_reservations(seat)]
    if seat.decides and seat.delegate and seat.process.state != "concluded":
        found += [*_solutions(seat), *_capitals(seat)]
    return tuple(found)


def _reservations(seat: Seat) -> Iterator[Todo]:
    if not (seat.leads or seat.delegate):
        return
    rows = Stance.objects.seen_by(seat).filter(stance="reserves", current=True, solution__state="tabled")
    rows = rows.select_related("book", "party", "solution__book").order_by("at", "number")
    words = _("Your side reserves its position on “%(title)s”.")
    if seat.leads:
        words = _("%(party)s reserves its position on “%(title)s”.")
    for stance in rows if seat.leads else rows.filter(party=seat.party_id):
        gaps = {"party": stance.party.name, "title": called(stance.solution).to(seat)}
        address = _page(seat, stance.solution)
        yield Todo("reservations", words % gaps, address, stance.book, stance.number, stance.at)


def _solutions(seat: Seat) -> Iterator[Todo]:
    """Solutions of others on which the party has not said where it stands."""
    rows = Solution.objects.seen_by(seat).filter(at_the_table(), state="tabled").exclude(party=seat.party_id)
    ours = Stance.objects.seen_by(seat).filter(party=seat.party_id, current=True)
    yield from _without(seat, rows, ours, _("“%(title)s” is waiting for your position."))


def _capitals(seat: Seat) -> Iterator[Todo]:
    """What was accepted ad referendum, until the party says what its capital says."""
    rows = Solution.objects.seen_by(seat).filter(at_the_table(), state="accepted_ad_ref")
    said = Stance.objects.seen_by(seat).filter(party=seat.party_id, current=True, stance="confirms")
    words = _("“%(title)s” was accepted ad referendum: say what your capital says.")
    yield from _without(seat, rows, said, words)


def _without(seat: Seat, solutions: Any, stances: Any, words: str) -> Iterator[Todo]:
    """Of these solutions, those to which none of these stances has been taken."""
    waiting = solutions.exclude(id__in=stances.values("solution"))
    for each in waiting.select_related("book").order_by("number"):
        yield Todo("decisions", words % {"title": each.title}, _page(seat, each), each.book, each.number, each.at)


def _page(seat: Seat, solution: Solution) -> str:
    return reverse("agenda:issue", args=[seat.process_id, solution.issue_id])
