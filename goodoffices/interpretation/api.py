"""Renderings and the glossary, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.consultation.models import Statement
from goodoffices.interpretation import queries
from goodoffices.interpretation.models import Rendering, Term
from goodoffices.interpretation.unrendered import waits_unrendered
from goodoffices.process.models import Party
from goodoffices.record.acts import NotThere, book_read_by
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects

router = Router(tags=["interpretation"])
TermStatus = Literal["proposed", "agreed", "agreed_to_differ", "deliberately_open", "avoided"]


class AnswerOut(Schema):
    words: str
    rendering: str | None
    at: str


class QueryOut(Schema):
    id: str
    words: str
    at: str
    state: Literal["open", "answered"]
    answers: list[AnswerOut]


class RenderingOut(Schema):
    id: str
    sort: str
    subject: str
    book: str
    number: int
    citation: str
    language: str
    original: str | None
    made: Literal["human", "machine", "revised"]
    text: str
    revises: str | None
    state: Literal["standing", "replaced", "withdrawn"]
    earlier_wording: bool
    at: str
    queries: list[QueryOut]


class Renderings(Schema):
    renderings: list[RenderingOut]


class UsageOut(Schema):
    party: str
    text: str
    at: str


class TermOut(Schema):
    id: str
    book: str
    number: int
    citation: str
    called: dict[str, str]
    not_attested: list[str]
    meaning: str
    note: str
    status: TermStatus
    words: str
    accepted: list[str]
    usages: list[UsageOut]


class WaitingOut(Schema):
    sort: str
    subject: str
    book: str
    number: int
    into: list[str]
    asked: list[str]


class Unrendered(Schema):
    waits: list[WaitingOut]


class Glossary(Schema):
    terms: list[TermOut]


@router.get("/renderings", response=Renderings, summary="Renderings of one statement, of a room, or all this seat sees")
def renderings(
    request: SeatedRequest, process: Path[str], statement: str | None = None, room: str | None = None
) -> dict[str, Any]:
    seat = request.auth
    rows = Rendering.objects.seen_by(seat).select_related("book", "about")
    if statement is not None:
        if not Statement.objects.seen_by(seat).filter(id=statement).exists():
            raise NotThere
        rows = rows.filter(about=statement)
    if room is not None:
        rows = rows.filter(book=book_read_by(seat, room).id)
    found = list(rows.order_by("book__kind", "book_id", "number"))
    with_subjects(found, seen_by(seat))
    return {"renderings": [_told(row) for row in queries.with_queries(found, seen_by(seat))]}


@router.get(
    "/unrendered", response=Unrendered, summary="What waits to be rendered where this seat interprets, in order"
)
def unrendered(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    return {
        "waits": [
            {
                "sort": each.noun.sort,
                "subject": each.noun.id,
                "book": each.noun.book_id,
                "number": each.noun.number,
                "into": each.into,
                "asked": each.asked,
            }
            for each in waits_unrendered(seat)
        ]
    }


@router.get("/glossary", response=Glossary, summary="The terms that this seat sees, and how each stands")
def glossary(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    keys = dict(Party.objects.seen_by(seat).values_list("id", "key"))
    return {"terms": [_term(term, keys) for term in queries.glossary(seat)]}


def _told(row: Rendering) -> dict[str, Any]:
    return {
        "id": row.id,
        "sort": row.subject_sort,
        "subject": row.subject_id,
        "book": row.book_id,
        "number": row.number,
        "citation": row.citation,
        "language": row.language,
        "original": row.original or None,
        "made": row.made,
        "text": row.text,
        "revises": row.revises_id,
        "state": row.state,
        "earlier_wording": row.earlier or bool(row.subject and row.subject.outdated),
        "at": row.at,
        "queries": [
            {
                "id": query.id,
                "words": query.words,
                "at": query.at,
                "state": query.state,
                "answers": [{"words": a.words, "rendering": a.rendering_id, "at": a.at} for a in query.answers],
            }
            for query in row.queries
        ],
    }


def _term(term: Term, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "id": term.id,
        "book": term.book_id,
        "number": term.number,
        "citation": term.citation,
        "called": term.called,
        "not_attested": [code for code in term.called if term.attested.get(code) == ""],
        "meaning": term.meaning,
        "note": term.note,
        "status": term.status,
        "words": term.words,
        "accepted": [keys[row.party_id] for row in term.accepted],
        "usages": [{"party": keys[u.party_id], "text": u.text, "at": u.at} for u in term.usages],
    }
