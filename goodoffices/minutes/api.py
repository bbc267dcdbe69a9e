"""Minutes as a resource, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.minutes.models import Correction, Minutes, Paragraph
from goodoffices.minutes.queries import approvals_of, minutes_seen_by, minutes_with_id, paragraphs_of
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["minutes"])


class MinutesOut(Schema):
    id: str
    session: str
    book: str
    kind: str
    version: int
    state: str
    how: str | None
    citation: str


class All(Schema):
    minutes: list[MinutesOut]


class CorrectionOut(Schema):
    id: str
    words: str
    party: str | None
    state: str
    why: str
    citation: str


class ParagraphOut(Schema):
    id: str
    place: int
    words: str
    corrections: list[CorrectionOut]


class ApprovalOut(Schema):
    party: str
    approved: bool


class OneOut(MinutesOut):
    paragraphs: list[ParagraphOut]
    approvals: list[ApprovalOut]


@router.get("/minutes", response=All, summary="Minutes, those that wait for approval first")
def minutes(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {"minutes": [_summary(each) for each in minutes_seen_by(request.auth)]}


@router.get("/minutes/{minutes}", response=OneOut, summary="Minutes with their paragraphs, corrections and approvals")
def one(request: SeatedRequest, process: Path[str], minutes: str) -> dict[str, Any]:
    seat = request.auth
    found = minutes_with_id(seat, minutes)
    return {
        **_summary(found),
        "paragraphs": [_paragraph(each) for each in paragraphs_of(seat, found)],
        "approvals": [
            {"party": party.key, "approved": approval is not None} for party, approval in approvals_of(seat, found)
        ],
    }


def _summary(minutes: Minutes) -> dict[str, Any]:
    return {
        "id": minutes.id,
        "session": minutes.session_id,
        "book": minutes.book_id,
        "kind": minutes.style,
        "version": minutes.version,
        "state": minutes.state,
        "how": minutes.how or None,
        "citation": minutes.citation,
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "place": paragraph.place,
        "words": paragraph.words,
        "corrections": [_correction(each) for each in paragraph.corrections],
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "id": correction.id,
        "words": correction.words,
        "party": correction.party.key if correction.party else None,
        "state": correction.state,
        "why": correction.why,
        "citation": correction.citation,
    }
