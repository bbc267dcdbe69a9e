"""Where pages show decisions: beside what they are about, and the form that puts something to one."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodoffices.decisions.deciding import may_put, subject_of
from goodoffices.decisions.models import Decision
from goodoffices.decisions.views import methods_of
from goodoffices.process.extensions import Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun

TEMPLATE = "decisions/_beside.html"


def beside_thing(entry: Entry, thing: str) -> list[Fragment]:
    """The decisions on a thing, as they are after this entry."""
    rows = _rows(of(entry), [thing])[thing]
    subject = subject_of(rows[0], of(entry))
    return beside(entry, subject, "decided", rows, TEMPLATE, _it(subject.sort, thing, rows))


def on_things(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    return {id: Part(TEMPLATE, _it(sort, id, rows)) for id, rows in _rows(seen_by(seat), ids).items()}


def _it(sort: str, thing: str, rows: list[Decision]) -> dict[str, Any]:
    return {"id": thing, "sort": sort, "decisions": rows}


def _rows(scope: Scope, ids: Iterable[str]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    rows = scope(Decision).filter(subject__in=list(ids)).select_related("book", "subject").order_by("number")
    for each in rows:
        found.setdefault(each.subject_id, []).append(each)
    return found


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """To put its wording to the parties."""
    if subject.sort in (Decision.sort, "explanation") or not may_put(seat, "consent") or not subject.stands:
        return []
    return [Part("decisions/_put.html", {"subject": subject, "methods": methods_of(seat)})]
