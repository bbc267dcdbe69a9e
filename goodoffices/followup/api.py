"""Commitments as a resource, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.followup.queries import Line, commitments_seen_by, lines_for
from goodoffices.process.days import host_day
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["commitments"])


class CommitmentOut(Schema):
    id: str
    what: str
    who: list[str]
    to: list[str]
    due: str | None
    state: str
    reported: str | None
    found: str | None
    citation: str


class Commitments(Schema):
    commitments: list[CommitmentOut]


@router.get("/commitments", response=Commitments, summary="Commitments with what is reported and found")
def commitments(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    return {"commitments": [_told(line) for line in lines_for(seat, commitments_seen_by(seat), host_day(seat.process))]}


def _told(line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "id": row.id,
        "what": row.what,
        "who": row.who,
        "to": row.to,
        "due": row.due_on or row.due or None,
        "state": line.state,
        "reported": row.reported or None,
        "found": row.found or None,
        "citation": row.citation,
    }
