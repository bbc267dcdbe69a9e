"""Where other pages show task forces: beside what they recommended, and in a room that is closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodoffices.agenda.models import Solution
from goodoffices.process.audience import has_members, task_force_of
from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat, TaskForce
from goodoffices.taskforces.deciding import ended_keys
from goodoffices.taskforces.models import Recommendation

BESIDE = "taskforces/_beside.html"


def on_solutions(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    """The recommendation that a solution comes from."""
    rows = _taken_up(seat).filter(became__in=ids)
    return {each.became: Part(BESIDE, {"id": each.became, "recommendations": [each]}) for each in rows}


def on_issues(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    """The recommendations that were taken up on an issue."""
    solutions = dict(Solution.objects.seen_by(seat).filter(issue__in=ids).values_list("id", "issue_id"))
    found: dict[str, list[Recommendation]] = {}
    for each in _taken_up(seat).filter(became__in=list(solutions)):
        found.setdefault(solutions[each.became], []).append(each)
    return {issue: Part(BESIDE, {"id": issue, "recommendations": rows}) for issue, rows in found.items()}


def _taken_up(seat: Seat) -> Any:
    rows = Recommendation.objects.seen_by(seat).exclude(became="")
    return rows.select_related("book", "report__force").order_by("number", "ordinal")


def closed(seat: Seat, room: Any) -> Iterable[Part]:
    """That the task force whose room this is has ended."""
    audience = room.book.audience
    if has_members(audience) and audience in {task_force_of(key) for key in ended_keys(seat)}:
        yield Part("taskforces/_closed.html", TaskForce.objects.seen_by(seat).filter(key=audience.key).first())
