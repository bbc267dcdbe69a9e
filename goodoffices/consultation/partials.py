"""Statements as their partial shows them: the same for everyone who may read them, so made once and remembered.

A statement's text, speaker and citations never change; what becomes of it moves its `changed`. What the issues that it
names are called may change, and is not known to all: it is part of what is remembered.
"""

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from goodoffices.consultation.models import Mention, Room, Statement
from goodoffices.consultation.queries import (
    Scope,
    issues_seen_by,
    said_in,
    seen_by,
    who_reads,
    with_names,
    with_related,
)
from goodoffices.process.extensions import things_beside
from goodoffices.process.models import Process, Seat
from goodoffices.process.templatetags.extensions import rendered
from goodoffices.record.memory import Memory
from goodoffices.record.standing import until_it_grows, while_it_stands

TEMPLATE = "consultation/_statement.html"
# house: kept between requests: a statement's piece of the page: the same for all who may read it
_shown: Memory[SafeString] = Memory(5_000)

Titles = dict[str, tuple[tuple[str, str | None], ...]]


class Said(NamedTuple):
    """A statement on a page: `whose` only tells a reader's own from others', `html` is what all are shown."""

    id: str
    number: int
    whose: str
    html: SafeString


def said_to(seat: Seat, room: Room, before: int | None = None) -> list[Said]:
    """The latest statements of a room below the number `before`, with what stands beside them."""
    return _said(seat, room.id, before, get_language())


@until_it_grows
def _said(seat: Seat, room: str, before: int | None, _language: str | None) -> list[Said]:
    rows = said_in(seat, room, before)
    shown, whose = shown_to(seat, rows), dict(rows.values_list("id", "seat_id"))
    besides = things_beside(seat, "statement", [id for id, _number, _html in shown])
    place = {"process": seat.process_id, "zone": seat.process.zone, "field": seat.process.field}
    return [
        Said(id, number, whose[id], mark_safe(html + rendered(besides.get(id, ()), place)))
        for id, number, html in shown
    ]


def who_is_here(seat: Seat, room: Room) -> SafeString:
    """Who reads a room, one by one; whether they are here, the page itself fills in."""
    return _who_is_here(seat, room, get_language())


@while_it_stands
def _who_is_here(seat: Seat, room: Room, _language: str | None) -> SafeString:
    seats = who_reads(seat, room)["seats"]
    return render_to_string("consultation/_who_is_here.html", {"seats": seats})


def shown_to(seat: Seat, rows: Any) -> list[tuple[str, int, SafeString]]:
    """The given statements (a query of what the seat sees) by id and number and as HTML, in the query's order."""
    places = list(rows.values_list("id", "changed", "number"))
    titles = _titles(seat, [id for id, _changed, _number in places])
    known = {id: _shown.get(_key(id, changed, titles, seat.process)) for id, changed, _number in places}
    missing = [id for id, html in known.items() if html is None]
    if missing:
        found = with_names(Statement.objects.seen_by(seat)).filter(id__in=missing)
        known |= _made(found, titles, seen_by(seat), seat.process)
    return [(id, number, known[id] or mark_safe("")) for id, _changed, number in places]


def _titles(seat: Seat, ids: list[str]) -> Titles:
    """By statement, the issues that it names, each with its title as far as this seat knows it."""
    known = {issue.id: issue.title for issue in issues_seen_by(seat)}
    found: Titles = {}
    named = Mention.objects.seen_by(seat).filter(statement__in=ids).order_by("id")
    for statement, issue in named.values_list("statement_id", "issue_id"):
        found[statement] = (*found.get(statement, ()), (issue, known.get(issue)))
    return found


def _made(statements: Iterable[Statement], titles: Titles, scope: Scope, process: Process) -> dict[str, SafeString]:
    context = {"process": process.id, "zone": process.zone, "field": process.field}
    return {
        statement.id: _shown.put(
            _key(statement.id, statement.changed, titles, process),
            mark_safe(render_to_string(TEMPLATE, {**context, "statement": statement})),
        )
        for statement in with_related(list(statements), scope)
    }


def _key(id: str, changed: int, titles: Titles, process: Process) -> tuple[Hashable, ...]:
    return id, changed, titles.get(id, ()), process.field, process.zone, get_language() or ""
