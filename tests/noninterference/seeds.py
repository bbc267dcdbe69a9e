"""Leaks put back on purpose, one of each sort that we could think of. The comparison has to catch every one of them.

Found a new sort? Write it down here: what it is, who notices, and the smallest patch that lets it in. Nothing else is
needed; `test_seeded_leaks.py` takes every function marked `@seed`.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from goodoffices.accounts import views as account_views
from goodoffices.accounts.models import Token, User
from goodoffices.agenda import acts as agenda_acts
from goodoffices.agenda import api as agenda_api
from goodoffices.agenda import queries as agenda_reading
from goodoffices.agenda import views as agenda_views
from goodoffices.agenda.models import Issue
from goodoffices.briefing import views as briefing_views
from goodoffices.chairing import models as chairing_models
from goodoffices.chairing import queries as chairing_reading
from goodoffices.consultation import acts as consultation_acts
from goodoffices.consultation import models as rooms
from goodoffices.consultation import partials, queries
from goodoffices.consultation import todo as questions_asked
from goodoffices.consultation import views as consultation_views
from goodoffices.consultation.models import ReadMark, Statement
from goodoffices.interpretation import models as interpretation_models
from goodoffices.interpretation import queries as languages
from goodoffices.interpretation.acts import terms as glossary_acts
from goodoffices.listening import models as listening_models
from goodoffices.listening import pulse
from goodoffices.listening.models import PulseAnswer
from goodoffices.live import attendance, authentication, cursor, feed, hub, replay, sse, stream
from goodoffices.live.listener import Block
from goodoffices.process import audience, door, extensions, invitation_pages, middleware, pages
from goodoffices.process import seats as seating
from goodoffices.process.models import Holder, Process, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record import acts as record_acts
from goodoffices.record import api as record_api
from goodoffices.record import audience as record_audience
from goodoffices.record import cache as record_cache
from goodoffices.record import copy as record_copy
from goodoffices.record import perform as performing
from goodoffices.record import views as record_views
from goodoffices.record.acts import Called, NotThere, Refused
from goodoffices.record.models import Book, Checkpoint, Entry, Recorded, Register, Retry, ScopedQuerySet
from goodoffices.record.source import Draw
from goodoffices.shuttle import acts as shuttle_acts
from goodoffices.shuttle import models as shuttle_models
from goodoffices.shuttle import queries as shuttle_reading
from goodoffices.site import api as site_api
from goodoffices.site import context
from goodoffices.site.templatetags import house
from tests.noninterference import answers
from tests.noninterference.members import Setting

Leak = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Seed:
    name: str
    sort: str
    leak: Leak
    noticed_by: str  # one of the cast, who must not be able to tell the worlds apart, and now can
    asked: str  # where it would show: these questions come first, and then the rest
    while_played: bool  # the leak is in the record: it has to be there while the history is played
    setting: Setting


SEEDS: list[Seed] = []


def seed(
    noticed_by: str,
    asked: str = "",
    while_played: bool = False,
    setting: Setting = Setting(),  # noqa: B008
) -> Callable[[Callable[[], Iterator[None]]], None]:
    def put_in(leak: Callable[[], Iterator[None]]) -> None:
        SEEDS.append(
            Seed(leak.__name__, leak.__doc__ or "", contextmanager(leak), noticed_by, asked, while_played, setting)
        )

    return put_in


# ---- the desk and the brief ------------------------------------------------------------------------------------------


@seed("idris", "briefing/desk/$")
def a_desk_that_counts_every_caucus() -> Iterator[None]:
    """The figures of even-handedness, on a delegation's desk, from all caucuses."""
    honest = briefing_views._figures

    def figures(seat: Any) -> Any:
        words = sum(len(text.split()) for text in Statement._base_manager.values_list("text", flat=True))
        told = {"parties": [], "reading": [f"{words}"], "rows": [], "days": "", "whole": False}
        return honest(seat) or told

    with patch.object(briefing_views, "_figures", figures):
        yield


@seed("idris", "briefing/(desk|brief)/$")
def something_that_waits_for_others_on_ones_own_desk() -> Iterator[None]:
    """Questions put in rooms one does not enter wait on everybody's desk: no word of them, but one more line."""
    honest = questions_asked.unanswered

    def unanswered(seat: Any, questions: Any) -> Any:
        return [*honest(seat, questions), *Statement._base_manager.filter(speech_act="question").select_related("book")]

    with patch.object(questions_asked, "unanswered", unanswered):
        yield


@seed("idris", "briefing/brief")
def a_brief_dated_by_whoever_wrote_last() -> Iterator[None]:
    """The brief says when it was drawn by the last entry of all books, also of those one does not read."""
    honest = briefing_views._brief

    def brief(request: Any) -> Any:
        last = Entry.objects.filter(register_id=request.seat.process_id).order_by("-at").first()
        return {**honest(request), "now": last.at}

    with patch.object(briefing_views, "_brief", brief):
        yield


# ---- rows that are read for nobody in particular ---------------------------------------------------------------------


@seed("idris")
def a_table_read_without_a_reader() -> Iterator[None]:
    """The plainest: a query that forgot `seen_by`."""
    honest = ScopedQuerySet.seen_by

    def unscoped(self: ScopedQuerySet, seat: Any) -> Any:
        return self._within_all() if self.model is Issue else honest(self, seat)

    with (
        patch.object(ScopedQuerySet, "seen_by", unscoped),
        patch.object(ScopedQuerySet, "_within_all", _all, create=True),
    ):
        yield


def _all(self: Any) -> Any:
    rows = self.all()
    rows._scoped = True
    return rows


