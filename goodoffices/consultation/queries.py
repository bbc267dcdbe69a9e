"""What a room's page needs to know: who reads here, what was said, what is unread."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.agenda.models import Issue
from goodoffices.consultation.models import (
    PAGE,
    Amendment,
    Mention,
    ReadMark,
    Room,
    Statement,
    Striking,
    Unbinding,
    room_of,
    rooms_of,
)
from goodoffices.process.audience import is_delegation, is_table, readers_of
from goodoffices.process.audience_in_words import book_in_words, readers_in_words
from goodoffices.process.extensions import Place as PlaceToGo
from goodoffices.process.models import Seat, parties_by_name, seat_under, seats_by_number
from goodoffices.record import sql
from goodoffices.record.acts import NotThere
from goodoffices.record.cache import cached
from goodoffices.record.memory import Memory
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope
from goodoffices.record.things import with_subjects

# house: kept between requests: which issues a statement names: its own entry said so, and that never changes
_named: Memory[tuple[str, ...]] = Memory(20_000)


class Place(NamedTuple):
    """A statement, as far as a page has to know it to find its piece."""

    id: str
    number: int
    changed: int
    seat_id: str


def places_of(rows: Any) -> list[Place]:
    return [Place(*row) for row in rows.values_list(*Place._fields)]


def said_in(seat: Seat, room: str, before: int | None = None) -> list[Place]:
    """The latest statements of a room below the number `before`, oldest first."""
    rows = Statement.objects.seen_by(seat).filter(book=room)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return places_of(rows.order_by("-number")[:PAGE])[::-1]


def issues_named(scope: Scope, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By statement, the issues that it names. Who reads a statement reads its mentions: one entry made them all."""
    found = {id: _named.get(id) for id in ids}
    unknown = [id for id, issues in found.items() if issues is None]
    mentions = scope(Mention).filter(statement__in=unknown).values_list("statement_id", "about_id").order_by("id")
    return {id: issues for id, issues in found.items() if issues is not None} | _remembered(unknown, mentions)


