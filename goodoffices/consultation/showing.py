"""Statements as their partial shows them: the same for everyone who may read them, so made once and remembered.

A statement's text, speaker and citations never change; what becomes of it moves its `changed`.
"""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from goodoffices.consultation.models import Statement
from goodoffices.consultation.reading import Scope, dressed, seen_by, with_names
from goodoffices.process.models import Process, Seat
from goodoffices.record.remembering import Memory

TEMPLATE = "consultation/_statement.html"
_shown: Memory[SafeString] = Memory(5_000)


def shown_to(seat: Seat, rows: Any) -> list[tuple[str, int, SafeString]]:
    """The given statements (a query of what the seat sees) by id and number and as HTML, in the query's order."""
    places = list(rows.values_list("id", "changed", "number"))
    known = {id: _shown.get(_key(id, changed, seat.process)) for id, changed, _number in places}
    missing = [id for id, html in known.items() if html is None]
    if missing:
        found = with_names(Statement.objects.seen_by(seat)).filter(id__in=missing)
        known |= _made(found, seen_by(seat), seat.process)
    return [(id, number, known[id] or mark_safe("")) for id, _changed, number in places]


def _made(statements: Iterable[Statement], scope: Scope, process: Process) -> dict[str, SafeString]:
    context = {"process": process.id, "zone": process.zone, "field": process.field}
    return {
        statement.id: _shown.put(
            _key(statement.id, statement.changed, process),
            mark_safe(render_to_string(TEMPLATE, {**context, "statement": statement})),
        )
        for statement in dressed(list(statements), scope)
    }


def _key(id: str, changed: int, process: Process) -> tuple[str, int, str, str, str]:
    return id, changed, process.field, process.zone, get_language() or ""
