"""Seats: places at the table, and the readers that every page looks through."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from goodoffices.process import audience as audiences
from goodoffices.process.labels import DELEGATION_ROLES, LABELS, ROLES, THIRD_PARTY_ROLES, label
from goodoffices.process.models.processes import Party, Process
from goodoffices.process.models.rules import GroundRules
from goodoffices.process.models.sidebars import Sidebar
from goodoffices.process.models.task_forces import Commission, Membership, TaskForce
from goodoffices.record.acts import NotThere
from goodoffices.record.appending import BookRow, Shelf
from goodoffices.record.audience import Audience
from goodoffices.record.cache import Versions, cached, remembered_of_table
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.sources import ENTRIES, note, seating

T = TypeVar("T")


class SeatRows(ScopedQuerySet):
    def seated(self) -> Self:
        return self.filter(left__isnull=True)

    def heads(self) -> Self:
        """The seats that decide for their party: its head, or who acts for the head."""
        return self.seated().filter(decides=True)


class Seat(Recorded):
    """A place at the table, and the reader whose eyes every page looks through."""

    structural = True
    seating = True

    process = models.ForeignKey(Process, models.PROTECT, related_name="seats")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="seats")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    decides = models.BooleanField(default=False)
    acting = models.BooleanField(default=False)
    left = models.PositiveBigIntegerField(null=True)  # number of the entry by which it was removed

    objects: ClassVar[Any] = SeatRows.as_manager()
    # Every book of the process, if they were read together with the seat; else None.
    book_rows: tuple[BookRow, ...] | None = None
    _asked: dict[str, Any] | None = None  # see `once`

    def __str__(self) -> str:
        return self.name

    @property
    def third(self) -> bool:
        return self.role in THIRD_PARTY_ROLES

    @property
    def leads(self) -> bool:
        """Whether this seat speaks for the third party as a whole: admits, frames, opens, closes."""
        return self.role in ("mediator", "co_mediator", "secretariat")

    @property
    def delegate(self) -> bool:
        return self.role in DELEGATION_ROLES

    @property
    def speaks(self) -> bool:
        """Whether it takes part in the talks: observers listen, interpreters put into words what others say."""
        return self.role not in ("observer", "interpreter")

    @property
    def interprets(self) -> bool:
        return self.role == "interpreter"

    @property
    def observes(self) -> bool:
        return self.role == "observer"

    @property
    def at_the_table(self) -> bool:
        """Whether this seat reads the plenary; an observer whom the ground rules do not admit does not."""
        return any(audiences.is_table(row.audience) for row, _first in self._reads)

    @property
    def party_key(self) -> str:
        return self.party.key if self.party else ""

    @property
    def title(self) -> str:
        """The role in words, as this field calls it."""
        role = label(self.role, self.process.field) if self.process.field in LABELS else str(ROLES[self.role])
        return _("Acting %(role)s") % {"role": role} if self.acting else role

    def books(self) -> Mapping[str, int]:
        return self._first

    def shelf(self) -> Shelf:
        return self._shelf

    def ended(self) -> Mapping[str, tuple[int, int]]:
        """Books that this seat read until its party left, with the first and the last entry that it reads there."""
        return audiences.ended_for(self) if self.party and self.party.left is not None else {}

    @cached_property
    def reads(self) -> tuple[tuple[str, int], ...]:
        """Its books, and from where on: all that `seen_by` looks at."""
        return tuple([(row.id, first) for row, first in self._reads])

    @property
    def rests_on(self) -> frozenset[str]:
        return seating()

    @cached_property
    def versions(self) -> Versions | None:
        """The versions of its books, for `record.cache`."""
        return None if self.book_rows is None else tuple([row.versions for row, _first in self._reads])

    @cached_property
    def versions_by_table(self) -> tuple[Mapping[str, int], ...]:
        return tuple([{**json.loads(row.versions), ENTRIES: row.head} for row, _first in self._reads])

    @property
    def heads(self) -> tuple[int, ...]:
        """The heads of its books, in the same order."""
        note(frozenset({ENTRIES}))
        return tuple([row.head for row, _first in self._reads])

    @cached_property
    def _reads(self) -> audiences.Reads:
        return audiences.books_of(self, self.book_rows)

    @cached_property
    def _first(self) -> Mapping[str, int]:
        return dict(self.reads)

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.process_id, [row for row, _first in self._reads])

    @cached_property
    def rules(self) -> GroundRules | None:
        """The ground rules in force."""
        return rules_in_force(self)

    def once(self, what: str, read: Callable[[], T]) -> T:
        """What stands under no version, and is asked several times in one request: asked once of a seat that was read for it."""
        if self._asked is None:
            return read()
        if what not in self._asked:
            self._asked[what] = read()
        found: T = self._asked[what]
        return found

    def may_cite(self, thing: Audience, within: Audience) -> bool:
        if audiences.is_table(thing) and audiences.has_members(within) and not _table_is_read_in(self, within):
            return False
        return audiences.may_cite(thing, within)

    def names(self) -> Mapping[str, str]:
        """What each seat of the process is called, also those that have left."""
        if self.party and self.party.left is not None:
            return names_until(self.book_id, self.party.left)
        return names_of_seats(self)

    def again(self) -> "Seat":
        """This seat as it is now; NotThere once it has been removed."""
        return seat_again(self.process_id, self.id)


def seat_again(process: str, id: str) -> Seat:
    """The seat as it is now; NotThere once it has been removed."""
    now = seat_as_it_stands(process, id, audiences.book_rows(process, id))
    if now is None or now.left is not None:
        raise NotThere
    return now


def seat_as_it_stands(process: str, id: str, rows: tuple[BookRow, ...]) -> Seat | None:
    """The seat as it is now, together with the books of its process, which the caller has just read."""
    seat = seat_under(process, audiences.table_version_in(rows), id)
    if seat is None:
        return None
    mine = Seat.__new__(Seat)  # do not share what it has read of its books
    mine.__dict__.update(seat.__dict__, book_rows=rows, _asked={})
    return mine


def seat_under(process: str, version: int | None, id: str) -> Seat | None:
    """The seat under a version of the table, for what is asked about it and not by it."""
    return remembered_of_table(process, version, ("seat", id), lambda: _seat(process, id))


def _seat(process: str, id: str) -> Seat | None:
    # house: read for nobody: a seat by its id, as it stands; whoever asks has been asked before
    return Seat._base_manager.select_related("process", "party").filter(id=id, process_id=process).first()


def _table_is_read_in(seat: Seat, within: Audience) -> bool:
    """Whether every member of a task force, commission or sidebar reads the plenary; an observer in it may not."""
    if audiences.is_sidebar(within):
        rows = Membership.objects.seen_by(seat).filter(audiences.in_audience(within), left__isnull=True)
        ids = list(rows.values_list("seat_id", flat=True))
    else:
        body = Commission if audiences.is_commission(within) else TaskForce
        found = body.objects.seen_by(seat).filter(key=within.key).first()
        ids = found.members if found else []
    members = Seat.objects.seen_by(seat).seated().filter(id__in=ids)
    return (
        not any(member.observes for member in members) or audiences.Table(seat.book_id).observers_admitted is not None
    )


@cached
def rules_in_force(seat: Seat) -> GroundRules | None:
    found: GroundRules | None = GroundRules.objects.seen_by(seat).filter(state="in_force").first()
    return found


@cached
def closed_sidebars(seat: Seat) -> frozenset[str]:
    """The books of the sidebars that this seat reads and that have been closed."""
    return frozenset(Sidebar.objects.seen_by(seat).filter(closed__isnull=False).values_list("book_id", flat=True))


@cached(per="seat")
def sidebars_opened_by(seat: Seat) -> frozenset[str]:
    """The keys of the sidebars that this seat reads and opened."""
    return frozenset(Sidebar.objects.seen_by(seat).filter(seat_id=seat.id).values_list("key", flat=True))


@cached
def parties_by_name(seat: Seat) -> list[Party]:
    """Every party, in the neutral order."""
    # Who has left the talks still knows its own side, in its delegation's room.
    return list(Party.objects.seen_by(seat).order_by("name")) or ([seat.party] if seat.party else [])


@cached
def seats_by_number(seat: Seat) -> list[Seat]:
    """Everyone, also those that have left, in the order of their coming."""
    return list(Seat.objects.seen_by(seat).select_related("party", "process").order_by("number", "id"))


@cached
def sides_of_seats(seat: Seat) -> Mapping[str, tuple[str | None, bool]]:
    """By seat, also those that have left: its party's id, and whether it is the third party's."""
    return {other.id: (other.party_id, other.third) for other in seats_by_number(seat)}


@cached
def names_of_seats(seat: Seat) -> Mapping[str, str]:
    return {other.id: other.name for other in seats_by_number(seat)}


def names_until(plenary: str, last: int) -> Mapping[str, str]:
    """What the seats were called that had been admitted by this entry. A seat keeps its name."""
    # house: read for nobody: for who has left, and reads the plenary up to this entry
    return dict(Seat._base_manager.filter(book_id=plenary, number__lte=last).values_list("id", "name"))
