"""A run as two files for the checker that stands alone: the matrix as it was asked of, and the answer as it stands on record.

python checker.py matrix.json answer.json
"""

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodoffices.assessment import engine
from goodoffices.assessment.models import Run
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.requests import SeatedRequest


@require_safe
def matrix(request: SeatedRequest, process: str, scenario_run: str) -> HttpResponse:
    run: Run = visible_or_404(Run, request.seat, scenario_run)
    return _file("matrix", engine.matrix_from(run.matrix).plain())


@require_safe
def answer(request: SeatedRequest, process: str, scenario_run: str) -> HttpResponse:
    run: Run = visible_or_404(Run, request.seat, scenario_run)
    if not run.answer or run.state not in ("complete", "truncated"):
        raise NotThere
    return _file("answer", answer_of(run))


def answer_of(run: Run) -> dict[str, Any]:
    """In the form of `goodoffices impact --json`. What is not on record whole is said to be cut short, or left out."""
    told: dict[str, Any] = run.answer or {}
    descriptors = run.matrix["descriptors"]
    whole = told["status"] == "complete" and str(len(told["consistent"])) == told["count"]
    found = {
        "descriptors": descriptors,
        "configurations": told["configurations"],
        "status": "complete" if whole else "truncated",
        "count": told["count"],
        "consistent": [_scenario(descriptors, each) for each in told["consistent"]],
        "matrix": run.input,
        "engine": run.engine,
    }
    if fix := run.asked.get("fix"):
        found["fix"] = _measures(descriptors, fix)
    if whole and run.asked.get("near") and len(told["near"]) < engine.MOST_NEAR:
        found |= {"near_asked": run.asked["near"], "near": [_scenario(descriptors, each) for each in told["near"]]}
    if told.get("least"):
        found |= {"wish": _measures(descriptors, run.asked["wish"]), "least_flips": _least(descriptors, told["least"])}
        if run.asked["measures"]:  # the search was limited to these
            found["measures"] = _measures(descriptors, run.asked["measures"])
    return found


def _scenario(descriptors: list[dict[str, Any]], each: dict[str, Any]) -> dict[str, Any]:
    found = {**each, "consistency": _number(each["consistency"]), "impact": _number(each["impact"])}
    if "against" in each:
        found["against"] = [
            {"descriptor": descriptors[at]["name"], "margin": _number(margin)} for at, margin in each["against"]
        ]
    return found


def _least(descriptors: list[dict[str, Any]], told: dict[str, Any]) -> dict[str, Any]:
    answers = [
        {"variants": each["scenario"], "measures": _measures(descriptors, each["held"])} for each in told["answers"]
    ]
    cut = len(answers) == engine.MOST_NEAR  # there may be more than are on record
    status = "truncated" if cut else told["status"]
    return {"status": status, "size": told["size"], "at_least": told["at_least"], "answers": answers}


def _measures(descriptors: list[dict[str, Any]], held: Iterable[Any]) -> list[dict[str, str]]:
    return [{"descriptor": descriptors[at]["name"], "variant": descriptors[at]["variants"][v]} for at, v in held]


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    exact = Fraction(text)
    return exact.numerator if exact.denominator == 1 else float(exact)


def _file(name: str, content: dict[str, Any]) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer
