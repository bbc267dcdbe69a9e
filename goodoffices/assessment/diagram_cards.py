"""Diagrams side by side: how large each is, who judged how much of it, and what was run last."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Max, Min

from goodoffices.assessment.models import Influences, Run, Section, Variant
from goodoffices.assessment.scenario_queries import in_order, runs_read
from goodoffices.process.models import Seat


@dataclass
class Counted:
    """How much one judge judged; those who are not named are taken together."""

    row: Section  # says how the judge is named
    mine: bool
    count: int


@dataclass
class Card:
    """A diagram among others. `last`: its last run that was not cancelled."""

    influences: Influences
    descriptors: int
    pairs: int
    judges: list[Counted]
    last: Run | None


def cards(seat: Seat) -> list[Card]:
    """Every diagram that the seat reads; six statements, however many there are."""
    found = list(Influences.objects.seen_by(seat).select_related("book").order_by("number"))
    owners: dict[str, Counter[str]] = {}
    for id, descriptor in Variant.objects.seen_by(seat).values_list("influences_id", "descriptor_id"):
        owners.setdefault(id, Counter())[descriptor] += 1
    judges = _counted(seat)
    runs = runs_read(seat).exclude(state="cancelled")
    last = {row.influences_id: row for row in runs.order_by("at", "number")}
    return [
        Card(
            each,
            len(owners.get(each.id, ())),
            _pairs(owners.get(each.id, Counter())),
            judges.get(each.id, []),
            last.get(each.id),
        )
        for each in found
    ]


def _counted(seat: Seat) -> dict[str, list[Counted]]:
    """By diagram. What a judge says in several rooms of one section is counted once, as the most of them: no judgement is loaded."""
    judge = ("influences", "seat", "named", "party")
    groups = Section.objects.seen_by(seat).current().order_by().values(*judge, "source", "target")
    counts: dict[tuple[str, tuple[str, ...]], dict[tuple[str, str], int]] = {}
    first: dict[tuple[str, tuple[str, ...]], tuple[int, str]] = {}
    for each in groups.annotate(most=Max("count"), begun=Min("number"), some=Min("id")):
        mine = each["seat"] == seat.id
        who = ("seat", each["seat"]) if mine or each["named"] == "seat" else (each["named"], each["party"] or "")
        key, section = (each["influences"], who), (each["source"], each["target"])
        told = counts.setdefault(key, {})
        told[section] = max(told.get(section, 0), each["most"])
        first[key] = min(first.get(key, (each["begun"], each["some"])), (each["begun"], each["some"]))
    rows = Section.objects.seen_by(seat).select_related("book", "seat", "party").defer("cells")
    named = rows.in_bulk([id for _begun, id in first.values()])
    found: dict[str, list[Counted]] = {}
    for (diagram, _who), (_begun, id) in sorted(first.items(), key=lambda item: item[1]):
        row = named[id]
        counted = sum(counts[diagram, _who].values())
        found.setdefault(diagram, []).append(Counted(row, row.seat_id == seat.id, counted))
    return {id: sorted(judges, key=in_order) for id, judges in found.items()}


def _pairs(sizes: Counter[str]) -> int:
    every = sizes.total()
    return sum(size * (every - size) for size in sizes.values())