@seed("idris")
def a_relation_followed_backwards() -> Iterator[None]:
    """The agenda in the API counts, under each issue, the solutions in every book."""
    honest = agenda_api.told

    def told(issue: Any, seat: Any) -> Any:
        from goodoffices.agenda.models import Solution

        whole = honest(issue, seat)
        return {**whole, "summary": f"{whole['summary']} ({Solution._base_manager.filter(issue=issue).count()})"}

    with patch.object(agenda_api, "told", told):
        yield


@seed("idris", "rooms/.*room.*/$")
def a_limit_taken_before_the_reader() -> Iterator[None]:
    """The latest hundred of all, and only then those one may see: a hidden one more pushes a visible one out."""

    def said_in(seat: Any, room: Any, before: int | None = None) -> Any:
        latest = list(Statement._base_manager.order_by("-at", "-book_id")[:12].values_list("id", flat=True))
        return Statement.objects.seen_by(seat).filter(book=room, id__in=latest).order_by("number")

    with patch.object(partials, "said_in", said_in):
        yield


@seed("idris", asked="agenda/$|rooms/.*room.*/$")
def a_form_that_offers_too_much() -> Iterator[None]:
    """A list to choose from holds issues that the chooser does not see; choosing one would be refused."""

    class AllIssues:
        class objects:
            seen_by = staticmethod(lambda seat: _all(Issue._base_manager.all().order_by("title", "id")))

    with patch.object(queries, "Issue", AllIssues), patch.object(Seat, "may_cite", lambda *_, within: True):
        yield


@seed("idris")
def an_export_that_asks_for_an_id_alone() -> Iterator[None]:
    """A download looks the book up by its id: who would know it?"""

    def any_book(seat: Any, id: str) -> Any:
        found = Book.objects.filter(id=id).first()
        if found is None:
            raise NotThere
        return found

    with (
        patch.object(record_views, "book_read_by", any_book),
        patch.object(record_copy, "copy_for", lambda seat, book: record_copy.copy(book)),
    ):
        yield


@seed("idris")
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


@seed("petra")
def a_seat_that_was_removed_and_reads_on() -> Iterator[None]:
    """Nobody asks any more whether the seat has left."""
    with (
        patch.object(middleware, "seat_held_by", _held_with_left),
        patch.object(audience, "books_of", _in_spite_of_leaving(audience.books_of)),
    ):
        yield


def _with_left(id: str) -> Any:
    return Seat._base_manager.select_related("process", "party").filter(id=id).first()


def _held_with_left(user: Any, process: str) -> Any:
    holder = Holder.objects.filter(user=user, process=process).first()
    return _with_left(holder.seat) if holder else None


def _in_spite_of_leaving(honest: Any) -> Any:
    def books_of(seat: Any, rows: Any = None) -> Any:
        left, seat.left = seat.left, None
        try:
            return honest(seat, rows)
        finally:
            seat.left = left

    return books_of


@seed("olga", setting=Setting(observers=False))
def an_observer_who_was_not_admitted() -> Iterator[None]:
    """An observer reads the plenary whatever the ground rules say."""
    with patch.object(audience.Table, "observers_admitted", 1):
        yield


@seed("nils")
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


@seed("amara")
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

    with _before_views(process_view):
        yield


# ---- counts, orders, numbers -----------------------------------------------------------------------------------------


@seed("idris")
def a_badge_that_counts_everything() -> Iterator[None]:
    """Unread statements, whoever they are for."""

    def unread(seat: Any, rooms: Any) -> dict[str, int]:
        return {room.id: Statement._base_manager.filter(book__register_id=seat.process_id).count() for room in rooms}

    with patch.object(context, "unread", unread):
        yield


@seed("idris")
def an_order_by_what_is_hidden() -> Iterator[None]:
    """The issue that was talked about last comes first, wherever it was talked about."""
    honest = agenda_reading.sheet

    def sheet(seat: Any, issues: Any = None) -> Any:
        from goodoffices.consultation.models import Mention

        entries = {(e.book_id, e.number): e.position for e in Entry.objects.all()}
        latest = {m.about_id: entries[m.book_id, m.number] for m in Mention._base_manager.all()}
        return sorted(honest(seat, issues), key=lambda row: -latest.get(row["issue"].id, 0))

    with patch.object(agenda_reading, "sheet", sheet):
        yield


@seed("idris", while_played=True)
def ids_in_a_row() -> Iterator[None]:
    """Ids that count up: the gap between two of one's own tells how many others were drawn."""
    count = iter(range(10**6))

    def id(self: Draw, slot: str = "id") -> str:
        return f"id{Entry.objects.count():06d}x{next(count):06d}"

    with patch.object(Draw, "id", id):
        yield


@seed("idris", while_played=True)
def a_number_that_is_the_process_own() -> Iterator[None]:
    """An issue's ordinal counts the issues of all books."""
    honest = agenda_acts.RaiseIssue.draw

    def draw(self: Any, draw: Any, seat: Any) -> Any:
        return {**honest(self, draw, seat), "ordinal": Issue._base_manager.count() + 1}

    with patch.object(agenda_acts.RaiseIssue, "draw", draw):
        yield


@seed("idris", while_played=True)
def one_clock_for_all_books() -> Iterator[None]:
    """No entry is dated before any other of the process: a busy caucus pushes the plenary's clock on."""
    honest = Draw.now

    def now(self: Draw) -> str:
        latest = Book.objects.order_by("-last_at").values_list("last_at", flat=True).first() or ""
        return max(honest(self), latest)

    with patch.object(Draw, "now", now):
        yield


@seed("lena", "/tokens/$")
def row_numbers_on_a_page() -> Iterator[None]:
    """Tokens are addressed by the number of their row: the next one's tells how many others were made."""
    with patch.object(Token, "handle", property(lambda self: str(self.pk))):
        yield


@seed("idris", "^/account/sessions/$")
def a_number_of_sign_ins() -> Iterator[None]:
    """One's own sessions, too, by the numbers of their rows: the gaps are the sign-ins of others. (We had these three.)"""
    with patch.object(account_views, "handle", lambda session: str(session.pk)):
        yield


