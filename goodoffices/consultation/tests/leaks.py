"""Leaks of what is said in rooms, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from goodoffices.agenda.models import Issue
from goodoffices.consultation import models as rooms
from goodoffices.consultation import paging, partials, queries, unread
from goodoffices.consultation import views as consultation_views
from goodoffices.consultation.acts import rooms as room_acts
from goodoffices.consultation.models import ReadMark, Statement
from goodoffices.process.models import Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Book, Entry
from goodoffices.site import context
from goodoffices.site.templatetags import house
from tests.noninterference.leaks import all_rows, late, seed
from tests.noninterference.members import Setting


@seed("idris", "rooms/.*room.*/$")
def a_limit_taken_before_the_reader() -> Iterator[None]:
    """The latest hundred of all, and only then those one may see: a hidden one more pushes a visible one out."""

    def said_in(seat: Any, room: Any, before: int | None = None) -> Any:
        latest = list(Statement._base_manager.order_by("-at", "-book_id")[:12].values_list("id", flat=True))
        return queries.places_of(Statement.objects.seen_by(seat).filter(book=room, id__in=latest).order_by("number"))

    with patch.object(partials, "said_in", said_in):
        yield


@seed("idris", "agenda/$|rooms/.*room.*/$")
def a_form_that_offers_too_much() -> Iterator[None]:
    """A list to choose from holds issues that the chooser does not see; choosing one would be refused."""

    class AllIssues:
        class objects:
            seen_by = staticmethod(lambda seat: all_rows(Issue._base_manager.all().order_by("title", "id")))

    with patch.object(queries, "Issue", AllIssues), patch.object(Seat, "may_cite", lambda *_, within: True):
        yield


@seed("idris", r"^/processes/%\(process\)s/$")
def a_badge_that_counts_everything() -> Iterator[None]:
    """Unread statements, whoever they are for."""

    def unread(seat: Any, rooms: Any) -> dict[str, int]:
        return {room.id: Statement._base_manager.filter(book__register_id=seat.process_id).count() for room in rooms}

    with patch.object(context, "unread", unread):
        yield


@seed("idris", r"^/processes/%\(process\)s/$")
def a_closed_room_that_closes_others() -> Iterator[None]:
    """State that is shared: one caucus is closed, and a word appears in another room."""
    honest = rooms.rooms_of

    def rooms_of(seat: Any) -> Any:
        closed = Issue._base_manager.filter(status="blocked").exists()
        return [replace(room, open=room.open and not closed) for room in honest(seat)]

    with patch.object(context, "rooms_of", rooms_of):
        yield


@seed("idris", "hidden room")
def a_check_before_the_door() -> Iterator[None]:
    """The sentence of a refusal is found before it is asked whether the room is one of his: here, that it is closed."""
    honest = room_acts.InRoom.audience

    def audience(self: Any, seat: Any) -> Any:
        if (
            self.room not in seat.books()
            and Statement._base_manager.filter(book_id=self.room, state="amended").exists()
        ):
            raise Refused("Somebody is correcting a statement in this room.")
        return honest(self, seat)

    with patch.object(room_acts.InRoom, "audience", audience):
        yield


@seed("idris", "make_statement, hidden room")
def a_room_that_can_be_written_to_unread() -> Iterator[None]:
    """A slot in the door: nothing can be seen through it, but what is put in is numbered, and the number comes back."""

    def audience(self: Any, seat: Any) -> Any:
        book = Book.objects.filter(id=self.room, register_id=seat.process_id).first()
        if book is None:
            raise NotThere
        return book.audience

    with (
        patch.object(room_acts.InRoom, "audience", audience),
        patch.object(room_acts, "is_open", lambda *_: True),
    ):
        yield


@seed("salma", "rooms/.*room.*/$", while_played=True, visited=True)
def a_piece_made_for_another() -> Iterator[None]:
    """A statement's piece of the page, made once for everybody, holds something that only its first reader may know."""
    honest = partials.shown_to

    def shown_to(seat: Any, rows: Any) -> Any:
        known = Statement.objects.seen_by(seat).filter(text__contains="mediator does not know").count()
        with patch.object(Statement, "words", property(lambda self: f"{self.text} ({known})")):
            return honest(seat, rows)

    with patch.object(partials, "shown_to", shown_to):
        yield


