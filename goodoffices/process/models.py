"""Who sits where, under which rules, and in which round. Plain tables of accounts stand at the end."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process import audience as audiences
from goodoffices.process.labels import (
    DELEGATION_ROLES,
    LABELS,
    MAY_PROPOSE,
    ROLES,
    STATES,
    THIRD_PARTY_ROLES,
    TO_DO,
    label,
)
from goodoffices.process.lines import AgendaItem, Highlight
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.appending import BookRow, Shelf
from goodoffices.record.audience import Audience
from goodoffices.record.cache import BookVersions, cached, remembered_of_table
from goodoffices.record.models import ID_LENGTH, Entry, Recorded, ScopedQuerySet
from goodoffices.record.things import Noun

__all__ = ["AgendaItem", "Highlight"]  # tables, too: Django looks for them here


class Process(Recorded):
    structural = True

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    notice = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=20, default="diplomacy")
    mandate = models.CharField(max_length=20)
    place = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    state = models.CharField(max_length=12, default="preparing")
    outcome = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def may_propose(self) -> bool:
        """Whether the mandate lets the third party put proposals of its own."""
        return self.mandate in MAY_PROPOSE

    def takes(self, audience: Audience) -> bool:
        """Whether talk in this audience's rooms is open in the present state."""
        return self.state == "open" or audiences.goes_on(audience)

    def demand_going(self) -> None:
        if self.state == "concluded":
            raise Refused(_("The process is concluded. Found a new one to go on."))

    def demand_open(self, audience: Audience) -> None:
        if self.takes(audience):
            return
        if self.state == "preparing":
            raise Refused(
                _(
                    "The plenary opens once every head of delegation has accepted the ground rules. Until then, use your caucus or delegation room."
                )
            )
        if self.state == "suspended":
            raise Refused(
                _(
                    "The talks are suspended: a party has withdrawn its consent. Use your caucus or delegation room until the ground rules are accepted again."
                )
            )
        raise Refused(
            _(
                "The process is concluded. Nothing more is said here; use your caucus or delegation room, or found a new process."
            )
        )


class Party(Recorded):
    structural = True

    process = models.ForeignKey(Process, models.PROTECT, related_name="parties")
    key = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    mark = models.PositiveSmallIntegerField()  # 1, 2, 3 …: its accent, in the order of admission

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "key"], name="one_party_per_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def letter(self) -> str:
        """The mark beside its colour, which never carries meaning alone."""
        return self.name[:1]


class SeatRows(ScopedQuerySet):
    def seated(self) -> Self:
        return self.filter(left__isnull=True)

    def heads(self) -> Self:
        """The seats that decide for their party: its head, or who acts for the head."""
        return self.seated().filter(decides=True)


class Seat(Recorded):
    """A place at the table, and the reader whose eyes every page looks through."""

    structural = True

    process = models.ForeignKey(Process, models.PROTECT, related_name="seats")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="seats")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    decides = models.BooleanField(default=False)
    acting = models.BooleanField(default=False)
    left = models.PositiveBigIntegerField(null=True)  # number of the entry by which it was removed

    objects: ClassVar[Any] = SeatRows.as_manager()
    # Every book of the process as this seat finds it, where they were read together with the seat; None otherwise.
    book_rows: tuple[BookRow, ...] | None = None

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
        return self.role != "observer"

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

    @cached_property
    def reads(self) -> tuple[tuple[str, int], ...]:
        """Its books, and from where on: all that `seen_by` looks at."""
        return tuple([(row.id, first) for row, first in self._reads])

    @cached_property
    def structure(self) -> BookVersions | None:
        """Its books with the versions of their structure, for `record.cache`."""
        if self.book_rows is None:
            return None
        return tuple([(row.id, first, row.structure_version) for row, first in self._reads])

    @cached_property
    def movement(self) -> tuple[int, ...]:
        """For each of these books, the number of its last entry that was more than plain words."""
        return tuple([row.moved for row, _first in self._reads])

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """The heads of these books, in the same order."""
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
    def rules(self) -> "GroundRules | None":
        """The ground rules in force."""
        return rules_in_force(self)

    def may_cite(self, thing: Audience, within: Audience) -> bool:
        if audiences.is_table(thing) and audiences.has_members(within) and not _table_is_read_in(self, within):
            return False
        return audiences.may_cite(thing, within)

    def names(self) -> Mapping[str, str]:
        """What each seat of the process is called, also those that have left."""
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
    mine = Seat.__new__(Seat)  # what it reads of its books, each reader reads anew
    mine.__dict__.update(seat.__dict__, book_rows=rows)
    return mine


def seat_under(process: str, version: int | None, id: str) -> Seat | None:
    """The seat under a version of the table, for what is asked about it and not by it."""
    return remembered_of_table(process, version, ("seat", id), lambda: _seat(process, id))


def _seat(process: str, id: str) -> Seat | None:
    # house: read for nobody: a seat by its id, as it stands; whoever asks has been asked before
    return Seat._base_manager.select_related("process", "party").filter(id=id, process_id=process).first()


def _table_is_read_in(seat: Seat, within: Audience) -> bool:
    """Whether every member of a task force reads the plenary; an observer in it may not."""
    force = TaskForce.objects.seen_by(seat).filter(key=within.key).first()
    members = Seat.objects.seen_by(seat).seated().filter(id__in=force.members if force else [])
    return all(member.speaks for member in members) or audiences.Table(seat.book_id).observers_admitted is not None


