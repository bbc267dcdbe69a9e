"""Runs: how far they are, which futures hold together, what holds one and what tips it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from goodoffices.assessment import commentary, fragility, futures, measures, scenario_queries, tableaux
from goodoffices.assessment.engine import MOST_CONSISTENT, MOST_MOVED, MOST_NEAR, matrix_from
from goodoffices.assessment.hanging import hanging
from goodoffices.assessment.how_far import how_far
from goodoffices.assessment.judged import Drawn, drawn
from goodoffices.assessment.models import Influences, Run
from goodoffices.assessment.run_lists import named, named_in, tippings, whose_words
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.source import source
from goodoffices.record.timestamps import moment


@require_safe
def runs(request: SeatedRequest, process: str, influences: str) -> HttpResponse:
    """Every run of a diagram over the rounds, each with what it changed."""
    seat: Seat = request.seat
    found = visible_or_404(Influences, seat, influences, "book")
    descriptors = named(drawn(seat, found))
    rows = scenario_queries.answered_runs(seat, found)
    whose, changed = whose_words(seat, rows), futures.changes([(run, descriptors) for run in rows], seat.id)
    tipped = tippings(seat, rows, descriptors)
    told = [
        {
            "run": run,
            "whose": whose[run.id],
            "tipping": tipped.get(run.id),
            "proven": commentary.proven(run.answer) if run.answer else "",
            "changed": changed.get(run.id),
        }
        for run in reversed(rows)
    ]
    return render(request, "assessment/runs.html", {"influences": found, "runs": told})


@require_safe
def run(request: SeatedRequest, process: str, scenario_run: str) -> HttpResponse:
    """What was asked, and, once it is worked out, what holds together and what tips it."""
    seat: Seat = request.seat
    found, diagram = _run(seat, scenario_run)
    context: dict[str, Any] = {
        "run": found,
        "influences": diagram,
        "whose": whose_words(seat, [found])[found.id],
        "configurations": commentary.counted(_configurations(found)),
    }
    if found.state == "asked":
        context |= _clock(found)
    if found.answer:
        context |= _answered(seat, found, diagram, number_in(request.GET.get("from")) or 1)
    return render(request, "assessment/run.html", context)


@require_safe
def progress(request: SeatedRequest, process: str, scenario_run: str) -> HttpResponse:
    """Whether it has ended, for how long it has been asked, and how far it is: fetched every few seconds until then.

    Not since when the host has worked on it: that would tell how busy it was with those of other rooms."""
    found, _diagram = _run(request.seat, scenario_run)
    return render(request, "assessment/_clock.html", {"run": found, **_clock(found)})


def _clock(found: Run) -> dict[str, Any]:
    """Seconds since a run was asked for; within what it may take, for a bar; how far it is."""
    passed = max(0, int((moment(source().now("run/1")) - moment(found.at)).total_seconds()))
    return {"passed": passed, "within": min(passed, found.asked["budget"]), "far": how_far(found)}


@require_safe
def scenario(request: SeatedRequest, process: str, scenario_run: str, number: int) -> HttpResponse:
    """One future: what holds it together, and what would tip it."""
    from goodoffices.engines.crossimpact.questions.balances import balances  # numerical code, which no other page needs

    seat: Seat = request.seat
    found, diagram = _run(seat, scenario_run)
    known = futures.futures(found)
    if not 1 <= number <= len(known):
        raise NotThere
    matrix = matrix_from(found.matrix)
    chosen = [v - 1 for v in futures.answer_of(found)["consistent"][number - 1]["variants"]]
    held = {at for at, _v in found.asked.get("fix", ())}
    parts = commentary.parts(matrix, balances(matrix, chosen), held)
    judged = _judged(seat, diagram)
    starts, told = matrix.starts, []
    for at, part in enumerate(parts):
        onto = starts[at] + chosen[at]
        support, opposition = (
            [(each, judged(starts[each.source] + each.variant, onto)) for each in side]
            for side in (part.support, part.opposition)
        )
        told.append({"part": part, "held": at in held, "support": support, "opposition": opposition})
    context = {
        "run": found,
        "influences": diagram,
        "whose": whose_words(seat, [found])[found.id],
        "future": known[number - 1],
        "parts": told,
        "turned": any(each.tips for each in parts),
        "hanging": hanging(matrix, chosen, held),
        "before": number - 1,
        "after": number + 1 if number < len(known) else 0,
        "count": len(known),
    }
    return render(request, "assessment/scenario.html", context)


def _run(seat: Seat, id: str) -> tuple[Run, Influences | None]:
    """For whoever reads the run: it says by itself what was asked of what. With the diagram that it is about, unless its reader does
    not read that: their party has left the talks, or they were admitted later."""
    found: Run = visible_or_404(Run, seat, id, "seat", "party")
    return found, Influences.objects.seen_by(seat).select_related("book").filter(id=found.influences_id).first()


def _configurations(found: Run) -> int:
    product = 1
    for each in found.matrix["descriptors"]:
        product *= len(each["variants"])
    return product


def _judged(seat: Seat, diagram: Influences | None) -> Callable[[int, int], list[Any]]:
    """Who judged an influence, and why: what the seat reads of it now. Asked by variants, from 0 through all descriptors."""
    ids = [each.id for each in drawn(seat, diagram).all_variants] if diagram else []
    said: dict[tuple[str, str], list[tuple[Any, str, str]]] = {}
    for row in scenario_queries.sections_read(seat, diagram) if diagram else ():
        for cell in row.cells:
            told = row, commentary.signed(cell["value"]), cell["reason"]
            said.setdefault((cell["from"], cell["to"]), []).append(told)
    return lambda a, b: said.get((ids[a], ids[b]), []) if max(a, b) < len(ids) else []


def _fragile(seat: Seat, found: Run, diagram: Influences | None) -> list[tuple[fragility.Fragile, list[Any]]]:
    """Each judgement on which it hangs, with who judges what of it now: as far as the readers of the run's room read it, judge by judge
    where they are named. Where they are not, only from the lowest to the highest: lines side by side would tell one from another."""
    every = fragility.fragile(found)
    judged = _judged(seat, diagram if every else None)
    return [
        (each, _by_name([row for row in judged(each.at, each.onto) if _in_room(seat, row[0], found)])) for each in every
    ]


def _in_room(seat: Seat, row: Any, run: Run) -> bool:
    return bool(row.audience == run.audience or seat.may_cite(row.audience, within=run.audience))


def _by_name(judged: list[Any]) -> list[tuple[Any, list[str]]]:
    named = [(row, [number]) for row, number, _reason in judged if row.named == "seat"]
    values = sorted({number for row, number, _reason in judged if row.named != "seat"}, key=commentary.value_of)
    found = sorted(named, key=lambda each: (str(each[0].seat.name), each[0].number))
    return [*found, (None, [values[0], values[-1]][: len(values)])] if values else found


def _answered(seat: Seat, found: Run, diagram: Influences | None, begin: int) -> dict[str, Any]:
    answer, known = futures.answer_of(found), futures.futures(found)
    begin = min(max(begin, 1), max(1, len(known)))
    plan = drawn(seat, diagram) if diagram else None
    links = scenario_queries.links_of(seat, diagram) if diagram and "tied" not in found.asked else []
    return {
        "proven": commentary.proven(answer),
        "listed": len(known),
        "left_out": max(0, int(answer.get("listed", 0)) - MOST_CONSISTENT),
        "tableau": _tableau(found, answer["consistent"], known, begin),
        "near": _near(found, answer["near"]),
        "near_cut": answer["status"] != "complete" or len(answer["near"]) == MOST_NEAR,
        "moves_left": answer.get("moves_left", 0),
        "cycles": futures.cycles_share(answer),
        "measures": measures.measures(seat, found, plan, links),
        "most_moved": MOST_MOVED if len(known) > MOST_MOVED else 0,
        "renamed": plan is not None and named_in(found) != named(plan),
        "disagreement": answer.get("disagreement"),
        "alike": futures.numbers(answer, "alike"),
        "certain": futures.numbers(answer, "certain"),
        "fragile": _fragile(seat, found, diagram),
        **(_tipped(seat, found) if found.question == "tip" else _tips(seat, found, plan)),
    }


def _tableau(found: Run, every: list[Any], known: list[futures.Future], begin: int) -> dict[str, Any] | None:
    """At most so many side by side, as a table and as a picture."""
    shown = every[begin - 1 : begin - 1 + tableaux.SIDE_BY_SIDE]
    if not shown:
        return None
    rows = tableaux.rows(found.matrix["descriptors"], shown)
    told = known[begin - 1 : begin - 1 + len(shown)]
    end = begin + len(shown) - 1
    return {
        "rows": rows,
        "futures": told,
        "first": begin,
        "last": end,
        "drawing": tableaux.draw(rows, begin, len(shown), get_language_bidi()),
        "before": max(1, begin - tableaux.SIDE_BY_SIDE) if begin > 1 else 0,
        "after": end + 1 if end < len(known) else 0,
        "weighed": any(each.share for each in told),
        "sampled": any(each.sampled for each in told),
        "opposed": any(group.opposed for row in rows for group in row.groups),
    }


def _near(found: Run, every: list[Any]) -> dict[str, Any] | None:
    """The same of those that nearly hold together; `failing`: of each, the parts that a rival is ahead of."""
    told = _tableau(found, every, futures.futures(found, "near"), 1)
    if told is None:
        return None
    from goodoffices.engines.crossimpact.questions.balances import balances  # numerical code, as above

    matrix = matrix_from(found.matrix)
    shown = [[v - 1 for v in each["variants"]] for each in every[: len(told["futures"])]]
    failing = [commentary.failing(matrix, balances(matrix, chosen)) for chosen in shown]
    return {**told, "failing": list(zip(told["futures"], failing, strict=True))}


def _tips(seat: Seat, found: Run, plan: Drawn | None) -> dict[str, Any]:
    """What was asked after this run, the newest first; and what may be held or wished, by descriptor."""
    tips = scenario_queries.tips_of(seat, found)
    tipped = tippings(seat, tips, named_in(found))
    return {
        "tips": [(each, tipped.get(each.id)) for each in tips],
        "ways": [(each, plan.variants[each.id]) for each in plan.descriptors] if plan else [],
    }


def _tipped(seat: Seat, found: Run) -> dict[str, Any]:
    """What was held and wished, what that moves, by the numbers of the run that is tipped, and the fewest measures for the wish."""
    answer, asked = futures.answer_of(found), found.asked
    before = Run.objects.seen_by(seat).filter(id=found.after_id).values_list("answer", flat=True).first()
    known = [each["variants"] for each in (before or {}).get("consistent", ())] or asked["from"]
    least = answer.get("least")
    return {
        "held": [futures.titled(found, each) for each in asked["fix"]],
        "wished": [futures.titled(found, each) for each in asked["wish"]],
        "moves": [futures.moved(found, each, known) for each in answer.get("moves", ())],
        "least": least and {
            **least,
            "sets": [
                {
                    "held": [futures.titled(found, pair) for pair in each["held"]],
                    "words": futures.words_of(found, each["scenario"]),
                }
                for each in least["answers"]
            ],
        },
    }  # fmt: skip
