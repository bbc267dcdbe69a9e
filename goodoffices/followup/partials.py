"""Where pages show commitments: beside what they come from, and the form that makes one of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodoffices.followup.models import Commitment
from goodoffices.followup.offering import offers_for
from goodoffices.process.extensions import Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, Thing, nouns_of

TEMPLATE = "followup/_beside.html"
#: Out of these nobody makes a commitment: they are about one.
OWN = ("commitment", "commitment_report", "commitment_finding", "adjustment", "framework", "check", "strategy",
       "public_commitment", "concern", "dispute", "ladder")  # fmt: skip


def beside_thing(entry: Entry, thing: str) -> list[Fragment]:
    """The commitments that come from a thing, as they are after this entry."""
    rows = _rows(of(entry), [thing])[thing]
    subject = nouns_of(Thing.objects.of(entry).filter(id=thing), of(entry))[thing]
    return beside(entry, subject, "committed", rows, TEMPLATE, _it(subject.sort, thing, rows))


def on_things(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    return {id: Part(TEMPLATE, _it(sort, id, rows)) for id, rows in _rows(seen_by(seat), ids).items()}


def _it(sort: str, thing: str, rows: list[Commitment]) -> dict[str, Any]:
    return {"id": thing, "sort": sort, "commitments": rows}


def _rows(scope: Scope, ids: Iterable[str]) -> dict[str, list[Commitment]]:
    found: dict[str, list[Commitment]] = {}
    rows = scope(Commitment).filter(source__in=list(ids)).exclude(state__in=("superseded", "withdrawn"))
    for each in rows.select_related("book", "source").order_by("number"):
        found.setdefault(each.source_id, []).append(each)
    return found


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """To make a commitment of it."""
    if subject.sort not in OWN and (seat.leads or seat.decides) and subject.stands:
        yield Part("followup/_propose.html", {"subject": subject, **offers_for(seat, subject.audience)})
