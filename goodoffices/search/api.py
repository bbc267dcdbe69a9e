"""Search over HTTP."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.utils.html import escape
from ninja import Path, Query, Router, Schema

from goodoffices.record.requests import SeatedRequest
from goodoffices.search import finding
from goodoffices.search.question import Note, Question

router = Router(tags=["search"])


class HitOut(Schema):
    """A thing. `snippet` is HTML: escaped words of it, or of a rendering of it, with each hit in `<mark>`."""

    thing: str
    sort: str
    book: str
    number: int
    citation: str
    snippet: str
    language: str
    rendered: bool
    at: str | None


class Hits(Schema):
    """`notes`: what was not done as asked. `similar`: words that stood nowhere, for which similar ones were looked for."""

    hits: list[HitOut]
    more: bool
    notes: list[Note]
    similar: list[str]


@router.get("/search", response=Hits, summary="What is found in the books that this seat reads, the best first")
def search(
    request: SeatedRequest,
    process: Path[str],
    q: str = "",
    room: str = "",
    kind: str = "",
    issue: str = "",
    party: str = "",
    language: str = "",
    since: str = "",
    until: str = "",
    limit: Annotated[int, Query(ge=1, le=finding.MOST)] = 20,
) -> dict[str, Any]:
    asked = {"q": q, "room": room, "kind": kind, "issue": issue, "party": party, "language": language}
    answer = finding.search(request.auth, Question.of({**asked, "since": since, "until": until}), limit)
    return {
        "hits": [_told(each) for each in answer.found],
        "more": answer.more,
        "notes": answer.notes,
        "similar": list(answer.similar),
    }


def _told(found: finding.Found) -> dict[str, Any]:
    thing = found.thing
    return {
        "thing": thing.id,
        "sort": thing.sort,
        "book": thing.book_id,
        "number": thing.number,
        "citation": thing.citation,
        "snippet": _marked(found.pieces),
        "language": found.language,
        "rendered": found.rendered,
        "at": found.at or None,
    }


def _marked(pieces: Iterable[tuple[str, bool]]) -> str:
    return "".join([f"<mark>{escape(piece)}</mark>" if hit else str(escape(piece)) for piece, hit in pieces])
