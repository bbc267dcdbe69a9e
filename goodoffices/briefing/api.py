"""What waits and what has changed, over HTTP."""

from typing import Any

from ninja import Path, Query, Router, Schema

from goodoffices.briefing.changes import Changes, changes
from goodoffices.briefing.since import since as point_of
from goodoffices.briefing.waiting import waits_for
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["briefing"])


class WaitOut(Schema):
    sort: str
    sentence: str
    book: str | None
    number: int | None


class Waiting(Schema):
    waiting: list[WaitOut]


class MovedOut(Schema):
    issue: str | None
    new: bool
    said: int
    statements: list[str]
    statuses: list[str]
    solutions: list[str]
    stances: list[str]
    positions: list[str]


class BriefOut(Schema):
    since: str
    heads: dict[str, int]
    issues: list[MovedOut]
    releases: list[str]
    loops: list[str]
    rules: list[str]
    rounds: list[str]
    sessions: list[str]
    waiting: list[WaitOut]


@router.get("/waiting", response=Waiting, summary="What waits for this seat")
def waiting(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {"waiting": _waits(request)}


@router.get("/brief", response=BriefOut, summary="What changed in this seat's view since it left, or since a day")
def brief(request: SeatedRequest, process: Path[str], since: Query[str] = "") -> dict[str, Any]:
    """`since`: a day (`2025-04-11`, in the host city), `start`, `read`, or `left-1` … for the times when the seat left.
    Things are told by their ids; `statements` are the latest of those `said`."""
    point = point_of(request.auth, since)
    return {
        "since": point.choice,
        "heads": dict(point.heads),
        "waiting": _waits(request),
        **_told(request, point.heads),
    }


def _waits(request: SeatedRequest) -> list[dict[str, Any]]:
    return [
        {"sort": w.sort, "sentence": w.sentence, "book": w.book.id if w.book else None, "number": w.number or None}
        for w in waits_for(request.auth)
    ]


def _told(request: SeatedRequest, heads: Any) -> dict[str, Any]:
    found: Changes = changes(request.auth, heads)
    issues = [
        {
            "issue": each.issue.id if each.issue else None,
            "new": each.is_new,
            "said": each.said,
            "statements": _ids(each.statements),
            "statuses": [step.status for step in each.steps],
            "solutions": _ids(each.solutions),
            "stances": _ids(each.stances),
            "positions": _ids(each.positions),
        }
        for each in found.issues
    ]
    others = {name: _ids(getattr(found, name)) for name in ("releases", "loops", "rules", "rounds", "sessions")}
    return {"issues": issues, **others}


def _ids(rows: list[Any]) -> list[str]:
    return [row.id for row in rows]
