"""Which languages each side reads, and which interpreter works where."""

from collections.abc import Mapping

from django.db import models

from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models.seats import Seat
from goodoffices.record.cache import cached
from goodoffices.record.models import Recorded

THIRD_PARTY = ""  # in place of a party's id


class LanguagesRead(Recorded):
    """What languages a side says it reads; a later row takes the earlier one's place, and the earlier one stays."""

    structural = True

    party = models.ForeignKey("process.Party", models.PROTECT, null=True, related_name="+")  # null: the third party
    languages = models.JSONField()  # codes, in the order in which it named them
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]

    @property
    def names(self) -> list[tuple[str, str]]:
        """Each language by its code and its own name."""
        return [(code, LANGUAGES.get(code, code)) for code in self.languages]


class Assignment(Recorded):
    """An interpreter’s work in one room, in that room’s own book."""

    structural = True

    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)  # waiting (for the party's head), standing, ended
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


@cached
def languages_read(seat: Seat) -> Mapping[str, tuple[str, ...]]:
    """By party’s id (`THIRD_PARTY` for the third party), the languages that it says it reads; a side that said nothing is
    missing."""
    rows = LanguagesRead.objects.seen_by(seat).filter(current=True)
    return {row.party_id or THIRD_PARTY: tuple(row.languages) for row in rows}


def read_by_side_of(seat: Seat) -> tuple[str, ...]:
    """The languages that the seat’s own side says it reads; empty where it has said nothing, or the seat is of no side."""
    if seat.party_id is None and not seat.third:
        return ()
    return languages_read(seat).get(seat.party_id or THIRD_PARTY, ())


@cached
def assignments(seat: Seat) -> list[Assignment]:
    """Every assignment that waits or stands in a book that this seat reads, in the order of the seats’ coming."""
    rows = Assignment.objects.seen_by(seat).exclude(state="ended").select_related("book", "seat")
    return list(rows.filter(seat__left__isnull=True).order_by("seat__number", "book__kind", "number"))


def interprets_in(seat: Seat, book: str) -> bool:
    """Whether this seat is assigned to interpret in the room of this book."""
    return any(row.seat_id == seat.id and row.book_id == book and row.state == "standing" for row in assignments(seat))