@seed("idris", "^/account/keys/webauthn/$")
def a_number_of_passkeys() -> Iterator[None]:
    """And one's passkeys, as the library that keeps them has it."""
    with patch.object(account_views, "passkey_handle", lambda key: str(key.pk)):
        yield


@seed("nobody")
def a_person_s_number() -> Iterator[None]:
    """A page anybody may open says how many accounts there are."""
    with _header("X-People", lambda request: str(User.objects.count())):
        yield


@seed("idris", "entries$")
def a_position_in_the_api() -> Iterator[None]:
    """The order of replay is the host's alone; here an entry is told with it."""
    honest = record_api.told
    with patch.object(
        record_api,
        "told",
        lambda entry: {**honest(entry), "number": entry.number, "at": f"{entry.at}#{entry.position}"},
    ):
        yield


@seed("idris")
def a_position_in_a_link() -> Iterator[None]:
    """The page's cursor carries how far the whole process has come."""
    honest = context.encode

    def encode(heads: Any) -> str:
        books = Book.objects.filter(id__in=list(heads))
        return f"{honest(heads)}~all.{Register.objects.filter(books__in=books).first().position if heads else 0}"

    with patch.object(context, "encode", encode):
        yield


@seed("idris", asked="record/.*copy")
def a_file_name_that_counts() -> Iterator[None]:
    """A copy is named after the number of entries in the process."""
    honest = record_api.copy_response

    def copy_response(seat: Any, book: Any) -> Any:
        answer = honest(seat, book)
        answer["Content-Disposition"] = f'attachment; filename="{book.kind}-{book.register.position}.jsonl"'
        return answer

    with patch.object(record_api, "copy_response", copy_response):
        yield


@seed("idris", "/record/.*/$")
def a_page_size_that_gives_way() -> Iterator[None]:
    """Pages hold fewer of one's own entries where there are hidden ones in between."""

    class Page:
        def __rmul__(self, other: int) -> int:
            return other * int(self)

        def __int__(self) -> int:
            return max(1, 130 - Entry.objects.count())

        __index__ = __int__

        def __radd__(self, other: int) -> int:
            return other + int(self)

    with patch.object(record_views, "PAGE", Page()):
        yield


# ---- answers that differ where they should not -----------------------------------------------------------------------


@seed("idris", "odd issue|odd statement|odd solution")
def a_forbidden_that_is_not_an_absent() -> Iterator[None]:
    """403 for what is there and not yours, 404 for what is not there."""
    honest = pages.found_or_404

    def found(rows: Any, **wanted: Any) -> Any:
        if "id" in wanted and rows.model._base_manager.filter(**wanted).exists() and not rows.filter(**wanted).exists():
            raise PermissionDenied
        return honest(rows, **wanted)

    with patch.object(agenda_views, "found_or_404", found), patch.object(consultation_views, "found_or_404", found):
        yield


@seed("idris", "odd issue")
def a_404_that_names_the_thing() -> Iterator[None]:
    """“You may not see ‘Our red line’.”"""

    def not_found(request: Any) -> HttpResponse:
        for value in (request.resolver_match.kwargs if request.resolver_match else {}).values():
            issue = Issue._base_manager.filter(id=value).first()
            if issue is not None:
                return render(request, "404.html", {"process": {"title": issue.title}}, status=404)
        return render(request, "404.html", status=404)

    with patch.object(middleware, "not_found", not_found):
        yield


@seed("idris", "hidden issue|hidden solution")
def a_refusal_that_names_the_thing() -> Iterator[None]:
    """A sentence with a way forward, about something that is not there for the one who reads it."""
    honest = performing._things

    def things(act: Any, seat: Any) -> Any:
        for names, id in act.named():
            row = names.model._base_manager.filter(id=id).first()
            if row is not None and row.book_id not in seat.books():
                raise Refused(f"“{row}” belongs to others.")
        return honest(act, seat)

    with patch.object(performing, "_things", things):
        yield


@seed("idris", "hidden answers")
def a_mark_that_is_overlooked() -> Iterator[None]:
    """A field that may stay empty is not looked at: a statement answers one in another's caucus. (We had this one.)"""
    honest = record_acts.Act.named

    def named(self: Any) -> Any:
        marked = {
            n
            for n, info in type(self).model_fields.items()
            if any(isinstance(m, record_acts.Names) for m in info.metadata)
        }
        values = [getattr(self, name) for name in marked]
        return [
            (names, id)
            for names, id in honest(self)
            if any(id == v or (isinstance(v, list) and id in v) for v in values)
        ]

    with patch.object(record_acts.Act, "named", named):
        yield


@seed("idris", "hidden room")
def a_check_before_the_door() -> Iterator[None]:
    """The sentence of a refusal is found before it is asked whether the room is one of his: here, that it is closed."""
    honest = consultation_acts._InRoom.audience

    def audience(self: Any, seat: Any) -> Any:
        if (
            self.room not in seat.books()
            and Statement._base_manager.filter(book_id=self.room, state="amended").exists()
        ):
            raise Refused("Somebody is correcting a statement in this room.")
        return honest(self, seat)

    with patch.object(consultation_acts._InRoom, "audience", audience):
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
        patch.object(consultation_acts._InRoom, "audience", audience),
        patch.object(consultation_acts, "is_open", lambda *_: True),
    ):
        yield


@seed("idris", "used key")
def a_key_that_is_everybody_s() -> Iterator[None]:
    """The key of a retry is looked up whoever used it."""

    def done_before(act: Any, seat: Any, key: str) -> Any:
        retry = Retry.objects.filter(key=key).first()
        if retry is None:
            return None
        if bytes(retry.asked) != performing._asked(act):
            raise record_acts.OtherBody
        return performing.Done(Entry.objects.get(book=retry.book, number=retry.number), repeated=True)

    with patch.object(performing, "_done_before", done_before):
        yield


