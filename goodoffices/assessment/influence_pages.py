"""Diagrams of influences: drawn, judged by section, adopted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from goodoffices.assessment import diagram_cards, heat, pictures, ranges, scenario_queries
from goodoffices.assessment.agreed import name_of
from goodoffices.assessment.choosing import Choice, things_to_choose
from goodoffices.assessment.commentary import minus, paired, signed
from goodoffices.assessment.judged import Drawn, Matrix, adopted, drawn, late_readers, merged, named_otherwise
from goodoffices.assessment.judged import said as cells_of
from goodoffices.assessment.labels import STRENGTHS
from goodoffices.assessment.matrix_files import JOINT, MINE
from goodoffices.assessment.models import Descriptor, Influences, Section, SectionAdoption, Variant
from goodoffices.assessment.renaming import of_diagram
from goodoffices.assessment.rewordings import history
from goodoffices.assessment.run_lists import named, tippings, whose_words
from goodoffices.assessment.sheet_queries import possible_judges
from goodoffices.process.audience import named_how
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.requests import SeatedRequest, number_in

AT_ONCE = 200  # lines that one form may send
MOST_SHOWN = 200  # cells of the joint matrix in each list


@require_safe
def diagrams(request: SeatedRequest, process: str) -> HttpResponse:
    return render(request, "assessment/diagrams.html", {"cards": diagram_cards.cards(request.seat)})


@require_safe
def new(request: SeatedRequest, process: str) -> HttpResponse:
    """The form in which influences are drawn, and the one that brings them in from a file."""
    seat: Seat = request.seat
    return render(request, "assessment/new_influences.html", {"judges": possible_judges(seat)})


@require_safe
def influences(request: SeatedRequest, process: str, influences: str) -> HttpResponse:
    """One diagram: its graph, somebody's judgements as a heat map, what variants come true with, and its runs."""
    seat: Seat = request.seat
    found = visible_or_404(Influences, seat, influences, "book", "seat", "party")
    said = scenario_queries.sections_read(seat, found)
    judges = scenario_queries.by_judge(seat, said)
    choices = scenario_queries.choices(seat, found, judges)
    chosen = _chosen(choices, request.GET.get("whose"))
    matrix, plan = scenario_queries.matrix_of(seat, found, chosen), drawn(seat, found)
    shown = heat.page_of(plan, number_in(request.GET.get("rows")) or 1)
    sections = scenario_queries.sections_of(plan, matrix, shown.sources)
    links, things = scenario_queries.links_of(seat, found), things_to_choose(seat) if seat.speaks else Choice([])
    runs = scenario_queries.runs_of(seat, found)
    whose, tipped = whose_words(seat, runs), tippings(seat, runs, named(plan))
    context = {
        "influences": found,
        "plan": plan,
        "judges": judges,
        "choices": choices,
        "chosen": chosen,
        "judged": len(matrix.cells),
        "missing": plan.pairs - len(matrix.cells),
        "earlier": len(matrix.of_earlier_words({each.id: each for each in plan.all_variants})),
        "heads": [(each, len(plan.variants[each.id])) for each in plan.descriptors],
        "heat": heat.heat_map(plan, matrix, shown),
        "shown": shown,
        "sections": sections,
        "unjudged": [each for each in sections if each.missing],
        "graph": _graph(plan, matrix),
        "links": [(each, name_of(each.subject)) for each in links],
        "runs": [(run, whose[run.id], tipped.get(run.id)) for run in reversed(runs)],
        "others": _others(choices),
        "to_run": _to_run(chosen),
        **_to_ask(seat, found, said),
        "renaming": of_diagram(plan),
        "reworded": history(seat, found),
        **_to_link(plan, things, links),
    }
    return render(request, "assessment/influences.html", context)


def _chosen(choices: Sequence[scenario_queries.Whose], key: str | None) -> scenario_queries.Whose | None:
    """What was asked for, where it may be; else one's own, or the first that there is."""
    return next((each for each in choices if each.key == key), choices[0] if choices else None)


def _to_ask(seat: Seat, found: Influences, said: Sequence[Section]) -> dict[str, Any]:
    """What whoever asks for a run in the diagram's own room should know: what of theirs it leaves out, and who reads it."""
    here = [row for row in said if row.audience == found.audience]
    return {
        "left_out": _left_out(seat, found, said),
        "otherwise": len(merged(named_otherwise(here, seat, found.audience)).cells),
        "influences_named": named_how(seat, found.audience) == "seat",
        "unnamed": any(row.named != "seat" for row in here if row.seat_id == seat.id),
        "late": late_readers(seat, found) if seat.speaks else [],
    }


