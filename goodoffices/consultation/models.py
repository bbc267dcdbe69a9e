"""Rooms, statements and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.consultation.labels import SPEECH_ACTS
from goodoffices.process.audience import is_room, party_key_of
from goodoffices.process.models import Party, Seat, closed_sidebars, parties_by_name
from goodoffices.record.acts import books_read_by
from goodoffices.record.audience import Reader
from goodoffices.record.cache import cached
from goodoffices.record.models import ID_LENGTH, Book, Recorded
from goodoffices.record.things import Noun, OnThing

PAGE = 100  # statements on one page of a room


class Statement(Noun):
    pointed_at = True
    sort: ClassVar[str] = "statement"
    related: ClassVar[tuple[str, ...]] = ("book", "party")

    # There are many statements, so index only what is searched for, and leave out rows without a value where most have none.
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", db_index=False)
    named = models.CharField(max_length=8, default="seat")  # how the speaker is named: seat, party, nobody
    speech_act = models.CharField(max_length=20)
    text = models.TextField()
    binding = models.BooleanField(default=False)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    conveyed_for = models.ForeignKey(  # by the third party
        Party, models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="standing")  # standing, amended, struck, unbound

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(
                fields=["book", "number", "seat"], name="statement_by_number"
            ),  # unread ones are counted in it
            models.Index(fields=["answers"], name="statement_answers", condition=models.Q(answers__isnull=False)),
            models.Index(fields=["book"], name="statement_questions", condition=models.Q(speech_act="question")),
        ]

    def __str__(self) -> str:
        return self.citation

    # What became of it; set by `queries.with_related` for the partial.
    striking: "Striking | None"
    unbinding: "Unbinding | None"
    mentions: "list[Mention]"
    titled: bool  # whether the reader may know the titles of all of these issues

    @cached_property
    def amendments(self) -> "list[Amendment]":
        """Its corrections; `queries.with_related` reads those of many statements at once."""
        return list(Amendment.objects.of(self).filter(statement_id=self.id))

    @property
    def words(self) -> str:
        """The text as it stands: the latest correction, or the original."""
        return self.amendments[-1].text if self.amendments else self.text

    @property
    def speech_act_name(self) -> str:
        return str(SPEECH_ACTS[self.speech_act])

    def in_words(self) -> str:
        return self.text if self.state == "standing" else self.words

    def in_words_at(self, wording: int) -> str:
        if self.state == "standing":
            return self.text
        return next((row.text for row in reversed(self.amendments) if row.number <= wording), self.text)

    @property
    def stands(self) -> bool:
        return self.state != "struck"

    def page(self) -> str:
        return reverse("consultation:statement", args=[self.book.process_id, self.id])

    def read_at(self, seat: Reader) -> str:
        """In its room, on the page that shows it there; on its own, for whoever enters the room no more."""
        if room_of(seat, self.book_id) is None:  # type: ignore[arg-type]
            return self.page()
        later = Statement.objects.seen_by(seat).filter(book=self.book_id, number__gt=self.number).order_by("number")
        page = reverse("consultation:room", args=[self.book.process_id, self.book_id])
        following = list(later.values_list("number", flat=True)[:PAGE])
        earlier = f"?before={following[PAGE // 2]}" if len(following) == PAGE else ""
        return f"{page}{earlier}#statement-{self.id}"

    @property
    def side(self) -> str:
        """Whose mark it bears: a party’s number, third, or none where nobody is named."""
        return "none" if self.named == "nobody" else str(self.party.mark) if self.party else "third"

    @property
    def letter(self) -> str:
        return "·" if self.named == "nobody" else self.party.letter if self.party else "M"

    @property
    def classes(self) -> str:
        """How a page marks it."""
        state = {"amended": "corrected", "struck": "struck"}.get(self.state, "")
        return " ".join(filter(None, ("binding" if self.binds else "", state)))

    @property
    def binds(self) -> bool:
        """Whether it commits those for whom it was made, still."""
        return self.binding and self.state not in ("unbound", "struck")


class Amendment(Recorded):
    """The statement’s text as its speaker corrected it."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Striking(Recorded):
    """Why a statement was taken back, and when."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)


class Unbinding(Recorded):
    """Why a binding statement no longer binds, and since when."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.CharField(max_length=24)


class Mention(OnThing):
    """That a statement is about an issue."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")


class Closure(Recorded):
    """That a room is closed, or was: `reopened` names the entry that opened it again."""

    structural = True

    words = models.TextField(blank=True)
    reopened = models.PositiveBigIntegerField(null=True)


class ReadMark(models.Model):
    """How far a seat has read in a book. Not recorded."""

    seat = models.CharField(max_length=ID_LENGTH)
    book = models.CharField(max_length=ID_LENGTH)
    number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "book"], name="one_read_mark_per_book")]


@dataclass(frozen=True)
class Room:
    """The place of one audience: its book, seen from a seat."""

    book: Book
    open: bool
    party: Party | None = None
    ended: bool = False  # a sidebar that has been closed: nothing more is said there

    @property
    def id(self) -> str:
        return self.book.id

    @property
    def mark(self) -> str:
        """Which picture of a table stands for it."""
        return self.kind.replace("_", "-")

    @property
    def kind(self) -> str:
        return self.book.kind

    @property
    def name(self) -> str:
        return self.book.name

    @property
    def party_name(self) -> str:
        return self.party.name if self.party else ""


def rooms_of(seat: Seat) -> list[Room]:
    """The rooms that this seat may enter, in the order of the house."""
    closed, ended, parties = closed_rooms(seat), closed_sidebars(seat), parties_by_key(seat)
    return [
        Room(
            book,
            book.id not in closed and book.id not in ended,
            parties.get(party_key_of(book.audience)),
            book.id in ended,
        )
        for book in books_read_by(seat)
        if is_room(book.audience)
    ]


def room_of(seat: Seat, id: str) -> Room | None:
    """One room, if this seat may enter it."""
    return next((room for room in rooms_of(seat) if room.id == id), None)


def is_open(seat: Seat, room: str) -> bool:
    return room not in closed_rooms(seat)


@cached
def closed_rooms(seat: Seat) -> frozenset[str]:
    """The rooms that the mediator has closed for the time being."""
    return frozenset(Closure.objects.seen_by(seat).filter(reopened__isnull=True).values_list("book_id", flat=True))


def parties_by_key(seat: Seat) -> Mapping[str, Party]:
    return {party.key: party for party in parties_by_name(seat)}