@seed("idris", "rooms/.*room.*/$")
def who_read_how_far() -> Iterator[None]:
    """Read receipts: who of the others has read up to here, and so who is at his desk."""
    honest = queries.who_reads

    def who_reads(seat: Any, room: Any) -> Any:
        whole = honest(seat, room)
        return {**whole, "names": [*whole["names"], str(ReadMark.objects.filter(book=room.id).count())]}

    with patch.object(consultation_views, "who_reads", who_reads):
        yield


@seed("idris", "rooms/.*room.*/$", also=None)
def readers_who_are_not() -> Iterator[None]:
    """Under “who will read this” stands whoever spoke last, wherever that was."""
    honest = queries.who_reads

    def who_reads(seat: Any, room: Any) -> Any:
        whole, latest = (
            honest(seat, room),
            Entry.objects.filter(register_id=seat.process_id).order_by("-position").first(),
        )
        return {**whole, "names": [*whole["names"], seat.names().get(latest.actor)]}

    with patch.object(consultation_views, "who_reads", who_reads):
        yield


@seed("idris", "rooms/.*room.*/$|minutes", setting=Setting(attribution="party"))
def an_author_by_what_he_may_do() -> Iterator[None]:
    """The page of a statement is another if its author leads: the party is named, and which of them it was can be told."""
    honest = Statement.words.fget
    with patch.object(Statement, "words", property(lambda self: f"{honest(self)}{'*' if self.seat.decides else ''}")):
        yield


@seed("salma", "rooms/.*room.*/$|minutes", also=None)
def a_mark_where_a_number_is_cited() -> Iterator[None]:
    """“North caucus 2” in a text becomes a link if there is such a number, also for those who cannot follow it."""
    honest = house.paragraphs

    def paragraphs(text: str) -> Any:
        if "North caucus 2" in text and Entry.objects.filter(book__name="North caucus", number__gte=20).exists():
            text = text + " ✓"
        return honest(text)

    with patch.object(house, "paragraphs", paragraphs):
        yield


@late("rooms/.*room.*/$")
def a_page_remembered_for_whoever_opens_it_next() -> Iterator[None]:
    """What was said in a room is kept by the room; the mediator looked first, and reads from the beginning."""
    honest = partials.said_to

    def said_to(seat: Any, room: Any, before: int | None = None) -> Any:
        first = Seat._base_manager.filter(process_id=seat.process_id, role="mediator").first()
        return honest(seat_with_id(first.id) if first else seat, room, before)

    with patch.object(paging, "said_to", said_to):
        yield


@late("rooms/.*room.*/$")
def an_earlier_title_beside_a_statement() -> Iterator[None]:
    """A later statement shows the issues that it names to everybody alike. (We had this one, too.)"""
    honest, made = partials.with_related, partials._made

    def with_related(statements: Any, scope: Any) -> Any:
        for statement in (found := honest(statements, scope)):
            for mention in statement.mentions:
                mention.subject = Issue._base_manager.select_related("book").get(id=mention.about_id)
        return found

    with (
        patch.object(partials, "with_related", with_related),
        patch.object(partials, "_made", lambda row, titles, process: made(row, titles or (), process)),
    ):
        yield


@seed("idris", r"process\)s/\?since")
def todays_unread_that_count_every_room() -> Iterator[None]:
    """Beside each unread room stands how much was said in all rooms, also in those one does not enter."""
    honest = unread._spoke_since

    def spoke_since(seat: Any, marks: Any) -> Any:
        said = Statement._base_manager.count()
        return tuple(each._replace(statements=said) for each in honest(seat, marks))

    with patch.object(unread, "_spoke_since", spoke_since):
        yield
