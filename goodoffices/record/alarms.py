"""Alarms: what the clock puts on record at a moment, such as that a silence has run out.

An act sets one as it is applied, under the id of the thing that is to change; whatever ends the wait takes it back. Before
any other act in a book all that is due there is appended, by moment and id, and a thread of the server does the same for
quiet books. Such an entry has no author. Its time is the moment that was set, whenever somebody came to write it down: so
times never go back within a book, and replay takes them from the entry.

A bell rings like an alarm, and no act has set it: what came from outside the record is to be put on it at that moment, such as
the cosignatures of witnesses.
"""

# house: sql: asked before every act: is anything due in this book?

import json
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from goodoffices.record import sql
from goodoffices.record.acts import Act
from goodoffices.record.kinds import KINDS
from goodoffices.record.models import Alarm, Bell, Book, Entry

_DUE = (
    "SELECT id, at, kind, data FROM record_alarm WHERE NOT rung AND book_id = %s AND at <= %s "
    "UNION ALL SELECT '', at, kind, data FROM record_bell WHERE book_id = %s AND at <= %s ORDER BY at, id LIMIT 1"
)
_NEXT = (
    "SELECT MIN(at) FROM "
    "(SELECT MIN(at) AS at FROM record_alarm WHERE NOT rung UNION ALL SELECT MIN(at) FROM record_bell)"
)
_BOOKS = (
    "SELECT DISTINCT b.register_id, b.id FROM (SELECT book_id, at FROM record_alarm WHERE NOT rung "
    "UNION ALL SELECT book_id, at FROM record_bell) a JOIN record_book b ON b.id = a.book_id "
    "WHERE a.at <= %s AND (%s = '' OR b.register_id = %s) ORDER BY b.register_id, b.id"
)


class ByTheClock(Act):
    """An act that the clock does, and nobody else. Its `apply` stops the alarm that it was set by."""

    only_entailed: ClassVar[bool] = True

    def hides_author(self, seat: Any) -> bool:
        return True


def set_alarm(entry: Entry, thing: str, act: ByTheClock, at: str) -> None:
    """Let the clock do `act` about a thing at a moment, as the record writes moments."""
    Alarm.make(entry, id=thing, at=at, kind=act.kind, data=act.asked())


def reset_alarm(entry: Entry, thing: str, act: ByTheClock, at: str) -> None:
    """The same, where one may have been set for this thing before: it rings at the new moment, and only then."""
    values = {"at": at, "kind": act.kind, "data": act.asked(), "rung": False, "changed": entry.number}
    if not Alarm.objects.of(entry).filter(id=thing).update(**values):
        set_alarm(entry, thing, act, at)


def stop_alarm(entry: Entry, thing: str) -> None:
    """It has rung, or what it was set for has been settled otherwise."""
    Alarm.objects.of(entry).filter(id=thing, rung=False).update(rung=True, changed=entry.number)


def hang_bell(book: Book, act: ByTheClock, at: str) -> None:
    """Let the clock do `act` in a book at a moment, unless a bell hangs there already."""
    Bell.objects.get_or_create(book_id=book.id, defaults={"at": at, "kind": act.kind, "data": act.asked()})


def take_down_bell(book: Book) -> None:
    """It has rung."""
    Bell.objects.filter(book_id=book.id).delete()


class Clock(NamedTuple):
    """Who does such an act: in the place of a seat, and none."""

    process_id: str
    id: str = ""


class Due(NamedTuple):
    """What is due: the thing that it was set for (a bell: none), since when, and the act."""

    thing: str
    at: str
    act: Act


def first_due(book: str, now: str) -> Due | None:
    """What is to be done first of all that is due in a book at a moment."""
    row = sql.row(_DUE, [book, now, book, now])
    if row is None:
        return None
    thing, at, kind, data = row
    return Due(thing, at, KINDS[kind].model_validate(json.loads(data)))


def books_due(now: str, process: str = "") -> Mapping[str, list[str]]:
    """By process, of one or of all, the books in which something is due at a moment."""
    found: dict[str, list[str]] = {}
    for where, book in sql.rows(_BOOKS, [now, process, process]):
        found.setdefault(where, []).append(book)
    return found


def next_due() -> str:
    """When the next alarm rings on this host; empty if none is set."""
    row = sql.row(_NEXT, [])
    return (row[0] or "") if row else ""
