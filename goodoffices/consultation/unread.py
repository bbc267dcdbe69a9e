"""What is new to a seat: in which rooms, how much of it, who spoke, and where the first of it stands."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.consultation.models import Statement, rooms_of
from goodoffices.consultation.queries import PAGE, read_marks
from goodoffices.process.extensions import Unread
from goodoffices.process.models import Seat, names_of_seats, parties_by_name
from goodoffices.record.cache import cached

Marks = tuple[tuple[str, int], ...]  # rooms, and how far each has been read


class Spoke(NamedTuple):
    """What one speaker said in a room after a number: as they are named there, how much, and the first of it."""

    book: str
    seat: str
    party: str | None
    named: str  # seat, party or nobody
    statements: int
    first: int


def rooms_to_read(seat: Seat) -> Iterator[Unread]:
    rooms, read = rooms_of(seat), read_marks(seat)
    marks = tuple([(room.id, read.get(room.id, 0)) for room in rooms])
    spoke = _spoke_since(seat, marks)
    firsts = _firsts(seat, marks)
    for room in rooms:
        here = [each for each in spoke if each.book == room.id]
        if here:
            number, id = firsts[room.id]
            count = sum(each.statements for each in here)
            yield Unread(room.book, room.mark, count, _names(seat, here), _address(seat, room.id, count, number, id))


@cached(per="seat")
def _spoke_since(seat: Seat, marks: Marks) -> tuple[Spoke, ...]:
    # A query for each room, joined: each then reads the index from its own mark on.
    of_others = Statement.objects.seen_by(seat).exclude(seat_id=seat.id).order_by()
    found = [
        of_others.filter(book=room, number__gt=number)
        .values("book_id", "seat_id", "party_id", "named")
        .annotate(statements=Count("*"), first=Min("number"))
        .values_list("book_id", "seat_id", "party_id", "named", "statements", "first")
        for room, number in marks
    ]
    rows = found[0].union(*found[1:], all=True) if found else ()
    return tuple(sorted([Spoke(*row) for row in rows], key=lambda each: each.first))


@cached(per="seat")
def _firsts(seat: Seat, marks: Marks) -> dict[str, tuple[int, str]]:
    """By room, the number and the id of the first statement that is new."""
    first: dict[str, int] = {}
    for each in _spoke_since(seat, marks):
        first.setdefault(each.book, each.first)
    those = Q(pk__in=[])
    for room, number in first.items():
        those |= Q(book=room, number=number)
    rows = Statement.objects.seen_by(seat).filter(those).values_list("book_id", "number", "id") if first else ()
    return {room: (number, id) for room, number, id in rows}


def _names(seat: Seat, spoke: Iterable[Spoke]) -> tuple[str, ...]:
    seats, parties = names_of_seats(seat), {party.id: party.name for party in parties_by_name(seat)}
    named = {
        "seat": lambda each: seats.get(each.seat, _("A participant")),
        "party": lambda each: parties.get(each.party, _("Third party")),
    }
    return tuple(dict.fromkeys(named[s.named](s) if s.named in named else _("A participant") for s in spoke))


def _address(seat: Seat, room: str, count: int, number: int, id: str) -> str:
    """The room, at the first that is new; of more than a page of it, at the page that begins with it."""
    earlier = f"?before={number + PAGE}" if count >= PAGE else ""
    return f"{reverse('consultation:room', args=[seat.process_id, room])}{earlier}#statement-{id}"
