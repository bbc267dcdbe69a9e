"""What waits and what has changed, over HTTP. What can change, and under which name it is told, the offices declare."""

from typing import Any

from ninja import Path, Query, Router, Schema
from pydantic import create_model

from goodoffices.briefing.changes import Changes, OnIssue, beside_issues, changes, on_issues
from goodoffices.briefing.since import since as point_of
from goodoffices.briefing.todo import waits_for
from goodoffices.process.extensions import Change
from goodoffices.record.office import Section
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["briefing"])


class WaitOut(Schema):
    sort: str
    sentence: str
    book: str | None
    number: int | None


class Waiting(Schema):
    waiting: list[WaitOut]


def _fields(sections: dict[str, Section]) -> dict[str, Any]:
    """The fields of an answer that tells of these sections, with their types."""
    told = {
        name: (list[str] if section.told else bool, ...)
        for name, section in sections.items()
        if section.told is not None
    }
    return told | {section.counted: (int, ...) for section in sections.values() if section.counted}


MovedOut = create_model("MovedOut", __base__=Schema, issue=(str | None, ...), **_fields(on_issues()))
BriefOut = create_model(
    "BriefOut",
    __base__=Schema,
    since=(str, ...),
    heads=(dict[str, int], ...),
    issues=(list[MovedOut], ...),
    **_fields(beside_issues()),
    waiting=(list[WaitOut], ...),
)


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
    issues = [_moved(each) for each in found.issues]
    return {"issues": issues, **_rows(beside_issues(), found.others)}


def _moved(each: OnIssue) -> dict[str, Any]:
    return {"issue": each.issue.id if each.issue else None, **_rows(on_issues(), each.moved)}


def _rows(sections: dict[str, Section], moved: dict[str, Change]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, section in sections.items():
        change = moved.get(name) or Change([])
        if section.told is not None:
            told[name] = [getattr(row, section.told) for row in change.rows] if section.told else bool(change.rows)
        if section.counted:
            told[section.counted] = change.in_all or len(change.rows)
    return told
