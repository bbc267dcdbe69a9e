"""Where pages show files: beside what they are about, and the form that attaches one."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodoffices.files.acts import outlasts_now
from goodoffices.files.labels import ACCEPTED
from goodoffices.files.models import File
from goodoffices.process.audience import is_third_party
from goodoffices.process.extensions import Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, nouns_of

TEMPLATE = "files/_beside.html"


def beside_thing(entry: Entry, thing: str) -> list[Fragment]:
    """The files on a thing, as they are after this entry."""
    rows = _rows(of(entry), [thing])[thing]
    subject = nouns_of([rows[0].about], of(entry))[thing]
    return beside(entry, subject, "attached", rows, TEMPLATE, _it(subject.sort, thing, rows))


def on_things(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    return {id: Part(TEMPLATE, _it(sort, id, rows)) for id, rows in _rows(seen_by(seat), ids).items()}


def _it(sort: str, thing: str, rows: list[File]) -> dict[str, Any]:
    return {"id": thing, "sort": sort, "files": rows}


def _rows(scope: Scope, ids: Iterable[str]) -> dict[str, list[File]]:
    found: dict[str, list[File]] = {}
    rows = scope(File).filter(about__in=list(ids)).select_related("book", "about").order_by("number")
    for each in rows:
        found.setdefault(each.about_id, []).append(each)
    return found


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """To attach a file to it."""
    speaks = seat.speaks or (seat.interprets and is_third_party(subject.audience))
    takes = seat.process.takes(subject.audience) or outlasts_now(seat, subject)
    if subject.sort == File.sort or not speaks or not subject.stands or not takes:
        return []
    return [Part("files/_attach.html", {"subject": subject, "languages": LANGUAGES, "accepted": ACCEPTED})]
