"""Where pages show commitments: beside what they come from, and the form that makes one of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodoffices.followup.disputes import on_commitment
from goodoffices.followup.models import Commitment, Ladder
from goodoffices.followup.offering import offers_for
from goodoffices.process.extensions import Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.models import GroundRules, Seat
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, Thing, nouns_of

TEMPLATE = "followup/_beside.html"
#: What weighs a course before it is agreed, and what may come of it.
WEIGHED = ("assessment_sheet", "implication", "judgement", "influences", "variant", "scenario_run", "stakeholder_view",
           "precedent")  # fmt: skip
#: Out of these nobody makes a commitment: they are about one, or about what one would mean.
OWN = ("commitment", "commitment_report", "commitment_finding", "adjustment", "framework", "check", "strategy",
       "public_commitment", "concern", "dispute", "dispute_response", "dispute_finding", "ladder",
       *WEIGHED)  # fmt: skip


def beside_thing(entry: Entry, thing: str) -> list[Fragment]:
    """The commitments that come from a thing, as they are after this entry."""
    rows = _rows(of(entry), [thing])[thing]
    subject = nouns_of(Thing.objects.of(entry).filter(id=thing), of(entry))[thing]
    return beside(entry, subject, "committed", rows, TEMPLATE, _it(subject.sort, thing, rows))


def on_things(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    return {id: Part(TEMPLATE, _it(sort, id, rows)) for id, rows in _rows(seen_by(seat), ids).items()}


def on_rules(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    """Beside ground rules also their annex: the ladder for disputes, beside those in force."""
    rows, ladder = _rows(seen_by(seat), ids), Ladder.objects.seen_by(seat).in_force().select_related("book").first()
    annexed = set(GroundRules.objects.seen_by(seat).filter(id__in=ids, state="in_force").values_list("id", flat=True))
    found = {id: {**_it(sort, id, rows.get(id, [])), "ladder": ladder if id in annexed else None} for id in ids}
    return {
        id: Part("followup/_beside_rules.html", it) for id, it in found.items() if it["commitments"] or it["ladder"]
    }


def _it(sort: str, thing: str, rows: list[Commitment]) -> dict[str, Any]:
    return {"id": thing, "sort": sort, "commitments": rows}


def _rows(scope: Scope, ids: Iterable[str]) -> dict[str, list[Commitment]]:
    found: dict[str, list[Commitment]] = {}
    rows = scope(Commitment).filter(source__in=list(ids)).exclude(state__in=("superseded", "withdrawn"))
    for each in rows.select_related("book", "source").order_by("number"):
        found.setdefault(each.source_id, []).append(each)
    return found


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """To make a commitment of it; of a commitment, what is disputed about it and how to dispute it."""
    if isinstance(subject, Commitment):
        yield Part("followup/_dispute_actions.html", on_commitment(seat, subject))
    if subject.sort not in OWN and (seat.leads or seat.decides) and subject.stands:
        yield Part("followup/_propose.html", {"subject": subject, **offers_for(seat, subject.audience)})
