"""What a room's page needs to know: who reads here, what was said, what is unread."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from goodoffices.agenda.models import Issue
from goodoffices.consultation.models import Amendment, Mention, ReadMark, Room, Statement, Striking
from goodoffices.process.models import Membership, Party, Seat, seat_as_it_stands
from goodoffices.record.models import Entry
from goodoffices.record.standing import until_it_grows, while_it_stands

PAGE = 100
Scope = Callable[[Any], Any]  # a table → its rows, for one reader or one entry


def said_in(seat: Seat, room: str, before: int | None = None) -> Any:
    """The latest statements of a room below the number `before`, oldest first."""
    rows = Statement.objects.seen_by(seat).filter(book=room)
    if before is not None:
        rows = rows.filter(number__lt=before)
    numbers = rows.order_by("-number").values_list("number", flat=True)[:PAGE]
    first = min(numbers, default=0)
    return rows.filter(number__gte=first).order_by("number")


def statements_seen_by(seat: Seat) -> Any:
    return with_names(Statement.objects.seen_by(seat))


def with_names(statements: Any) -> Any:
    """The same rows, each with what its partial names."""
    return statements.select_related("seat", "party", "answers__book", "book", "conveyed_for")


def speaker_of(entry: Entry) -> Seat | None:
    """Whose statement an entry is: for its piece of the page, which names them only as far as the entry does."""
    return seat_as_it_stands(entry.process_id, entry.standing, entry.actor)


def seen_by(seat: Seat) -> Scope:
    return lambda model: model.objects.seen_by(seat)


def with_related(statements: list[Statement], scope: Scope) -> list[Statement]:
    """The same statements, each with `amendments`, `striking`, `mentions` and `titled` as its partial shows them."""
    ids = [statement.id for statement in statements]
    amendments = _by_statement(scope(Amendment).filter(statement__in=ids))
    strikings = _by_statement(scope(Striking).filter(statement__in=ids))
    mentions = _by_statement(scope(Mention).filter(statement__in=ids).select_related("issue__book"))
    named = {mention.issue_id for each in mentions.values() for mention in each}
    known = set(scope(Issue).filter(id__in=named).values_list("id", flat=True)) if named else set()
    for statement in statements:
        statement.amendments = amendments.get(statement.id, [])
        statement.striking = (strikings.get(statement.id) or [None])[0]
        statement.mentions = mentions.get(statement.id, [])
        statement.titled = all(mention.issue_id in known for mention in statement.mentions)
    return statements


def _by_statement(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.statement_id, []).append(row)
    return found


def who_reads(seat: Seat, room: Room) -> dict[str, Any]:
    """Who will read what is said in this room: one phrase, the names in it, and the seats themselves."""
    return dict(_who_reads(seat, room, get_language()))


@while_it_stands
def _who_reads(seat: Seat, room: Room, _language: str | None) -> dict[str, Any]:
    everyone = list(Seat.objects.seen_by(seat).seated().select_related("party", "process").order_by("number", "id"))
    seats = [other for other in everyone if _reads(other, room, seat)]
    names = [other.name for other in seats]
    if room.kind == "plenary":
        return {"phrase": _("Everyone at the table"), "names": _sides(seat, seats), "seats": seats}
    if room.kind == "caucus":
        phrase = _("Only %(party)s and the third party") % {"party": room.party_name}
    elif room.kind == "delegation":
        phrase = _("Only your own delegation")
        names.append(_("not even the mediator"))
    elif room.kind == "third_party":
        phrase = _("Only the third party")
    else:
        members = Membership.objects.seen_by(seat).filter(book=room.book, left__isnull=True)
        members = members.select_related("seat__party", "seat__process").order_by("seat__number", "seat_id")
        seats = [member.seat for member in members if member.seat.left is None]
        phrase, names = _("Only the task force"), [other.name for other in seats]
    return {"phrase": phrase, "names": names, "seats": seats, "party": room.party}


def _reads(other: Seat, room: Room, seat: Seat) -> bool:
    """Whether another seat reads a room which this one reads, too."""
    if room.kind == "plenary":
        return other.speaks or bool(seat.rules and seat.rules.observers)
    ours = room.party is not None and other.party_id == room.party.id
    return other.third if room.kind == "third_party" else ours or (room.kind == "caucus" and other.third)


def _sides(seat: Seat, seats: list[Seat]) -> list[str]:
    """The plenary's readers, side by side: naming each would be a list, not a sentence."""
    parties = [party.name for party in Party.objects.seen_by(seat).order_by("name")]
    names = [_("all of %(party)s") % {"party": name} for name in parties] + [_("the third party")]
    observers = sum(1 for other in seats if not other.speaks)
    if observers:
        names.append(ngettext("%(count)s observer", "%(count)s observers", observers) % {"count": observers})
    return names


def unread(seat: Seat, rooms: list[Room]) -> dict[str, int]:
    """How many statements of each room the seat has not read yet, its own left out."""
    read = read_marks(seat)
    return _unread(seat, seat.id, tuple([(room.id, read.get(room.id, 0)) for room in rooms]))


@until_it_grows
def _unread(seat: Seat, who: str, read: tuple[tuple[str, int], ...]) -> dict[str, int]:
    later = Q()
    for room, number in read:
        later |= Q(book=room, number__gt=number)
    rows = Statement.objects.seen_by(seat).filter(later).exclude(seat_id=who)
    return dict(rows.order_by().values("book_id").annotate(count=Count("id")).values_list("book_id", "count"))


@while_it_stands
def issues_seen_by(seat: Seat) -> list[Issue]:
    return list(Issue.objects.seen_by(seat).select_related("book"))


@while_it_stands
def issues_to_name(seat: Seat, room: Room) -> tuple[tuple[str, str], ...]:
    """The issues that may be named in a room, by id and title."""
    within = room.book.audience
    return tuple([(i.id, i.title) for i in issues_seen_by(seat) if seat.may_cite(i.audience, within=within)])


def read_marks(seat: Seat) -> dict[str, int]:
    """How far the seat has read in each book. In SQL, since every page asks for it."""
    # house: sql: read marks are not recorded
    with connection.cursor() as cursor:
        cursor.execute("SELECT book, number FROM consultation_readmark WHERE seat = %s", [seat.id])
        return dict(cursor.fetchall())


# house: writes: how far a seat has read: not recorded
def mark_read(seat: Seat, room: Room, number: int) -> None:
    """Not recorded: what a seat has read is nobody else's business."""
    mark, _made = ReadMark.objects.get_or_create(seat=seat.id, book=room.book.id, defaults={"number": 0})
    if mark.number < min(number, room.book.head):
        ReadMark.objects.filter(pk=mark.pk).update(number=min(number, room.book.head))