def process_of(entry: Entry) -> Process:
    """The process of an entry, as it is now."""
    id = entry.process_id
    # house: read for nobody: the process of an entry, as it stands
    found: Process = remembered_of_table(id, entry.table_version, "process", lambda: Process._base_manager.get(id=id))
    return found


@cached(until="structure")
def rules_in_force(seat: Seat) -> "GroundRules | None":
    found: GroundRules | None = GroundRules.objects.seen_by(seat).filter(state="in_force").first()
    return found


@cached(until="structure")
def sides_of_seats(seat: Seat) -> Mapping[str, tuple[str | None, bool]]:
    """By seat, also those that have left: its party's id, and whether it is the third party's."""
    rows = Seat.objects.seen_by(seat).values_list("id", "party_id", "role")
    return {id: (party, role in THIRD_PARTY_ROLES) for id, party, role in rows}


@cached(until="structure")
def names_of_seats(seat: Seat) -> Mapping[str, str]:
    return dict(Seat.objects.seen_by(seat).values_list("id", "name"))


class GroundRules(Noun):
    """A version of the ground rules: proposed, in force, or superseded by the next that every head accepted."""

    sort: ClassVar[str] = "ground_rules"
    structural = True

    regime = models.CharField(max_length=20)
    nothing_agreed = models.BooleanField()
    attribution = models.CharField(max_length=8)
    observers = models.BooleanField()
    chatham_house = models.BooleanField()
    languages = models.JSONField()
    even_handedness = models.CharField(max_length=12, default="third_party")  # who sees the figures: third_party, table
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, default="proposed")
    observers_from = models.PositiveBigIntegerField(null=True)  # the number by which observers were admitted

    accepting: set[str]  # the parties that have accepted, as a page hangs them on

    def in_words(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return self.state != "superseded"

    def page(self) -> str:
        return reverse("process:ground-rules", args=[self.book.process_id])


class Acceptance(Recorded):
    """That a head accepted these ground rules; withdrawn when the party's consent is."""

    structural = True

    rules = models.ForeignKey(GroundRules, models.PROTECT, related_name="acceptances")
    party = models.ForeignKey(Party, models.PROTECT, related_name="acceptances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
    withdrawn = models.BooleanField(default=False)


class Round(Noun):
    sort: ClassVar[str] = "round"
    structural = True

    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    venue = models.CharField(max_length=300, blank=True)
    begins = models.CharField(max_length=10, blank=True)  # ISO dates, as framed
    ends = models.CharField(max_length=10, blank=True)
    items = models.JSONField(default=list)  # the provisional agenda, a line each
    state = models.CharField(max_length=12, default="framed")
    adopted = models.BooleanField(default=False)
    opened_at = models.CharField(max_length=24, blank=True)
    concluded_at = models.CharField(max_length=24, blank=True)
    highlights = models.JSONField(default=list)
    framework = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    def in_words(self) -> str:
        """Its title and the framework for the next; its items and highlights are things of their own."""
        return "\n".join(part for part in (self.title, self.framework) if part)

    def page(self) -> str:
        return reverse("process:rounds", args=[self.book.process_id])

    @property
    def when(self) -> str:
        """Where it stands on the line of rounds."""
        return {"concluded": "past", "open": "now"}.get(self.state, "ahead")


class Adoption(Recorded):
    """That a head adopted a round's provisional agenda; of an agenda that has changed since, not any more."""

    structural = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="adoptions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)


class Session(Noun):
    """A mark in time inside a round. Rooms are open day and night."""

    sort: ClassVar[str] = "session"
    structural = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=300)
    opened_at = models.CharField(max_length=24)
    closed_at = models.CharField(max_length=24, blank=True)

    def in_words(self) -> str:
        return self.title

    def page(self) -> str:
        return reverse("process:rounds", args=[self.book.process_id])


class TaskForce(Noun):
    """Its name and its members, as the table knows them. From when on each of them reads stands in its own book."""

    sort: ClassVar[str] = "task_force"
    structural = True

    key = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    members = models.JSONField()  # ids of seats, in the order of their coming

    def in_words(self) -> str:
        return self.name


class Trust(Recorded):
    """That a seat may do something which is otherwise the head's, in the delegation's own book; `ended` names the entry
    that took it back."""

    structural = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    to_do = models.CharField(max_length=12)  # tabling, releasing
    ended = models.PositiveBigIntegerField(null=True)

    @property
    def to_do_name(self) -> str:
        return str(TO_DO[self.to_do])


class Membership(Recorded):
    """A seat in a task force, from the entry that welcomed it on."""

    structural = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="memberships")
    left = models.PositiveBigIntegerField(null=True)


class Holder(models.Model):
    """Who holds a seat; nobody, once the account of whoever held it was deleted. Not recorded: no book knows an account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="held")
    process = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "process"], name="one_seat_per_person"),
            models.UniqueConstraint(fields=["seat"], name="one_person_per_seat"),
        ]


class Invitation(models.Model):
    """A link by which one person takes one seat. Only the hash of its secret is kept, and nothing of it is recorded."""

    hash = models.CharField(max_length=64, unique=True)
    process = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH, db_index=True)
    made_by = models.CharField(max_length=ID_LENGTH, blank=True)  # a seat; empty: the host
    address = models.EmailField(blank=True)
    instead = models.BooleanField(default=False)  # whoever sits there gives way: the host's answer to lost keys
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