def _left_out(seat: Seat, found: Influences, said: Sequence[Section]) -> int:
    """How many pairs one judged in narrower rooms, which a run in the diagram’s own room does not count."""
    apart = [row for row in said if row.seat_id == seat.id and row.audience != found.audience]
    return len({(cell["from"], cell["to"]) for row in apart for cell in row.cells})


def _to_run(chosen: scenario_queries.Whose | None) -> dict[str, str | None]:
    """What the form of a run begins with: the judgements that the page shows, of which there are some."""
    if chosen is None or (chosen.judged and chosen.judged.mine):
        return {"whose": MINE, "judge": None}
    return {"whose": MINE, "judge": chosen.key} if chosen.judged else {"whose": JOINT, "judge": None}


def _others(choices: Sequence[scenario_queries.Whose]) -> list[tuple[str, str]]:
    """Other judges by whose judgements a run may be asked: those who are named."""
    return [(each.key, each.judged.row.seat.name) for each in choices if each.judged and not each.judged.mine]


def _to_link(plan: Drawn, things: Choice, links: Sequence[Any]) -> dict[str, Any]:
    """What the form of a link offers; it begins with two that are not linked."""
    known = {(link.variant_id, link.about_id) for link in links}
    first = next(
        ((v, thing) for thing in things.rows for v in plan.all_variants if (v.id, thing.id) not in known), (None, None)
    )
    variants = [(each.id, paired(each.descriptor.name, each.name)) for each in plan.all_variants]
    return {"variant_to_link": first[0], "thing_to_link": first[1], "things": things.options, "variants": variants}


@dataclass(frozen=True)
class Bears:
    """An arrow of the graph in words."""

    bearing: pictures.Bearing
    source: Descriptor
    target: Descriptor


def _graph(plan: Drawn, matrix: Matrix) -> dict[str, Any]:
    """The picture, and its arrows for the table beside it; of a large diagram the strongest alone, which an eye can follow."""
    every = heat.bearings(plan, matrix)
    bearings = every if len(plan.descriptors) <= heat.ALL_DRAWN else heat.strongest(every, len(plan.descriptors))
    told = [Bears(each, plan.descriptors[each.source], plan.descriptors[each.target]) for each in bearings]
    drawing = pictures.graph([each.name for each in plan.descriptors], bearings, get_language_bidi())
    return {"drawing": drawing, "told": told, "in_all": len(every)}


@require_safe
def joint(request: SeatedRequest, process: str, influences: str) -> HttpResponse:
    """What the judges have adopted: alike, differently, or not all of them."""
    seat: Seat = request.seat
    found = visible_or_404(Influences, seat, influences, "book", "seat", "party")
    plan, state = scenario_queries.joint_state(seat, found)
    lists = {name: [each for each in state.cells if each.state == name] for name in ("joint", "differs", "waits")}
    context = {
        "influences": found,
        "plan": plan,
        "joint": state,
        "judging": seat.id in found.judges,
        "standing": lists["joint"][:MOST_SHOWN],
        "differing": lists["differs"][:MOST_SHOWN],
        "waiting": lists["waits"][:MOST_SHOWN],
        "counts": {name: len(cells) for name, cells in lists.items()},
        "agreed": _numbered(state.agreed),
        "mine": _numbered(state.mine),
    }
    return render(request, "assessment/joint.html", context)


def _numbered(cells: Sequence[tuple[tuple[str, str], str]]) -> dict[str, Any]:
    """As a form sends them; no more than one form may."""
    sent = [{"at": n, "source": a, "target": b, "value": value} for n, ((a, b), value) in enumerate(cells[:AT_ONCE])]
    return {"cells": sent, "in_all": len(cells)}


