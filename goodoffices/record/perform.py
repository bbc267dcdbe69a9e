"""The one way in: an act is allowed, checked, drawn, sealed, appended and applied in one transaction."""

# house: record read: the way in, inside the lock

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from goodoffices.engines import ledger
from goodoffices.record.acts import Act, Names, NotThere, OtherBody, Refused, Stale
from goodoffices.record.alarms import Clock, Due, books_due, first_due, take_down_bell
from goodoffices.record.announce import Grown, announce
from goodoffices.record.appending import append, locked, remember_retry
from goodoffices.record.audience import Audience
from goodoffices.record.checkpoints import keep_checkpoint
from goodoffices.record.host_clock import demand_right
from goodoffices.record.models import Book, Entry, Recorded, Register, Retry
from goodoffices.record.office import demand_conditions, entailed_by_offices
from goodoffices.record.source import Draw, now_in, source
from goodoffices.record.writing import one_writer, write


@dataclass(frozen=True)
class IfUnchangedSince:
    """The head of a book when a form was drawn."""

    book: str
    number: int


@dataclass(frozen=True)
class Done:
    """What an act came to; `repeated` if a retry found it done already."""

    entry: Entry
    repeated: bool = False


def perform(act: Act, seat: Any, key: str | None = None, seen: IfUnchangedSince | None = None) -> Done:
    """Do `act` as `seat`; raises NotThere, OtherBody, Stale or Refused, in this order, and then nothing has happened."""
    if act.only_entailed:
        raise NotThere
    return write(partial(_perform, act, seat, key, seen))


def _perform(act: Act, seat: Any, key: str | None, seen: IfUnchangedSince | None) -> Done:
    demand_right()
    register, retry = locked(seat.process_id, seat.id, key)
    seat = seat.again()  # the seat may have been removed while we waited for the lock
    book, things = _placed(act, seat)

    asked = _asked(act) if key else b""
    if retry:
        return _done_before(asked, retry)
    if book and _ring(book, register):
        seat = seat.again()
        book, things = _placed(act, seat)
    _demand_all(act, seat, book, things, seen)

    entry = _append(act, seat, book, register)
    if key:
        remember_retry(seat.id, key, asked, entry)
    return Done(entry)


def rehearse(act: Act, seat: Any, seen: IfUnchangedSince | None = None) -> None:
    """Raise what `perform` would before it draws anything; nothing is locked, and nothing is written."""
    _demand_all(act, seat, *_placed(act, seat), seen)


def _placed(act: Act, seat: Any) -> tuple[Book | None, list[Recorded]]:
    """The book that the act goes into, if it does not open it itself, and the rows that it names."""
    book = None if act.opens_own_book else _book(act, seat)
    if book is None and not act.allowed(seat):
        raise NotThere
    return book, _things(act, seat)


def _demand_all(act: Act, seat: Any, book: Book | None, things: list[Recorded], seen: IfUnchangedSince | None) -> None:
    _not_stale(act, things, seen)
    _only_up(things, book.audience if book else act.audience(seat), str(book or ""), seat)
    demand(act, seat)
    demand_conditions(seat, act)


def demand(act: Act, seat: Any) -> None:
    """Raise Refused unless this seat may do `act` now, as it is."""
    act.possible(seat)
    act.check(seat)


def ring(now: str, process: str = "") -> None:
    """Append what is due at a moment, so that quiet books do not wait for an act: of one process, or of all, each in a
    transaction of its own. What fails in one is nothing to the others, and is raised once all have been tried."""
    demand_right()
    failed: list[Exception] = []
    for where, books in books_due(now, process).items():
        try:
            write(partial(_ring_in, where, books))
        except Exception as problem:
            failed.append(problem)
    if failed:
        raise failed[0]


def answer_for_the_host(act: Act, book: Book) -> Entry:
    """Append what the host has worked out in a book, as nobody's act: raises Refused where it is not wanted any more. What was
    worked out is drawn by the act."""
    return write(partial(_answer, act, book.id, book.register_id))


def _answer(act: Act, book: str, process: str) -> Entry:
    demand_right()
    register, _retry = locked(process, "", None)
    found = Book.objects.get(id=book)
    _ring(found, register)
    act.possible(Clock(process))
    return _append(act, Clock(process), found, register)


def found(act: Act, founder: Any) -> Entry:
    """The first entry of a new process: its own register and first book come into being with it."""
    with one_writer():
        draw = Draw(source(), f"founding/{founder.place}", 1)
        facts = act.draw(draw, founder)
        register = Register.objects.create(process=facts["id"])
        _open(act, facts, register)
        book = Book.objects.get(register=register, kind=act.audience(founder).kind)
        return _seal(act, founder, book, register, facts)


def _book(act: Act, seat: Any) -> Book:
    audience = act.audience(seat)
    # Inside the lock nobody else writes: the seat's own shelf is current, and `_seal` keeps it so.
    book = seat.shelf().of(audience)
    # Some acts write to a book that their actor does not read, e.g. to welcome a task force; who has left does not.
    if book is None and not seat.ended():
        book = Book.objects.filter(register_id=seat.process_id, kind=audience.kind, key=audience.key).first()
    if book is None or not act.allowed(seat):
        raise NotThere
    return book


