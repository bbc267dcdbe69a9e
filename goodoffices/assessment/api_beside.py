"""Further resources over HTTP: what is linked to what, and what came from outside."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from ninja import Field, Path, Router, Schema

from goodoffices.assessment.api_rows import Judged, cited, judged, things_seen
from goodoffices.assessment.models import Link, StakeholderView
from goodoffices.record.models import Entry
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["assessment"])


class LinkOut(Judged):
    implication: str | None
    variant: str | None
    about: str | None
    words: str


class Links(Schema):
    links: list[LinkOut]


class ViewOut(Schema):
    id: str
    words: str
    state: str
    by: str | None
    whose: str | None = Field(alias="from")
    group: str
    about: str | None
    received: str
    book: str
    citation: str


class Views(Schema):
    views: list[ViewOut]


@router.get("/assessment/links", response=Links, summary="What implications and variants are linked to")
def links(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    """Those that stand; an end is null where the seat does not read it."""
    seat = request.auth
    rows = list(
        Link.objects.seen_by(seat).filter(current=True).select_related("book", "party").order_by("number", "id")
    )
    seen = things_seen(seat, [end for row in rows for end in (row.implication_id, row.variant_id, row.about_id)])
    return {
        "links": [
            {
                **judged(row),
                "implication": seen.get(row.implication_id),
                "variant": seen.get(row.variant_id),
                "about": seen.get(row.about_id),
                "words": row.words,
            }
            for row in rows
        ]
    }


@router.get("/assessment/views", response=Views, by_alias=True, summary="Views from outside")
def views(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    """`from`: who said it, null where they wish to remain unnamed; `by`: the seat that put it on record, null where no names are told.
    Of one that was withdrawn neither its words nor who said it."""
    seat = request.auth
    rows = list(StakeholderView.objects.seen_by(seat).select_related("book").order_by("number", "id"))
    seen, by = things_seen(seat, [row.about_id for row in rows]), _put_by(rows)
    return {
        "views": [
            {
                **cited(row),
                "words": row.words,
                "state": "stands" if row.stands else "withdrawn",
                "by": by.get((row.book_id, row.number)),
                "from": row.whose or None,
                "group": row.group,
                "about": seen.get(row.about_id),
                "received": row.received,
            }
            for row in rows
        ]
    }


def _put_by(rows: Iterable[StakeholderView]) -> dict[tuple[str, int], str | None]:
    """By book and number, the seat that put a view on record; None where the ground rules named nobody there."""
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.book_id, []).append(row.number)
    wanted = Q(pk__in=[])
    for book, its in numbers.items():
        wanted |= Q(book_id=book, number__in=its)
    # house: record read: of entries whose rows the seat reads, who is told to have made them
    found = Entry.objects.filter(wanted).values_list("book_id", "number", "by")
    return {(book, number): by for book, number, by in found}