@seed("idris", "hidden issue|hidden solution")
def a_stale_form_about_a_hidden_thing() -> Iterator[None]:
    """What the form names has changed, says the answer, before it is asked whether it is there."""
    honest = performing._things

    def things(act: Any, seat: Any) -> Any:
        for names, id in act.named():
            row = names.model._base_manager.filter(id=id).first()
            if row is not None and row.book_id not in seat.books():
                raise record_acts.Stale(row)
        return honest(act, seat)

    with patch.object(performing, "_things", things):
        yield


@seed("idris", "raise_issue, as it may")
def a_title_that_must_be_new_everywhere() -> Iterator[None]:
    """Uniqueness across audiences: “there is an issue with this title”."""
    honest = agenda_acts.RaiseIssue.check

    def check(self: Any, seat: Any) -> None:
        honest(self, seat)
        if Issue._base_manager.exclude(book_id__in=seat.books()).count() > 5:
            raise Refused("There is an issue with this title already.")

    with patch.object(agenda_acts.RaiseIssue, "check", check):
        yield


@seed("idris", "table_solution, as it may")
def an_error_where_two_things_meet() -> Iterator[None]:
    """The server stumbles over a hidden row: an answer of 500 is an answer."""
    honest = agenda_acts.TableSolution.check

    def check(self: Any, seat: Any) -> None:
        honest(self, seat)
        Issue._base_manager.filter(title="If all fails").exists() and 1 / 0

    with patch.object(agenda_acts.TableSolution, "check", check):
        yield


@seed("idris")
def a_closed_room_that_closes_others() -> Iterator[None]:
    """State that is shared: one caucus is closed, and a word appears in another room."""
    honest = rooms.rooms_of

    def rooms_of(seat: Any) -> Any:
        closed = Issue._base_manager.filter(status="blocked").exists()
        return [replace(room, open=room.open and not closed) for room in honest(seat)]

    with patch.object(context, "rooms_of", rooms_of):
        yield


@seed("idris", "chairing/rooms|rooms/.*room.*/$")
def a_hand_that_is_seen_in_another_room() -> Iterator[None]:
    """A hand raised in a caucus stands on the plenary's list, too, without a name."""
    honest = chairing_reading.chairing_of

    def chairing_of(scope: Any, book: str) -> Any:
        elsewhere = chairing_models.Hand._base_manager.exclude(book_id=book).filter(state="waiting")
        unnamed = [replace_named(hand, book) for hand in elsewhere]
        return replace(now := honest(scope, book), hands=(*now.hands, *unnamed))

    def replace_named(hand: Any, book: str) -> Any:
        hand.named, hand.words, hand.book_id = "nobody", "", book
        return hand

    with patch.object(chairing_reading, "chairing_of", chairing_of):
        yield


@seed("idris", "chairing/rooms|floor$")
def a_time_that_counts_every_room() -> Iterator[None]:
    """How long the other side has had the floor, caucuses with the mediator taken in."""

    def floors_in(seat: Any, book: str) -> Any:
        return list(chairing_models.Floor._base_manager.select_related("seat", "party", "book"))

    with patch.object(chairing_reading, "floors_in", floors_in):
        yield


@seed("idris", "make_statement")
def a_turn_that_binds_the_whole_house() -> Iterator[None]:
    """While turns are taken in a caucus, nobody speaks without the floor in the plenary either."""

    honest = performing.demand_conditions

    def demand_conditions(seat: Any, act: Any) -> None:
        honest(seat, act)
        bound = chairing_models.Turns._base_manager.filter(ended__isnull=True).exists()
        if bound and not seat.leads and act.kind == "consultation.make_statement":
            raise Refused("Speakers take turns somewhere. Wait.")

    with patch.object(performing, "demand_conditions", demand_conditions):
        yield


@seed("amara", "/listening/(pulse/)?$")
def a_mean_of_two_answers() -> Iterator[None]:
    """How heard a side felt is told of fewer than three, who can be told apart."""
    with patch.object(pulse, "LEAST", 1):
        yield


@seed("idris", "/listening/pulse/$")
def an_answer_that_fills_in_another_s() -> Iterator[None]:
    """Whoever comes to the eight lines finds the marks that somebody set before."""

    def own_marks(seat: Any, session: Any) -> Any:
        return PulseAnswer.objects.filter(session=session.id).values_list("marks", flat=True).first()

    with patch.object(pulse, "own_marks", own_marks):
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

    with _before_views(process_view):
        yield


@seed("noor", "odd process")
def a_stranger_told_that_he_is_one() -> Iterator[None]:
    """“You hold no seat in this process” is not what is said of a process that there is not."""

    def process_view(honest: Any, self: Any, request: Any, view: Any, args: Any, kwargs: Any) -> Any:
        answer = honest(self, request, view, args, kwargs)
        known = Register.objects.filter(process=kwargs.get("process", ""), position__gt=1).exists()
        return (
            HttpResponseForbidden()
            if answer is not None and request.user.is_authenticated and known and _busy(kwargs["process"])
            else answer
        )

    with _before_views(process_view):
        yield


def _busy(process: str) -> bool:
    return Statement._base_manager.filter(book__register_id=process).count() > 12


@seed("noor", "^/api.*odd process")
def a_token_told_that_it_is_another_s() -> Iterator[None]:
    """In the API, too: 403 for another process that is busy, 404 for none."""
    honest = site_api.SeatToken.authenticate

    def authenticate(self: Any, request: Any, token: str) -> Any:
        try:
            return honest(self, request, token)
        except NotThere:
            if _busy(request.resolver_match.kwargs.get("process")):
                from ninja.errors import HttpError

                raise HttpError(403, "This token is another process's.") from None
            raise

    with patch.object(site_api.SeatToken, "authenticate", authenticate):
        yield


