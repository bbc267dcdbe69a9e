"""Statements as pages and the stream show them: the same for all their readers, so rendered once and cached.

A page and the stream show a statement by one function. Its text, speaker and citations never change; what becomes of it
moves its `changed`. What the issues that it names are called may change, and is not known to all: it is part of what is
remembered.
"""

from collections.abc import Hashable
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from goodoffices.consultation.acts import MakeStatement
from goodoffices.consultation.models import Room, Statement
from goodoffices.consultation.queries import (
    PAGE,
    Place,
    issues_named,
    issues_seen_by,
    readers_in,
    said_in,
    speaker_of,
    with_names,
    with_related,
)
from goodoffices.process.extensions import Part, annotations_on
from goodoffices.process.fragments import Fragment, place_of
from goodoffices.process.models import Process, Seat, process_of
from goodoffices.process.templatetags.extensions import rendered
from goodoffices.record.cache import cached
from goodoffices.record.memory import Memory
from goodoffices.record.models import Entry
from goodoffices.record.scope import of, seen_by
from goodoffices.record.sources import steadfast

TEMPLATE = "consultation/_statement.html"
# house: kept between requests: a statement's piece of the page: the same for all who may read it
_shown: Memory[SafeString] = Memory(5_000)

Titles = (
    tuple[tuple[str, str], ...] | None
)  # the issues that a statement names, with their titles; None if readers may not know them


class Said(NamedTuple):
    """A statement on a page: `whose` only tells a reader's own from others', `html` is what all are shown."""

    id: str
    number: int
    whose: str
    html: SafeString


def said_to(seat: Seat, room: Room, before: int | None = None) -> list[Said]:
    """The latest statements of a room below the number `before`, with what stands beside them."""
    return _said(seat, room.id, before)


@cached
def _said(seat: Seat, room: str, before: int | None) -> list[Said]:
    places = said_in(seat, room, before)
    whose = {place.id: place.seat_id for place in places}
    first = places[0].number if places else 0
    annotated = _annotated(seat, room, first - first % PAGE, before)
    place = place_of(seat.process)
    return [
        Said(id, number, whose[id], mark_safe(html + rendered(annotated.get(id, ()), place)))
        for id, number, html in shown_to(seat, places)
    ]


@cached
def _annotated(seat: Seat, room: str, first: int, before: int | None) -> dict[str, list[Part]]:
    """What stands beside the statements of a room from a number on."""
    rows = Statement.objects.seen_by(seat).filter(book=room, number__gte=first)
    rows = rows.filter(number__lt=before) if before is not None else rows
    with steadfast():  # a statement that comes later has nothing beside it until something comes to stand there
        ids = list(rows.values_list("id", flat=True))
    return annotations_on(seat, "statement", ids)


def who_is_here(seat: Seat, room: Room) -> SafeString:
    """Who reads a room, one by one; whether they are here, the page itself fills in."""
    return _who_is_here(seat, room.id)


@cached
def _who_is_here(seat: Seat, room: str) -> SafeString:
    seats = readers_in(seat, room)["seats"]
    return render_to_string("consultation/_who_is_here.html", {"seats": seats})


def shown_to(seat: Seat, places: list[Place]) -> list[tuple[str, int, SafeString]]:
    """The given statements, which the seat sees, by id and number and as HTML, in the same order."""
    titles = _titles(seat, [place.id for place in places])
    known = {each.id: _shown.get(_key(each.id, each.changed, titles[each.id], seat.process)) for each in places}
    missing = [id for id, html in known.items() if html is None]
    if missing:
        found = with_names(Statement.objects.seen_by(seat)).filter(id__in=missing)
        for row in with_related(list(found), seen_by(seat)):
            known[row.id] = _html(row, titles[row.id], seat.process)
    return [(each.id, each.number, known[each.id] or mark_safe("")) for each in places]


def statement(entry: Entry, id: str) -> list[Fragment]:
    """A statement as it is after this entry: at the end of its room if the entry made it, else in place of what it was.

    Where it names issues by their titles, this is for those who may read all of them; the others get their numbers.
    """
    row, process = _newly_said(entry) or _as_it_is(entry, id), process_of(entry)
    if id == entry.facts.get("id"):
        target, swap = f"#statements-{entry.book_id}", "beforeend"
    else:
        target, swap = f"#statement-{id}", "outerHTML"
    if not row.mentions:
        return [Fragment(row.number, target, swap, _html(row, (), process))]
    names = tuple((mention.about.book_id, mention.about.number) for mention in row.mentions)
    titles = tuple((mention.about_id, mention.subject.title) for mention in row.mentions)
    return [
        Fragment(row.number, target, swap, _html(row, titles, process), names),
        Fragment(row.number, target, swap, _html(row, None, process), names, instead=True),
    ]


def _newly_said(entry: Entry) -> Statement | None:
    """Most statements name nothing else: nothing has to be read for the row that such an entry has made."""
    act = entry.act
    if type(act) is not MakeStatement or act.issues or act.answers:
        return None
    row = Statement(id=entry.id, book=entry.book, number=entry.number, changed=entry.number, **act.said(entry))
    if speaker := speaker_of(entry):
        row.seat, row.party = speaker, speaker.party if row.party_id else None
    row.amendments, row.striking, row.mentions = [], None, []
    return row


def _as_it_is(entry: Entry, id: str) -> Statement:
    (row,) = with_related(list(with_names(Statement.objects.of(entry)).filter(id=id)), of(entry))
    return row


def _titles(seat: Seat, ids: list[str]) -> dict[str, Titles]:
    """By statement, the issues that it names; None unless this seat knows what all of them are called."""
    known = {issue.id: issue.title for issue in issues_seen_by(seat)}
    return {
        id: tuple((issue, known[issue]) for issue in issues) if known.keys() >= set(issues) else None
        for id, issues in issues_named(seen_by(seat), ids).items()
    }


def _html(row: Statement, titles: Titles, process: Process) -> SafeString:
    """A statement's piece of a page, for those who know these titles; made once for all of them."""
    key = _key(row.id, row.changed, titles, process)
    return _shown.get(key) or _shown.put(key, _made(row, titles, process))


def _made(row: Statement, titles: Titles, process: Process) -> SafeString:
    row.titled = titles is not None
    return render_to_string(TEMPLATE, {**place_of(process), "statement": row})


def _key(id: str, changed: int, titles: Titles, process: Process) -> tuple[Hashable, ...]:
    return id, changed, titles, process.field, process.zone, get_language() or ""
