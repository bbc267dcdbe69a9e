"""Texts as resources, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.record.requests import SeatedRequest
from goodoffices.text import queries
from goodoffices.text.models import Draft
from goodoffices.text.queries import Choice, Shown

router = Router(tags=["text"])


class DraftOut(Schema):
    id: str
    title: str
    status: str
    mode: str
    state: str
    revision: int
    book: str
    citation: str


class Drafts(Schema):
    drafts: list[DraftOut]


class StanceOut(Schema):
    side: str
    stance: str
    words: str


class AlternativeOut(Schema):
    id: str
    words: str
    stances: list[StanceOut]


class ProvisionOut(Schema):
    id: str
    label: str
    cited: str
    kind: str
    words: str
    state: str
    wording: int
    agreed: list[str]
    alternatives: list[AlternativeOut]


class RevisionOut(Schema):
    id: str
    revision: int
    sha256: str
    citation: str


class OneOut(DraftOut):
    provisions: list[ProvisionOut]
    revisions: list[RevisionOut]


@router.get("/drafts", response=Drafts, summary="Negotiating texts, the latest first")
def drafts(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {"drafts": [_summary(each) for each in queries.drafts_seen_by(request.auth)]}


@router.get("/drafts/{draft}", response=OneOut, summary="One text: provisions, what is in brackets, revisions")
def one(request: SeatedRequest, process: Path[str], draft: str) -> dict[str, Any]:
    seat = request.auth
    found = queries.draft_with_id(seat, draft)
    return {
        **_summary(found),
        "provisions": [_provision(each) for each in queries.shown_whole(seat, found)],
        "revisions": [
            {"id": each.id, "revision": each.revision, "sha256": each.sha256, "citation": each.citation}
            for each in queries.revisions_of(seat, found)
        ],
    }


@router.get("/provisions/{provision}", response=ProvisionOut, summary="One provision, with what is in brackets in it")
def provision(request: SeatedRequest, process: Path[str], provision: str) -> dict[str, Any]:
    return _provision(queries.shown_one(request.auth, queries.provision_with_id(request.auth, provision)))


def _summary(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "title": draft.title,
        "status": draft.status,
        "mode": draft.mode,
        "state": draft.state,
        "revision": draft.revision,
        "book": draft.book_id,
        "citation": draft.citation,
    }


def _provision(shown: Shown) -> dict[str, Any]:
    row = shown.provision
    return {
        "id": row.id,
        "label": row.shape["label"],
        "cited": row.shape.get("cited", ""),
        "kind": row.shape["kind"],
        "words": row.words,
        "state": shown.state,
        "wording": row.worded,
        "agreed": sorted(each.party.key for each in shown.agreed.by),
        "alternatives": [_alternative(each) for each in shown.choices],
    }


def _alternative(choice: Choice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "words": choice.words,
        "stances": [{"side": each.side, "stance": each.stance, "words": each.words} for each in choice.stances],
    }
