"""The release ledger, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.process.models import Party
from goodoffices.record.requests import SeatedRequest
from goodoffices.shuttle.models import Release

router = Router(tags=["shuttle"])


class ReleaseOut(Schema):
    id: str
    book: str
    number: int
    about: str
    sort: str
    statement: str | None
    solution: str | None
    form: Literal["gist", "verbatim", "mediators_idea"]
    to: str
    title: str
    text: str
    condition: str
    state: Literal["released", "stale", "revoked", "conveyed"]
    wording: int  # the number of the entry whose words were released
    at: str
    conveyed_at: str | None


class Releases(Schema):
    releases: list[ReleaseOut]


@router.get("/releases", response=Releases, summary="The releases of the caucuses that this seat reads")
def releases(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    keys = dict(Party.objects.seen_by(seat).values_list("id", "key"))
    rows = Release.objects.seen_by(seat).select_related("about").order_by("book_id", "number")
    return {"releases": [_told(release, keys) for release in rows]}


def _told(release: Release, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "id": release.id,
        "book": release.book_id,
        "number": release.number,
        "about": release.about_id,
        "sort": release.subject_sort,
        "statement": release.about_id if release.subject_sort == "statement" else None,
        "solution": release.about_id if release.subject_sort == "solution" else None,
        "form": release.form,
        "to": keys[release.to_id],
        "title": release.title,
        "text": release.text,
        "condition": release.condition,
        "state": release.standing,
        "wording": release.of_wording,
        "at": release.at,
        "conveyed_at": release.conveyed_at or None,
    }
