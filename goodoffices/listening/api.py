"""What was heard, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.listening import queries
from goodoffices.listening.models import Loop
from goodoffices.process.models import Party
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.scope import seen_by

router = Router(tags=["listening"])


class RestatementOut(Schema):
    id: str
    text: str
    agreement: str
    learnt: str
    at: str
    state: Literal["standing", "replaced", "corrected", "confirmed", "waived", "outdated"]
    wording: int  # the number of the entry whose words it says back
    right: str | None
    missing: str | None


class LoopOut(Schema):
    id: str
    subject: str
    sort: str
    book: str
    number: int
    speaker: str | None
    listener: str | None
    state: Literal["restated", "corrected", "confirmed", "waived", "outdated"]
    wording: int  # the number of the entry whose words were last said back
    restatements: list[RestatementOut]


class Loops(Schema):
    loops: list[LoopOut]


@router.get("/loops", response=Loops, summary="The loops of understanding that this seat may read")
def loops(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat = request.auth
    keys = dict(Party.objects.seen_by(seat).values_list("id", "key"))
    rows = Loop.objects.seen_by(seat).select_related("about").order_by("book__kind", "book_id", "number")
    return {"loops": [_told(loop, keys) for loop in queries.with_steps(list(rows), seen_by(seat))]}


def _told(loop: Loop, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "id": loop.id,
        "subject": loop.subject_id,
        "sort": loop.subject_sort,
        "book": loop.book_id,
        "number": loop.number,
        "speaker": keys.get(loop.speaker_id or ""),
        "listener": keys.get(loop.listener_id or ""),
        "state": loop.standing,
        "wording": loop.of_wording,
        "restatements": [
            {
                "id": each.id,
                "text": each.text,
                "agreement": each.agreement,
                "learnt": each.learnt,
                "at": each.at,
                "state": "outdated"
                if each.state == "confirmed" and each.of_wording < loop.about.wording
                else each.state,
                "wording": each.of_wording,
                "right": each.correction.right if each.correction else None,
                "missing": each.correction.missing if each.correction else None,
            }
            for each in loop.restatements
        ],
    }