def _remembered(statements: list[str], mentions: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    read: dict[str, list[str]] = {id: [] for id in statements}
    for id, issue in mentions:
        read[id].append(issue)
    return {id: _named.put(id, tuple(issues)) for id, issues in read.items()}


def statements_seen_by(seat: Seat) -> Any:
    return with_names(Statement.objects.seen_by(seat))


def with_names(statements: Any) -> Any:
    """The same rows, each with what its partial names."""
    return statements.select_related("seat", "party", "answers__book", "book", "conveyed_for")


def speaker_of(entry: Entry) -> Seat | None:
    """Whose statement an entry is: for its piece of the page, which names them only as far as the entry does."""
    return seat_under(entry.process_id, entry.table_version, entry.actor)


def with_related(statements: list[Statement], scope: Scope) -> list[Statement]:
    """The same statements, each with `amendments`, `striking`, `unbinding`, `mentions` and `titled` as its partial shows them."""
    changed = [statement.id for statement in statements if statement.state != "standing"]
    amendments = _by_statement(scope(Amendment).filter(statement__in=changed))
    strikings = _by_statement(scope(Striking).filter(statement__in=changed))
    unbound = [statement.id for statement in statements if statement.state == "unbound"]
    unbindings = _by_statement(scope(Unbinding).filter(statement__in=unbound)) if unbound else {}
    naming = [statement.id for statement in statements if _named.get(statement.id) != ()]
    named = list(scope(Mention).filter(statement__in=naming).select_related("about__book").order_by("id"))
    _remembered(naming, [(mention.statement_id, mention.about_id) for mention in named])
    known = {mention.id for mention in with_subjects(named, scope)}
    mentions = _by_statement(named)
    for statement in statements:
        statement.amendments = amendments.get(statement.id, [])
        statement.striking = (strikings.get(statement.id) or [None])[0]
        statement.unbinding = (unbindings.get(statement.id) or [None])[0]
        statement.mentions = mentions.get(statement.id, [])
        statement.titled = all(mention.id in known for mention in statement.mentions)
    return statements


def _by_statement(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.statement_id, []).append(row)
    return found


def who_reads(seat: Seat, room: Room) -> dict[str, Any]:
    """Who will read what is said in this room: one phrase, the names in it, and the seats themselves."""
    return dict(readers_in(seat, room.id))


@cached
def why_silent(seat: Seat) -> str:
    """What stands in place of the composer for whoever listens."""
    if seat.role == "observer":
        return _("You are an observer: you read what is said here, and do not write. To be heard, ask the third party.")
    if seat.interprets:
        return _("You are an interpreter: here you put into words what others say, and do not write for yourself.")
    return ""


def readers_in(seat: Seat, id: str) -> dict[str, Any]:
    """The same, by the id of the room. Nobody changes it."""
    room = room_of(seat, id)
    if room is None:
        raise NotThere
    audience = room.book.audience
    seats = readers_of(room.id, [other for other in seats_by_number(seat) if other.left is None])
    if is_table(audience):
        names = _sides(seat, seats)
    else:
        names = [other.name for other in seats] + ([_("not even the mediator")] if is_delegation(audience) else [])
    return {
        "phrase": readers_in_words(room.kind, room.party_name),
        "names": names,
        "seats": seats,
        "party": room.party,
    }


def _sides(seat: Seat, seats: list[Seat]) -> list[str]:
    """The plenary's readers, side by side: naming each would be a list, not a sentence."""
    parties = [party.name for party in parties_by_name(seat) if party.left is None]
    names = [_("all of %(party)s") % {"party": name} for name in parties] + [_("the third party")]
    observers = sum(1 for other in seats if other.observes)
    if observers:
        names.append(ngettext("%(count)s observer", "%(count)s observers", observers) % {"count": observers})
    return names


def unread(seat: Seat, rooms: list[Room]) -> dict[str, int]:
    """How many statements of each room the seat has not read yet, its own left out."""
    read = read_marks(seat)
    return _unread(seat, tuple([(room.id, read.get(room.id, 0)) for room in rooms]))


@cached(per="seat")
def _unread(seat: Seat, read: tuple[tuple[str, int], ...]) -> dict[str, int]:
    # One query per room instead of an OR: each then counts in the index alone, however much is unread.
    of_others = Statement.objects.seen_by(seat).exclude(seat_id=seat.id).order_by()
    counts = [
        of_others.filter(book=room, number__gt=number)
        .values("book_id")
        .annotate(count=Count("*"))
        .values_list("book_id", "count")
        for room, number in read
    ]
    return dict(counts[0].union(*counts[1:], all=True)) if counts else {}


def places(seat: Seat) -> Iterable[PlaceToGo]:
    """The rooms that a seat may go to by name, each with who reads there."""
    for room in rooms_of(seat):
        name = book_in_words(room.kind, room.name, seat.process.field)
        page = reverse("consultation:room", args=[seat.process_id, room.id])
        yield PlaceToGo(_("Rooms"), name, page, readers_in_words(room.kind, room.party_name))


@cached
def issues_seen_by(seat: Seat) -> list[Issue]:
    return list(Issue.objects.seen_by(seat).select_related("book"))


@cached
def issues_to_name(seat: Seat, room: str) -> tuple[tuple[str, str], ...]:
    """The issues that may be named in a room, by id and title."""
    within = seat.shelf()[room].audience
    return tuple([(i.id, i.title) for i in issues_seen_by(seat) if seat.may_cite(i.audience, within=within)])


def read_marks(seat: Seat) -> dict[str, int]:
    """How far the seat has read in each book. In SQL, since every page asks for it."""
    marks = "SELECT book, number FROM consultation_readmark WHERE seat = %s"
    # house: sql: read marks are not recorded
    return seat.once("read marks", lambda: dict(sql.rows(marks, [seat.id])))


# house: writes: how far a seat has read: not recorded
def mark_read(seat: Seat, room: Room, number: int) -> None:
    """Not recorded: what a seat has read is nobody else's business."""
    mark, _made = ReadMark.objects.get_or_create(seat=seat.id, book=room.book.id, defaults={"number": 0})
    if mark.number < min(number, room.book.head):
        ReadMark.objects.filter(pk=mark.pk).update(number=min(number, room.book.head))