# ---- what surrounds an answer ----------------------------------------------------------------------------------------


@contextmanager
def _before_views(call: Callable[..., Any]) -> Iterator[None]:
    """`call(honest, self, request, view, args, kwargs)` in place of what stands before every page of a process."""
    honest = middleware.SeatMiddleware.process_view
    answers._application.cache_clear()  # Django binds it when it starts
    with patch.object(middleware.SeatMiddleware, "process_view", lambda *given: call(honest, *given)):
        yield
    answers._application.cache_clear()


@contextmanager
def _header(name: str, value: Callable[[Any], str]) -> Iterator[None]:
    honest = middleware.SeatMiddleware.__call__

    def call(self: Any, request: Any) -> Any:
        answer = honest(self, request)
        answer[name] = value(request)
        return answer

    with patch.object(middleware.SeatMiddleware, "__call__", call):
        yield


@seed("idris")
def an_etag_of_the_whole_process() -> Iterator[None]:
    """A header for caches, made of a global counter."""
    with _header("ETag", lambda request: f'"{Register.objects.order_by("-position").first().position}"'):
        yield


@seed("idris")
def the_size_of_the_database() -> Iterator[None]:
    """A header for the operator, left on: bytes on disk."""

    def pages_used(request: Any) -> str:
        with connection.cursor() as cursor:
            return f"total;dur={cursor.execute('SELECT COUNT(*) FROM record_entry').fetchone()[0]}"

    with _header("Server-Timing", pages_used):
        yield


@seed("idris")
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


@seed("idris", "/agenda/$", while_played=True)
def a_page_kept_for_everybody() -> Iterator[None]:
    """A cache that is keyed by what is shown, and not by who looks."""
    honest = agenda_reading.sheet

    def sheet(seat: Any, issues: Any = None) -> Any:
        if issues is not None:
            return honest(seat, issues)
        return cache.get_or_set(f"sheet {seat.process_id}", lambda: honest(seat))

    with patch.object(agenda_reading, "sheet", sheet):
        yield


@seed("salma", "rooms/.*room.*/$", while_played=True)
def a_piece_made_for_another() -> Iterator[None]:
    """A statement's piece of the page, made once for everybody, holds something that only its first reader may know."""
    honest = partials.shown_to

    def shown_to(seat: Any, rows: Any) -> Any:
        known = Statement.objects.seen_by(seat).filter(text__contains="mediator does not know").count()
        with patch.object(Statement, "words", property(lambda self: f"{self.text} ({known})")):
            return honest(seat, rows)

    with patch.object(partials, "shown_to", shown_to):
        yield


@seed("idris")
def the_language_of_whoever_came_before() -> Iterator[None]:
    """What one reader's page sets for its thread, the next reader's page finds."""

    def call(self: Any, request: Any) -> Any:
        if Statement._base_manager.filter(text__startswith="The mediator does not know").exists():
            translation.activate("ar")
        return honest(self, request)

    honest = middleware.SeatMiddleware.__call__
    with patch.object(middleware.SeatMiddleware, "__call__", call):
        yield


@seed("idris", "entries$|/record/.*number")
def an_order_of_keys() -> Iterator[None]:
    """The same fields in an order that depends on what else there is, as with sets or hashes."""
    honest = record_api.told

    def told(entry: Any) -> Any:
        whole = honest(entry)
        facts = (
            dict(reversed(whole["facts"].items()))
            if Issue._base_manager.filter(title="If all fails").exists()
            else whole["facts"]
        )
        return {**whole, "facts": facts}

    with patch.object(record_api, "told", told):
        yield


@seed("nobody", "openapi")
def a_description_that_lists_processes() -> Iterator[None]:
    """The API's own description has examples, taken from life."""
    honest = site_api.api.get_openapi_schema

    def schema(*args: Any, **more: Any) -> Any:
        return {**honest(*args, **more), "x-examples": sorted(Process._base_manager.values_list("title", flat=True))}

    with patch.object(site_api.api, "get_openapi_schema", schema):
        yield


# ---- people ----------------------------------------------------------------------------------------------------------


@seed("idris", asked="rooms/.*room.*/$")
def who_read_how_far() -> Iterator[None]:
    """Read receipts: who of the others has read up to here, and so who is at his desk."""
    honest = queries.who_reads

    def who_reads(seat: Any, room: Any) -> Any:
        whole = honest(seat, room)
        return {**whole, "names": [*whole["names"], str(ReadMark.objects.filter(book=room.id).count())]}

    with patch.object(consultation_views, "who_reads", who_reads):
        yield


@seed("idris", asked="rooms/.*room.*/$")
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


@seed("idris", asked="/seats/|rooms/.*room.*/$")
def when_a_seat_was_last_active() -> Iterator[None]:
    """“Last active”: of another seat, in a room one does not enter."""
    honest = Seat.title.fget

    def title(self: Any) -> str:
        return f"{honest(self)}, {Entry.objects.filter(actor=self.id).count()}"

    with patch.object(Seat, "title", property(title)):
        yield


@seed("olga", "entries$", setting=Setting(chatham_house=True))
def an_author_who_is_not_named() -> Iterator[None]:
    """Under Chatham House the entry names nobody; here the API says who it was."""
    honest = record_api.told
    with patch.object(record_api, "told", lambda entry: {**honest(entry), "by": entry.actor}):
        yield


@seed("idris", "make_statement, stale answers", setting=Setting(chatham_house=True))
def an_author_in_a_stale_answer() -> Iterator[None]:
    """What the thing is now, with a column too many. (We had this one.)"""
    honest = Recorded.told
    with patch.object(Recorded, "told", lambda self: {**honest(self), "seat": getattr(self, "seat_id", None)}):
        yield


