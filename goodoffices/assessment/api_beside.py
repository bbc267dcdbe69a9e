"""Further resources over HTTP: runs of a diagram, what is linked to what, and what came from outside."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.assessment.models import Influences, Link, Run, StakeholderView
from goodoffices.process.finding import found_once
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.things import Thing

router = Router(tags=["assessment"])


class RunLine(Schema):
    id: str
    question: str
    state: str
    after: str | None
    round: int | None
    book: str
    citation: str


class Runs(Schema):
    runs: list[RunLine]


class LinkOut(Schema):
    id: str
    implication: str | None
    variant: str | None
    about: str | None
    words: str
    book: str
    citation: str


class Links(Schema):
    links: list[LinkOut]


class ViewOut(Schema):
    id: str
    words: str
    by: str | None
    group: str
    about: str | None
    received: str
    book: str
    citation: str


class Views(Schema):
    views: list[ViewOut]


@router.get("/assessment/influences/{influences}/runs", response=Runs, summary="What was asked of a diagram")
def runs(request: SeatedRequest, process: Path[str], influences: Path[str]) -> dict[str, Any]:
    """`after`: the run whose futures were tipped; null where there is none, or the seat does not read it."""
    seat = request.auth
    found: Influences = found_once(Influences, seat, influences)
    rows = Run.objects.seen_by(seat).filter(influences=found.id).select_related("book").order_by("number", "id")
    told = list(rows.defer("matrix", "asked", "answer"))
    ids = {row.id for row in told}
    return {
        "runs": [
            {
                **{name: getattr(row, name) for name in ("id", "question", "state", "round")},
                "after": row.after_id if row.after_id in ids else None,
                **_placed(row),
            }
            for row in told
        ]
    }


@router.get("/assessment/links", response=Links, summary="What implications and variants are linked to")
def links(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    """Those that stand; an end is null where the seat does not read it."""
    seat = request.auth
    rows = list(Link.objects.seen_by(seat).filter(current=True).select_related("book").order_by("number", "id"))
    seen = _seen(seat, [end for row in rows for end in (row.implication_id, row.variant_id, row.about_id)])
    return {
        "links": [
            {
                "id": row.id,
                "implication": seen.get(row.implication_id),
                "variant": seen.get(row.variant_id),
                "about": seen.get(row.about_id),
                "words": row.words,
                **_placed(row),
            }
            for row in rows
        ]
    }


@router.get("/assessment/views", response=Views, summary="Views from outside")
def views(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    """`by` is null where those who sent it wish to remain unnamed."""
    seat = request.auth
    rows = list(StakeholderView.objects.seen_by(seat).select_related("book").order_by("number", "id"))
    seen = _seen(seat, [row.about_id for row in rows])
    return {
        "views": [
            {
                "id": row.id,
                "words": row.words,
                "by": row.whose or None,
                "group": row.group,
                "about": seen.get(row.about_id),
                "received": row.received,
                **_placed(row),
            }
            for row in rows
        ]
    }


def _placed(row: Any) -> dict[str, str]:
    return {"book": row.book_id, "citation": row.citation}


def _seen(seat: Any, ids: list[str | None]) -> dict[str | None, str]:
    """Those of these things that the seat reads."""
    found = Thing.objects.seen_by(seat).filter(id__in=[id for id in ids if id]).values_list("id", flat=True)
    return {id: id for id in found}
