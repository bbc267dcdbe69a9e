"""Task forces as a resource, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.record.requests import SeatedRequest
from goodoffices.taskforces.queries import Card, cards

router = Router(tags=["task forces"])


class TaskForceOut(Schema):
    task_force: str
    name: str
    terms: str | None
    state: str | None
    sunset: str | None
    co_chairs: list[str]
    rapporteur: str | None
    unequal: bool
    missing: list[str]
    citation: str | None


class TaskForces(Schema):
    task_forces: list[TaskForceOut]


@router.get("/task-forces", response=TaskForces, summary="Task forces with their terms, those at work first")
def task_forces(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {"task_forces": [_told(card) for card in cards(request.auth)]}


def _told(card: Card) -> dict[str, Any]:
    terms = card.terms
    return {
        "task_force": card.force.key,
        "name": card.force.name,
        "terms": terms.id if terms else None,
        "state": terms.state if terms else None,
        "sunset": terms.sunset if terms else None,
        "co_chairs": [side.chair.id for side in card.sides if side.chair],
        "rapporteur": card.rapporteur.id if card.rapporteur else None,
        "unequal": card.unequal,
        "missing": card.missing,
        "citation": terms.citation if terms else None,
    }