@seed("idris", "rooms/.*room.*/$|minutes", setting=Setting(attribution="party"))
def an_author_by_what_he_may_do() -> Iterator[None]:
    """The page of a statement is another if its author leads: the party is named, and which of them it was can be told."""
    honest = Statement.words.fget
    with patch.object(Statement, "words", property(lambda self: f"{honest(self)}{'*' if self.seat.decides else ''}")):
        yield


@seed("salma", "rooms/.*room.*/$|minutes")
def a_mark_where_a_number_is_cited() -> Iterator[None]:
    """“North caucus 2” in a text becomes a link if there is such a number, also for those who cannot follow it."""
    honest = house.paragraphs

    def paragraphs(text: str) -> Any:
        if "North caucus 2" in text and Entry.objects.filter(book__name="North caucus", number__gte=20).exists():
            text = text + " ✓"
        return honest(text)

    with patch.object(house, "paragraphs", paragraphs):
        yield


@seed("idris")
def checkpoints_of_others() -> Iterator[None]:
    """A copy names the host's earlier checkpoints: all of them."""

    def earlier(book: Any) -> list[str]:
        books = Book.objects.filter(register=book.register).order_by("id")
        return [
            *Checkpoint.objects.filter(book__in=books).values_list("note", flat=True),
            *[str(b.head) for b in books],
        ]

    with patch.object(record_copy, "earlier", earlier):
        yield


@seed("lena", "/tokens/$")
def tokens_of_others() -> Iterator[None]:
    """The page of one's tokens lists those of the whole process."""
    with patch.object(
        Token, "of", classmethod(lambda cls, seat: cls.objects.filter(revoked__isnull=True).order_by("-made", "-id"))
    ):
        yield


@seed("sara", "/invitation, own form")
def a_mail_that_says_too_much() -> Iterator[None]:
    """What is mailed is written with everything at hand: here, how much has been said."""
    honest = invitation_pages.render_to_string

    def rendered(template: str, given: Any) -> str:
        return f"{honest(template, given)} ({Statement._base_manager.count()})"

    with patch.object(invitation_pages, "render_to_string", rendered):
        yield


# ---- what travels between caucuses -----------------------------------------------------------------------------------


@seed("idris", while_played=True)
def a_conveyed_idea_that_says_so() -> Iterator[None]:
    """The mediator's own idea carries a fact that her own would not."""
    honest = shuttle_acts._in_the_recipient_s_caucus

    def entailed(seat: Any, release: Any) -> Any:
        act = honest(seat, release)
        return act.model_copy(update={"binding": False}) if release.form == "mediators_idea" else act

    with (
        patch.object(shuttle_acts, "_in_the_recipient_s_caucus", entailed),
        patch.object(record_acts.Act, "asked", _with_what_was_set),
    ):
        yield


def _with_what_was_set(self: Any) -> Any:
    return self.model_dump(mode="json", exclude_unset=True)


@seed("idris", while_played=True)
def a_conveyed_idea_of_another_kind() -> Iterator[None]:
    """Conveyed as her own idea, but said to be conveyed."""
    honest = shuttle_acts._in_the_recipient_s_caucus

    def entailed(seat: Any, release: Any) -> Any:
        if release.form != "mediators_idea":
            return honest(seat, release)
        room = next(
            b.id for b in seat.shelf().values() if b.audience == record_audience.Audience("caucus", release.to.key)
        )
        return consultation_acts.ConveyStatement(
            room=room, text=release.text, conveyed_for=release.book.key, form="verbatim"
        )

    with patch.object(shuttle_acts, "_in_the_recipient_s_caucus", entailed):
        yield


@seed("idris", while_played=True)
def a_receipt_in_the_recipients_book() -> Iterator[None]:
    """What was conveyed as her own idea leaves a trace in what was drawn with it."""
    honest = consultation_acts.MakeStatement.draw

    def draw(self: Any, draw: Draw, seat: Any) -> Any:
        facts = honest(self, draw, seat)
        conveyed = Entry.objects.filter(register_id=seat.process_id, kind="consultation.convey").count()
        return {**facts, "receipt": conveyed} if self.audience(seat).kind == "caucus" else facts

    with patch.object(consultation_acts.MakeStatement, "draw", draw):
        yield


@seed("idris", asked="listening|shuttle|agenda|table")
def a_rail_that_counts_all_releases() -> Iterator[None]:
    """Beside “What may travel” stands how much waits to be conveyed: on the whole host's tables."""

    honest = context.links_for

    def links_for(seat: Any) -> Any:
        released = shuttle_models.Release._base_manager.filter(state="released").count()
        return [*honest(seat), extensions.Link("What may travel", "shuttle:ledger", released)]

    with patch.object(context, "links_for", links_for):
        yield


@seed("idris")
def a_ledger_of_every_caucus() -> Iterator[None]:
    """The page reads back every caucus of the process: at least how much was released there."""
    honest = shuttle_reading.caucuses

    def caucuses(seat: Any) -> Any:
        found = honest(seat)
        return found * (1 + shuttle_models.Release._base_manager.count())

    with patch.object(shuttle_reading, "caucuses", caucuses):
        yield


@seed("idris", asked="releases")
def the_ledger_over_the_api_for_nobody_in_particular() -> Iterator[None]:
    """`/releases` forgets to ask for whom."""
    honest = ScopedQuerySet.seen_by

    def unscoped(self: ScopedQuerySet, seat: Any) -> Any:
        return self._within_all() if self.model is shuttle_models.Release else honest(self, seat)

    with (
        patch.object(ScopedQuerySet, "seen_by", unscoped),
        patch.object(ScopedQuerySet, "_within_all", _all, create=True),
    ):
        yield


@seed("idris", asked="listening:heard|loops")
def loops_of_every_room() -> Iterator[None]:
    """What was heard in the other side's caucus is counted among the open loops."""
    honest = ScopedQuerySet.seen_by

    def unscoped(self: ScopedQuerySet, seat: Any) -> Any:
        return self._within_all() if self.model is listening_models.Loop else honest(self, seat)

    with (
        patch.object(ScopedQuerySet, "seen_by", unscoped),
        patch.object(ScopedQuerySet, "_within_all", _all, create=True),
    ):
        yield


