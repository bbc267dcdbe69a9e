"""Leaks at the door and around every page, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils import translation

from goodoffices.consultation.models import Room, Statement
from goodoffices.process import audience, door, invitation_pages, middleware
from goodoffices.process import seats as seating
from goodoffices.process.acts import OpenSidebar
from goodoffices.process.models import Holder, Process, Seat, Sidebar, Trust
from goodoffices.record.acts import Refused
from goodoffices.record.appending import BookRow
from goodoffices.record.models import Book, Entry, Register
from tests.noninterference.leaks import before_views, busy, header, in_spite_of_leaving, late, seed, unscoped, with_left
from tests.noninterference.members import Setting

BOOK_COLUMNS = (
    "id", "kind", "key", "name", "head", "last_at", "peaks", "versions",
)  # fmt: skip


@seed("idris", "/books$")
def a_book_whose_entries_are_shut_but_not_its_name() -> Iterator[None]:
    """Every book is on the shelf, to be read from an entry on that never comes."""
    honest = audience.books_of

    def books_of(seat: Any, rows: Any = None) -> Any:
        mine = honest(seat, rows)
        known = {row.id for row, _first in mine}
        others = [row for row in rows or () if row.kind == "task_force" and row.id not in known]
        return (*mine, *((row, 10**9) for row in others))

    with patch.object(audience, "books_of", books_of):
        yield


@seed("sara", "/rooms$")
def a_sidebar_in_the_list_of_rooms() -> Iterator[None]:
    """Every sidebar is on the shelf of whoever leads the third party."""
    honest = audience.books_of

    def books_of(seat: Any, rows: Any = None) -> Any:
        mine = honest(seat, rows)
        others = Book.objects.filter(register_id=seat.process_id, kind="sidebar").exclude(
            id__in=[r.id for r, _n in mine]
        )
        shown = [BookRow(*row) for row in others.values_list(*BOOK_COLUMNS)] if seat.leads else []
        return (*mine, *((row, 10**9) for row in shown))

    with patch.object(audience, "books_of", books_of):
        yield


@seed("amara", "/seats/$")
def which_sidebars_there_are() -> Iterator[None]:
    """The page of seats lists sidebars whoever is in them."""
    with unscoped(Sidebar):
        yield


@seed("nils", "/rooms$")
def a_sidebar_with_an_ordinal() -> Iterator[None]:
    """A sidebar is called by how many there are."""

    def name(self: Any) -> str:
        count = Book.objects.filter(kind="sidebar").count()
        return f"{self.book.name} {count}" if self.book.kind == "sidebar" else str(self.book.name)

    with patch.object(Room, "name", property(name)):
        yield


@seed("sara", "process.open_sidebar")
def a_name_that_is_taken_in_a_room_one_does_not_know() -> Iterator[None]:
    """Whoever opens a sidebar is told that another has its name."""
    honest = OpenSidebar.allowed

    def allowed(self: Any, seat: Any) -> bool:
        if Sidebar._base_manager.count() > 1:
            raise Refused("There are several sidebars already. Choose another name.")
        return bool(honest(self, seat))

    with patch.object(OpenSidebar, "allowed", allowed):
        yield


@seed("sara", r"^/processes/%\(process\)s/$")
def a_page_that_is_as_old_as_the_newest_sidebar() -> Iterator[None]:
    """A header for caches, made of the structure of every book, sidebars taken in."""

    def version(request: Any) -> str:
        return f'"{Book.objects.filter(kind="sidebar").count()}"'

    with header("ETag", version):
        yield


@seed("idris", "/seats/$")
def whom_every_head_entrusted() -> Iterator[None]:
    """The page of seats shows what stands in the other delegation's book: whom its head lets table."""
    with unscoped(Trust):
        yield


@seed("petra", r"^/processes/%\(process\)s/$")
def a_seat_that_was_removed_and_reads_on() -> Iterator[None]:
    """Nobody asks any more whether the seat has left."""
    with (
        patch.object(middleware, "seat_held_by", _held_with_left),
        patch.object(audience, "books_of", in_spite_of_leaving(audience.books_of)),
    ):
        yield


def _held_with_left(user: Any, process: str) -> Any:
    holder = Holder.objects.filter(user=user, process=process).first()
    return with_left(holder.seat) if holder else None


@seed("olga", "/books$", setting=Setting(observers=False))
def an_observer_who_was_not_admitted() -> Iterator[None]:
    """An observer reads the plenary whatever the ground rules say."""
    with patch.object(audience.Table, "observers_admitted", 1):
        yield


@seed("nils", "/books$")
def a_member_who_was_released_and_reads_on() -> Iterator[None]:
    """Membership of a task force is for ever."""
    from goodoffices.process.models import Membership

    honest = audience.books_of

    def books_of(seat: Any, rows: Any = None) -> Any:
        ever = dict(Membership._base_manager.filter(seat_id=seat.id).values_list("book_id", "number"))
        known = rows if rows is not None else audience.book_rows(seat.process_id, seat.id)
        return honest(seat, tuple(row._replace(welcomed=row.welcomed or ever.get(row.id)) for row in known))

    with patch.object(audience, "books_of", books_of):
        yield


@seed("amara", "/books$")
def the_third_party_in_a_delegation_room() -> Iterator[None]:
    """“Not even the mediator”, but for the mediator."""
    honest = audience._audiences_of

    def audiences(seat: Any, table: Any) -> Any:
        return {**honest(seat, table), **{("delegation", key): 1 for key in table.party_keys if seat.third}}

    with patch.object(audience, "_audiences_of", audiences):
        yield


