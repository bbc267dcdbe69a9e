"""The agenda as resources, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.agenda.agreement import with_agreements
from goodoffices.agenda.models import Issue, Position, Solution, Stance, StatusChange, View
from goodoffices.agenda.queries import wordings
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["agenda"])


class StepOut(Schema):
    status: str
    words: str
    at: str
    citation: str


class StanceOut(Schema):
    party: str
    stance: str
    words: str
    at: str
    citation: str


class SolutionOut(Schema):
    id: str
    book: str
    number: int
    citation: str
    title: str
    text: str
    party: str | None
    state: str
    at: str
    stances: list[StanceOut]


class PositionOut(Schema):
    id: str
    book: str
    number: int
    citation: str
    party: str
    position: str
    interest: str
    at: str


class ViewOut(Schema):
    party: str
    status: str
    words: str
    at: str
    citation: str


class IssueOut(Schema):
    id: str
    book: str
    number: int
    citation: str
    title: str
    summary: str
    status: str
    provisional: bool
    words: str
    since: str
    views: list[ViewOut]
    solutions: list[SolutionOut]
    positions: list[PositionOut]


class WordingOut(Schema):
    title: str
    summary: str | None
    citation: str


class IssueWhole(IssueOut):
    history: list[StepOut]
    wordings: list[WordingOut]


class Agenda(Schema):
    issues: list[IssueOut]


@router.get("/agenda", response=Agenda, summary="Every issue that this seat sees")
def agenda(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    return {"issues": [told(issue, seat) for issue in Issue.objects.seen_by(seat).select_related("book")]}


@router.get("/agenda/issues/{issue}", response=IssueWhole, summary="One issue, with its history")
def one_issue(request: SeatedRequest, process: Path[str], issue: str) -> dict[str, Any]:
    seat = request.auth
    found = Issue.objects.seen_by(seat).select_related("book").filter(id=issue).first()
    if found is None:
        raise NotThere
    steps = StatusChange.objects.seen_by(seat).filter(issue=found).select_related("book")
    return {
        **told(found, seat),
        "wordings": [
            {"title": title, "summary": summary, "citation": said.citation}
            for title, summary, said in wordings(seat, found)
        ],
        "history": [{"status": s.status, "words": s.words, "at": s.at, "citation": s.citation} for s in steps],
    }


def told(issue: Issue, seat: Seat) -> dict[str, Any]:
    solutions = Solution.objects.seen_by(seat).filter(issue=issue).select_related("book", "party")
    positions = Position.objects.seen_by(seat).filter(issue=issue).select_related("book", "party")
    views = View.objects.seen_by(seat).filter(issue=issue, current=True).select_related("book", "party")
    with_agreements(seat, [issue])
    return {
        **_row(issue),
        "title": issue.title,
        "summary": issue.summary,
        "status": issue.shown_status,
        "provisional": bool(issue.agreement and issue.agreement.provisional),
        "words": issue.shown_words,
        "since": issue.shown_since,
        "views": [
            {"party": v.party.key, "status": v.status, "words": v.words, "at": v.at, "citation": v.citation}
            for v in views
        ],
        "solutions": [_solution(solution, seat) for solution in solutions],
        "positions": [
            {**_row(p), "party": p.party.key, "position": p.position, "interest": p.interest, "at": p.at}
            for p in positions
        ],
    }


def _solution(solution: Solution, seat: Seat) -> dict[str, Any]:
    stances = Stance.objects.seen_by(seat).filter(solution=solution, current=True).select_related("book", "party")
    return {
        **_row(solution),
        "title": solution.title,
        "text": solution.text,
        "party": solution.party.key if solution.party else None,
        "state": solution.state,
        "at": solution.at,
        "stances": [
            {"party": s.party.key, "stance": s.stance, "words": s.words, "at": s.at, "citation": s.citation}
            for s in stances
        ],
    }


def _row(row: Any) -> dict[str, Any]:
    return {"id": row.id, "book": row.book_id, "number": row.number, "citation": row.citation}