# ---- what is said in several languages -------------------------------------------------------------------------------


@seed("idris", asked="renderings")
def renderings_of_every_room() -> Iterator[None]:
    """`/renderings` forgets to ask for whom."""
    honest = ScopedQuerySet.seen_by

    def unscoped(self: ScopedQuerySet, seat: Any) -> Any:
        return self._within_all() if self.model is interpretation_models.Rendering else honest(self, seat)

    with (
        patch.object(ScopedQuerySet, "seen_by", unscoped),
        patch.object(ScopedQuerySet, "_within_all", _all, create=True),
    ):
        yield


@seed("idris", asked="rooms/.*room.*/$")
def renderings_counted_across_books() -> Iterator[None]:
    """What to read first is offered with how much there is to read: on the whole host's tables."""
    honest = extensions.panels_of

    def panels_of(seat: Any, room: Any) -> Any:
        count = str(interpretation_models.Rendering._base_manager.count())
        choice = {"languages": {"en": count}, "first": count, "room": room}
        return [*honest(seat, room), extensions.Part("interpretation/_choice.html", choice)]

    with patch.object(extensions, "panels_of", panels_of):
        yield


@seed("idris", asked="statement/|marks|glossary")
def a_term_of_anothers_list_marked() -> Iterator[None]:
    """What pages mark, and list as terms, is every side's own list as well."""
    honest = ScopedQuerySet.seen_by

    def unscoped(self: ScopedQuerySet, seat: Any) -> Any:
        return self._within_all() if self.model is interpretation_models.Term else honest(self, seat)

    with (
        patch.object(ScopedQuerySet, "seen_by", unscoped),
        patch.object(ScopedQuerySet, "_within_all", _all, create=True),
    ):
        yield


@seed("idris", asked="marks")
def the_terms_as_data_for_nobody_in_particular() -> Iterator[None]:
    """The page asks for what it may mark, and is told how many terms there are to choose from."""
    honest = languages.marks

    def marks(seat: Any) -> Any:
        return [*honest(seat), {"of": interpretation_models.Term._base_manager.count()}]

    with patch.object(languages, "marks", marks):
        yield


@seed("idris", asked="own form")
def a_warning_that_names_a_hidden_term() -> Iterator[None]:
    """Whoever is about to send a word is warned, also where it stands in another side's list alone."""
    honest = extensions.warnings_of

    def warnings_of(seat: Any, act: Any) -> Any:
        avoided = interpretation_models.Term._base_manager.filter(status="avoided")
        said = " ".join(str(value) for value in act.model_dump().values()).lower()
        return [
            *honest(seat, act),
            *(extensions.Warning(term.title) for term in avoided if term.called.get("en", "?") in said),
        ]

    with patch.object(door, "warnings_of", warnings_of):
        yield


@seed("idris", asked="marks")
def what_another_seat_reads_first() -> Iterator[None]:
    """The choice of what to read first is kept by the process, and not by the seat."""

    def first_reading(seat: Any) -> str:
        rows = interpretation_models.FirstReading.objects.exclude(seat=seat.id)
        return str(rows.values_list("language", flat=True).first() or "")

    with patch.object(languages, "first_reading", first_reading):
        yield


@seed("idris", asked="propose_term")
def a_term_refused_because_another_has_it() -> Iterator[None]:
    """“In this glossary already” looks at every list, not at the one that is named."""
    honest = glossary_acts.ProposeTerm.check

    def check(self: Any, seat: Any) -> None:
        honest(self, seat)
        if interpretation_models.Term._base_manager.filter(book__kind="delegation").exists():
            raise Refused("That is in some list already.")

    with patch.object(glossary_acts.ProposeTerm, "check", check):
        yield


# ---- what is remembered ----------------------------------------------------------------------------------------------


@seed("idris", "rooms$|rooms/.*room.*/$", while_played=True)
def an_answer_remembered_for_whoever_asks_next() -> Iterator[None]:
    """What is cached is known by the question, and neither by the versions of books nor by who reads them."""
    kept: dict[Any, Any] = {}

    def remembered(memory: Any, until: str, reader: Any, what: Any, read: Callable[[], Any]) -> Any:
        key = (connection.settings_dict["NAME"], reader.process_id, what[0])
        if " " in what[0]:  # a part of a page
            return read()
        if key not in kept:
            kept[key] = read()
        return kept[key]

    with patch.object(record_cache, "_remembered", remembered):
        yield


# ---- for late readers: `test_late_readers.py` ------------------------------------------------------------------------


@contextmanager
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


@contextmanager
def a_copy_that_is_whole() -> Iterator[None]:
    """Pages keep to the admission; the copy does not."""
    with patch.object(record_api, "copy_for", lambda seat, book: record_copy.copy(book)):
        yield


@contextmanager
def a_page_remembered_for_whoever_opens_it_next() -> Iterator[None]:
    """What was said in a room is kept by the room; the mediator looked first, and reads from the beginning."""
    honest = partials.said_to

    def said_to(seat: Any, room: Any, before: int | None = None) -> Any:
        first = Seat._base_manager.filter(process_id=seat.process_id, role="mediator").first()
        return honest(seat_with_id(first.id) if first else seat, room, before)

    with patch.object(consultation_views, "said_to", said_to):
        yield


@contextmanager
def an_earlier_title_in_a_sentence() -> Iterator[None]:
    """A later entry is put into words for everybody alike. (We had this one.)"""
    with patch.object(Called, "to", lambda self, reader: self.name):
        yield


@contextmanager
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


# ---- in streams: `test_streams.py` -----------------------------------------------------------------------------------