def _things(act: Act, seat: Any) -> list[Recorded]:
    """The rows that the act names, as far as this seat sees them."""
    wanted: dict[str, tuple[Names, list[str]]] = {}
    for names, id in act.named():
        wanted.setdefault(names.label, (names, []))[1].append(id)
    rows: list[Recorded] = []
    for names, ids in wanted.values():
        found = names.rows(seat, ids)
        if set(ids) - set(found):
            raise NotThere
        rows += [found[id] for id in dict.fromkeys(ids)]
    return rows


def _done_before(asked: bytes, retry: Retry) -> Done:
    if bytes(retry.asked) != asked:
        raise OtherBody
    return Done(Entry.objects.get(book=retry.book_id, number=retry.number), repeated=True)


def _asked(act: Act) -> bytes:
    return hashlib.sha256(ledger.canonical({"kind": act.kind, "data": act.asked()})).digest()


def _not_stale(act: Act, things: list[Recorded], seen: IfUnchangedSince | None) -> None:
    for thing in things:
        if seen and thing.book_id == seen.book and act.overtaken(thing, seen.number):
            raise Stale(thing)


def _only_up(things: list[Recorded], audience: Audience, name: str, seat: Any) -> None:
    for thing in things:
        if not seat.may_cite(thing.audience, within=audience):
            raise Refused(
                _(
                    "“%(book)s” has readers who cannot see what you refer to. Leave the reference out, or table it there first."
                )
                % {"book": name}
            )


def _ring_in(process: str, books: list[str]) -> None:
    register, _retry = locked(process, "", None)
    for book in Book.objects.filter(id__in=books).order_by("id"):
        _ring(book, register)


def _ring(book: Book, register: Register) -> bool:
    """Append what the clock is to do in a book by now; whether there was anything."""
    rang: set[str] = set()
    while due := _due_in(book, register):
        if due.thing in rang:
            raise RuntimeError(f"{due.act.kind} did not stop its alarm")
        rang.add(due.thing)
        _append(due.act, Clock(register.process), book, register, due.at)
        if not due.thing:
            take_down_bell(book)
    return bool(rang)


def _due_in(book: Book, register: Register) -> Due | None:
    now = now_in(book.id, book.head)
    return first_due(book.id, now) if register.rings and register.rings <= now else None


def _append(act: Act, seat: Any, book: Book | None, register: Register, at: str = "") -> Entry:
    """Append an act to its book; without one, to the book that it opens itself. Its time is now, if none is given."""
    tabled = [_append_further(wider, seat, register) for wider in act.tables(seat)]
    place = (book.id, book.head + 1) if book else _place_of_opening(act, seat)
    facts = act.draw(Draw(source(), *place), seat)
    if tabled:
        # Upwards only: the narrower book may point to the wider one.
        facts["tabled"] = [{"book": e.book_id, "number": e.number, "id": e.act.thing(e.facts)} for e in tabled]
    _open(act, facts, register)
    entry = _seal(act, seat, book or Book.objects.get(id=act.opens(facts)[0].id), register, facts, at)

    for further in (*act.entails(seat, entry), *entailed_by_offices(seat, entry)):
        if isinstance(seat, Clock):  # what follows from the clock's acts stands in the same book, at the same moment
            _append(further, seat, entry.book, register, entry.at)
        else:
            _append_further(further, seat, register)
    return entry


def _place_of_opening(act: Act, seat: Any) -> tuple[str, int]:
    """What is drawn before a book has an id: keyed by what is asked and by whom, so that it tells nothing of other books."""
    asked = hashlib.sha256(ledger.canonical({"kind": act.kind, "by": seat.id, "data": act.asked()})).hexdigest()
    alike = [e.data for e in Entry.objects.filter(register=seat.process_id, kind=act.kind, actor=seat.id)]
    return f"opening {asked}", 1 + alike.count(act.asked())


def _append_further(act: Act, seat: Any, register: Register) -> Entry:
    if _ring(book := _book(act, seat), register):
        seat = seat.again()
        book = _book(act, seat)
    demand(act, seat)
    demand_conditions(seat, act)
    return _append(act, seat, book, register)


def _open(act: Act, facts: dict[str, Any], register: Register) -> None:
    for opening in act.opens(facts):
        Book.objects.create(
            id=opening.id, register=register, kind=opening.audience.kind, key=opening.audience.key, name=opening.name
        )


def _seal(act: Act, seat: Any, book: Book, register: Register, facts: dict[str, Any], at: str = "") -> Entry:
    draw = Draw(source(), book.id, book.head + 1)
    by = None if act.hides_author(seat) else seat.id
    at = max(at or draw.now(), book.last_at)
    payload = {"kind": act.kind, "by": by, "at": at, "data": act.asked(), "facts": facts}
    salt = draw.salt()
    commitment = ledger.commitment(salt, payload)

    keep_checkpoint(book, draw.now())
    book.head += 1
    book.last_at = at
    peaks = ledger.Peaks.from_bytes(bytes(book.peaks))
    peaks.append(ledger.leaf(book.id, book.head, commitment))
    book.peaks = peaks.to_bytes()
    register.position += 1
    entry = Entry(
        **payload,
        book=book,
        number=book.head,
        salt=salt,
        commitment=commitment,
        actor=seat.id,
        register=register,
        position=register.position,
    )
    entry.act = act
    row = append(entry)
    act.apply(entry)
    transaction.on_commit(partial(announce, Grown(register.process, book.id, book.head, row)), robust=True)
    return entry
