"""Leaks of the record itself: numbers, times, copies, refusals, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

from django.db import connection

from goodoffices.agenda.models import Issue
from goodoffices.record import acts as record_acts
from goodoffices.record import api as record_api
from goodoffices.record import cache as record_cache
from goodoffices.record import copy as record_copy
from goodoffices.record import perform as performing
from goodoffices.record import views as record_views
from goodoffices.record.acts import Called, NotThere, Refused
from goodoffices.record.models import Book, Checkpoint, Entry, Recorded, Retry
from goodoffices.record.source import Draw
from tests.noninterference.leaks import late, seed
from tests.noninterference.members import Setting


@seed("idris", "record/.*copy.*odd book")
def an_export_that_asks_for_an_id_alone() -> Iterator[None]:
    """A download looks the book up by its id: who would know it?"""

    def any_book(seat: Any, id: str) -> tuple[Any, int]:
        found = Book.objects.filter(id=id).first()
        if found is None:
            raise NotThere
        return found, 1

    with (
        patch.object(record_views, "readable", any_book),
        patch.object(record_copy, "copy_for", lambda seat, book: record_copy.copy(book)),
    ):
        yield


@seed("idris", "entries$", while_played=True)
def ids_in_a_row() -> Iterator[None]:
    """Ids that count up: the gap between two of one's own tells how many others were drawn."""
    count = iter(range(10**6))

    def id(self: Draw, slot: str = "id") -> str:
        return f"id{Entry.objects.count():06d}x{next(count):06d}"

    with patch.object(Draw, "id", id):
        yield


@seed("idris", "entries$", while_played=True)
def one_clock_for_all_books() -> Iterator[None]:
    """No entry is dated before any other of the process: a busy caucus pushes the plenary's clock on."""
    honest = Draw.now

    def now(self: Draw) -> str:
        latest = Book.objects.order_by("-last_at").values_list("last_at", flat=True).first() or ""
        return max(honest(self), latest)

    with patch.object(Draw, "now", now):
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


@seed("idris", "record/.*copy")
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


@seed("idris", "copy/?$")
def checkpoints_of_others() -> Iterator[None]:
    """A copy names the host's earlier checkpoints: all of them."""

    def earlier(book: Any, *given: Any) -> list[str]:
        books = Book.objects.filter(register=book.register).order_by("id")
        return [
            *Checkpoint.objects.filter(book__in=books).values_list("note", flat=True),
            *[str(b.head) for b in books],
        ]

    with patch.object(record_copy, "earlier", earlier):
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


@seed("idris", "rooms$|rooms/.*room.*/$", while_played=True, visited=True)
def an_answer_remembered_for_whoever_asks_next() -> Iterator[None]:
    """What is cached is known by the question, and neither by the versions of books nor by who reads them."""
    kept: dict[Any, Any] = {}

    def remembered(memory: Any, reader: Any, what: Any, read: Callable[[], Any], *tables: Any) -> Any:
        key = (connection.settings_dict["NAME"], reader.process_id, what[0])
        if " " in what[0] or what[0].startswith("goodoffices.process."):  # a part of a page; who sits where
            return read()
        if key not in kept:
            kept[key] = read()
        return kept[key]

    with patch.object(record_cache, "_remembered", remembered):
        yield


@late("copy$")
def a_copy_that_is_whole() -> Iterator[None]:
    """Pages keep to the admission; the copy does not."""
    with patch.object(record_api, "copy_for", lambda seat, book: record_copy.copy(book)):
        yield


@late("/record/.*/$|minutes")
def an_earlier_title_in_a_sentence() -> Iterator[None]:
    """A later entry is put into words for everybody alike. (We had this one.)"""
    with patch.object(Called, "to", lambda self, reader: self.name):
        yield


@late("copy$")
def when_a_book_had_rested() -> Iterator[None]:
    """A copy names every checkpoint that was kept, and one is kept where a book has rested for an hour. (We had this one.)"""
    honest = record_copy.earlier
    with patch.object(record_copy, "earlier", lambda book, *given: honest(book)):
        yield