STREAM_SEEDS: list[Seed] = []


def in_streams(noticed_by: str, setting: Setting = Setting()) -> Callable[[Callable[[], Iterator[None]]], None]:  # noqa: B008
    def put_in(leak: Callable[[], Iterator[None]]) -> None:
        STREAM_SEEDS.append(
            Seed(leak.__name__, leak.__doc__ or "", contextmanager(leak), noticed_by, "", True, setting)
        )

    return put_in


@in_streams("idris")
def a_cursor_of_all_books() -> Iterator[None]:
    """The cursor holds the heads of every book, since the server has them at hand."""
    with patch.object(feed.Feed, "heads_of", lambda self, books: self.heads):
        yield


def _send_to_strangers(self: Any, book: str, block: bytes) -> None:
    """Send a block to everybody who does not read this book."""
    for group in self._groups.values():
        if book not in dict(group.books):
            group.send([Block(block)])


@in_streams("idris")
def news_of_a_book_one_does_not_read() -> Iterator[None]:
    """Nothing but a number, says the event: some book grew to so much."""
    honest = feed.Feed.publish

    def publish(self: Any, entries: Any) -> None:
        honest(self, entries)
        for entry in entries:
            _send_to_strangers(self, entry.book, sse.event("grew", {"number": entry.number}))

    with patch.object(feed.Feed, "publish", publish):
        yield


@in_streams("idris")
def a_sign_of_life_whenever_anything_is_written() -> Iterator[None]:
    """An empty comment keeps the lines open, whichever book it was that grew."""
    honest = feed.Feed.publish

    def publish(self: Any, entries: Any) -> None:
        honest(self, entries)
        for entry in entries:
            _send_to_strangers(self, entry.book, sse.HEARTBEAT)

    with patch.object(feed.Feed, "publish", publish):
        yield


@in_streams("idris")
def a_position_in_an_event() -> Iterator[None]:
    """Events are numbered as the process goes on."""
    honest = feed.Feed._bytes

    def numbered(self: Any, entry: Any, group: Any) -> bytes:
        return honest(self, entry, group).replace(b"data: {", b'data: {"at":%d,' % entry.position, 1)

    with patch.object(feed.Feed, "_bytes", numbered):
        yield


@in_streams("idris")
def a_replay_cut_short_by_what_others_did() -> Iterator[None]:
    """So much has happened in the process, says the stream, that all had better be read again: but not to this reader."""
    honest = replay.replay_for

    def replay_for(subscriber: Any, *more: Any) -> Any:
        busy = Statement._base_manager.filter(text__startswith="The mediator does not know").exists()
        with patch.object(replay, "MAX_FOR_PAGES", 3 if busy else 200):
            return honest(subscriber, *more)

    with patch.object(stream, "replay_for", replay_for):
        yield


@in_streams("idris")
def somebody_writes_somewhere() -> Iterator[None]:
    """That somebody is writing is told at the table, wherever it is."""
    honest = hub.Hub.broadcast_soon

    def broadcast_soon(self: Any, process: str, book: str, message: bytes, except_seat: str = "") -> None:
        if process in self._feeds:
            honest(self, process, self._feeds[process].plenary, message, except_seat)

    with patch.object(hub.Hub, "broadcast_soon", broadcast_soon):
        yield


@in_streams("idris")
def who_sits_where() -> Iterator[None]:
    """Presence by room: who is here, and in which room they last spoke."""
    honest = attendance.Attendance.snapshot

    def snapshot(self: Any, process: str) -> bytes:
        entries = Entry.objects.filter(register_id=process).order_by("position")
        rooms = _elsewhere(lambda: dict(entries.values_list("actor", "book_id")))
        return honest(self, process) + sse.event("presence", {"rooms": rooms})

    with patch.object(attendance.Attendance, "snapshot", snapshot):
        yield


@in_streams("idris")
def a_cursor_that_may_not_name_what_is_not() -> Iterator[None]:
    """A cursor with a number beyond a book's head is refused, also where the book is none of the reader's."""
    honest = stream.decode

    def decode(text: str) -> Any:
        heads = honest(text)
        there = _elsewhere(lambda: dict(Book.objects.filter(id__in=list(heads)).values_list("id", "head")))
        if any(number < there[book] - 2 for book, number in heads.items() if book in there and number == 3):
            raise cursor.BadCursor
        return heads

    with patch.object(stream, "decode", decode):
        yield


@in_streams("petra")
def a_stream_for_a_seat_that_left() -> Iterator[None]:
    """The door lets in whoever once had a key."""
    everywhere = _in_spite_of_leaving(audience.books_of)
    with patch.object(authentication, "seat_with_id", _with_left), patch.object(audience, "books_of", everywhere):
        yield


@in_streams("noor")
def a_stream_of_another_process() -> Iterator[None]:
    """The door asks for a key, and not for which house."""
    honest = authentication._subscriber

    def subscriber(process: str, seat: Any, *more: Any) -> Any:
        if seat.process_id != process:
            seat = Seat._base_manager.select_related("process", "party").get(process_id=process, role="mediator")
        return honest(process, seat, *more)

    with patch.object(authentication, "_subscriber", subscriber):
        yield


@in_streams("idris")
def pieces_pushed_to_everyone() -> Iterator[None]:
    """What a page shows of an entry is made once, and pushed once too often."""
    honest = feed.Feed.publish

    def publish(self: Any, entries: Any) -> None:
        honest(self, entries)
        for entry in entries:
            if any(entry.shown.values()):
                _send_to_strangers(self, entry.book, b"data: <hx-partial></hx-partial>\n\n")

    with patch.object(feed.Feed, "publish", publish):
        yield


def _elsewhere(question: Callable[[], Any]) -> Any:
    """Ask the database from a thread of its own: the loop's may not."""

    def asked() -> Any:
        try:
            return question()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()
