"""Decisions as a resource, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.decisions.export import summary
from goodoffices.decisions.queries import decisions_seen_by
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["decisions"])


class DecisionOut(Schema):
    id: str
    about: str | None
    wording: int
    wording_hash: str
    method: str
    state: str
    expires: str | None
    citation: str


class Decisions(Schema):
    decisions: list[DecisionOut]


@router.get("/decisions", response=Decisions, summary="Decisions, open ones first")
def decisions(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {"decisions": [summary(each) for each in decisions_seen_by(request.auth)]}