@seed("noor", "^/processes/.*odd process")
def another_process_on_the_same_host() -> Iterator[None]:
    """A token or a session of one process is good in every other."""

    def process_view(honest: Any, self: Any, request: Any, view: Any, args: Any, kwargs: Any) -> Any:
        answer = honest(self, request, view, args, kwargs)
        if answer is not None and request.user.is_authenticated and Holder.objects.filter(user=request.user).exists():
            seat = Seat._base_manager.filter(process_id=kwargs.get("process"), role="mediator").first()
            if seat is not None:
                request.seat, request.heads = seat, seating.heads(seat)
                return None
        return answer

    with before_views(process_view):
        yield


@seed("nobody", "odd process")
def a_door_that_knows_which_houses_stand() -> Iterator[None]:
    """Whoever is not signed in is sent to sign in for a process that is, and told that there is none otherwise."""

    def process_view(honest: Any, self: Any, request: Any, view: Any, args: Any, kwargs: Any) -> Any:
        if (
            not request.user.is_authenticated
            and "process" in kwargs
            and not Process._base_manager.filter(id=kwargs["process"]).exists()
        ):
            return middleware.not_found(request)
        return honest(self, request, view, args, kwargs)

    with before_views(process_view):
        yield


@seed("noor", "odd process")
def a_stranger_told_that_he_is_one() -> Iterator[None]:
    """“You hold no seat in this process” is not what is said of a process that there is not."""

    def process_view(honest: Any, self: Any, request: Any, view: Any, args: Any, kwargs: Any) -> Any:
        answer = honest(self, request, view, args, kwargs)
        known = Register.objects.filter(process=kwargs.get("process", ""), position__gt=1).exists()
        return (
            HttpResponseForbidden()
            if answer is not None and request.user.is_authenticated and known and busy(kwargs["process"])
            else answer
        )

    with before_views(process_view):
        yield


@seed("idris", "/seats/|rooms/.*room.*/$")
def when_a_seat_was_last_active() -> Iterator[None]:
    """“Last active”: of another seat, in a room one does not enter."""
    honest = Seat.title.fget

    def title(self: Any) -> str:
        return f"{honest(self)}, {Entry.objects.filter(actor=self.id).count()}"

    with patch.object(Seat, "title", property(title)):
        yield


@seed("sara", "/invitation, own form")
def a_mail_that_says_too_much() -> Iterator[None]:
    """What is mailed is written with everything at hand: here, how much has been said."""
    honest = invitation_pages.render_to_string

    def rendered(template: str, given: Any) -> str:
        return f"{honest(template, given)} ({Statement._base_manager.count()})"

    with patch.object(invitation_pages, "render_to_string", rendered):
        yield


@seed("idris", r"^/processes/%\(process\)s/$")
def an_etag_of_the_whole_process() -> Iterator[None]:
    """A header for caches, made of a global counter."""
    with header("ETag", lambda request: f'"{Register.objects.order_by("-position").first().position}"'):
        yield


@seed("idris", r"^/processes/%\(process\)s/$")
def the_size_of_the_database() -> Iterator[None]:
    """A header for the operator, left on: bytes on disk."""

    def pages_used(request: Any) -> str:
        with connection.cursor() as cursor:
            return f"total;dur={cursor.execute('SELECT COUNT(*) FROM record_entry').fetchone()[0]}"

    with header("Server-Timing", pages_used):
        yield


@seed("idris", r"^/processes/%\(process\)s/$")
def a_cookie_that_counts() -> Iterator[None]:
    """Something is remembered in the browser about what happened on the host."""
    honest = middleware.SeatMiddleware.__call__

    def call(self: Any, request: Any) -> Any:
        answer = honest(self, request)
        answer.set_cookie("seen", str(Entry.objects.count()))
        return answer

    with patch.object(middleware.SeatMiddleware, "__call__", call):
        yield


@seed("idris", "own form")
def a_redirect_to_where_it_happens() -> Iterator[None]:
    """After a deed the page goes on to the room that was last spoken in."""

    def gone_to(request: Any, then: str) -> HttpResponse:
        latest = Entry.objects.filter(register_id=request.seat.process_id).order_by("-position")[1]
        return HttpResponseRedirect(f"{then}#{latest.book_id}")

    with patch.object(door, "gone_to", gone_to):
        yield


@seed("idris", r"^/processes/%\(process\)s/$")
def the_language_of_whoever_came_before() -> Iterator[None]:
    """What one reader's page sets for its thread, the next reader's page finds."""

    def call(self: Any, request: Any) -> Any:
        if Statement._base_manager.filter(text__startswith="The mediator does not know").exists():
            translation.activate("ar")
        return honest(self, request)

    honest = middleware.SeatMiddleware.__call__
    with patch.object(middleware.SeatMiddleware, "__call__", call):
        yield


@late("entries$")
def everything_from_the_beginning() -> Iterator[None]:
    """Whoever is admitted reads the whole book."""
    honest = audience._audiences_of
    with (
        patch.object(audience, "_audiences_of", lambda seat, table: dict.fromkeys(honest(seat, table), 1)),
        patch.object(audience, "books_of", _from_one(audience.books_of)),
    ):
        yield


def _from_one(honest: Any) -> Any:
    return lambda seat, rows=None: tuple((row, 1) for row, _first in honest(seat, rows))