@require_safe
def section(request: SeatedRequest, process: str, influences: str, descriptor: str, onto: str) -> HttpResponse:
    """What one descriptor does to another: one's own judgements in one room, beside all that others say."""
    seat: Seat = request.seat
    found = visible_or_404(Influences, seat, influences, "book", "seat", "party")
    plan = drawn(seat, found)
    known = {each.id: at for at, each in enumerate(plan.descriptors)}
    if descriptor not in known or onto not in known or descriptor == onto:
        raise NotThere
    ends = plan.descriptors[known[descriptor]], plan.descriptors[known[onto]]
    rows = scenario_queries.between(seat, *ends)
    rooms = scenario_queries.rooms_for(seat, found)
    room = next((book for book in rooms if book.id == request.GET.get("book")), rooms[0])
    own = _cells([row for row in rows if row.seat_id == seat.id and row.book_id == room.id])
    open_own = (
        own
        if room.audience == found.audience
        else _cells([row for row in rows if row.seat_id == seat.id and row.audience == found.audience])
    )
    chosen = "" if room.audience == found.audience else f"?book={room.id}"
    judging = seat.id in found.judges
    ours = adopted(seat, found).get(seat.id, Matrix()).cells if judging else {}
    adopting = {pair: {"value": value, "reason": ""} for pair, value in ours.items()}
    variants = plan.variants[descriptor], plan.variants[onto]
    context = {
        "influences": found,
        "source": ends[0],
        "target": ends[1],
        "columns": variants[1],
        "rooms": rooms,
        "room": room,
        "own_room": room.audience == found.audience,
        "forms": _tables(*variants, own, own),
        "adopting": _tables(*variants, {**open_own, **adopting}, adopting) if judging else [],
        "adopted": [(a, b, signed(ours[a.id, b.id])) for a in variants[0] for b in variants[1] if (a.id, b.id) in ours],
        "to_withdraw": _pairs(scenario_queries.withdrawable(seat, Section, *ends, room), variants),
        "to_unadopt": _pairs(scenario_queries.withdrawable(seat, SectionAdoption, *ends, found.book), variants)
        if judging
        else [],
        "before_now": ranges.before(scenario_queries.overtaken(seat, Section, *ends), *variants),
        "adopted_before": ranges.before(scenario_queries.overtaken(seat, SectionAdoption, *ends), *variants)
        if found.judges
        else [],
        "said": ranges.said(rows, *variants, history(seat, found)),
        "others": ranges.spread(seat, found, rows, *variants),
        "apart": any(row.audience != found.audience for row in rows),
        "chosen": chosen,
        "here": f"{request.path}{chosen}",
        "strengths": [(value, minus(value), words) for value, words in STRENGTHS.items()],
        "next": _beside(plan, known[descriptor], known[onto], 1),
        "before": _beside(plan, known[descriptor], known[onto], -1),
    }
    return render(request, "assessment/section.html", context)


def _pairs(values: Mapping[tuple[str, str], str], variants: tuple[list[Variant], list[Variant]]) -> list[Any]:
    """What may be withdrawn, in order: both variants, and what is said of them."""
    return [(a, b, signed(values[a.id, b.id])) for a in variants[0] for b in variants[1] if (a.id, b.id) in values]


Cells = dict[tuple[str, str], dict[str, str]]


def _cells(rows: Sequence[Section]) -> Cells:
    return {(cell["from"], cell["to"]): cell for _row, cell in cells_of(rows)}


def _tables(
    sources: Sequence[Variant], targets: Sequence[Variant], filled: Cells, recorded: Cells
) -> list[dict[str, Any]]:
    """The rows of a form, filled in so; several forms where one could not send them all. `shown`: what of it is on record as this act
    says it, as JSON. Left as it is, that is not sent again, so that what was said meanwhile elsewhere stays."""
    whole = max(1, AT_ONCE // len(targets))
    found: list[dict[str, Any]] = []
    for begin in range(0, len(sources), whole):
        part, rows, at = sources[begin : begin + whole], [], 0
        for source in part:
            cells = []
            for target in targets:
                said = filled.get((source.id, target.id), {"value": "", "reason": ""})
                cells.append(
                    {"at": at, "target": target, "other": said["value"] not in ("", *STRENGTHS), **_only(said)}
                )
                at += 1
            rows.append({"source": source, "cells": cells})
        ends = [(source.id, target.id) for source in part for target in targets]
        shown = _shown({pair: recorded[pair] for pair in ends if pair in recorded})
        found.append({"number": len(found) + 1, "rows": rows, "shown": shown})
    return found


def _shown(cells: Cells) -> str:
    rows = [{"source": source, "target": target, **_only(said)} for (source, target), said in cells.items()]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def _only(said: dict[str, str]) -> dict[str, str]:
    return {"value": said["value"], "reason": said["reason"]}


def _beside(plan: Drawn, source: int, target: int, step: int) -> tuple[Descriptor, Descriptor] | None:
    """The next section, or the one before, through all ordered pairs."""
    each = len(plan.descriptors) - 1
    at = source * each + (target if target < source else target - 1) + step
    if not 0 <= at < each * (each + 1):
        return None
    row, column = divmod(at, each)
    return plan.descriptors[row], plan.descriptors[column if column < row else column + 1]
