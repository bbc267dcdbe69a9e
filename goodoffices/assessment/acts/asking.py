"""What questions to the engine have in common: how long they may take, how many wait, and the row of a run."""

from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field

from goodoffices.assessment.acts.references import by_whom
from goodoffices.assessment.models import Influences, Run
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named

LONGEST = 60  # seconds
MOST_WAITING = 3  # runs of one room that are being worked out at a time
Budget = Annotated[int, Field(ge=1, le=LONGEST)]


def demand_few_waiting(seat: Seat, audience: Audience) -> None:
    book = seat.shelf().of(audience)
    if book and Run.objects.seen_by(seat).waiting().filter(book=book.id).count() >= MOST_WAITING:
        raise Refused(_("Several runs of this room are being worked out. Wait for them, or cancel one."))


def make_run(
    entry: Entry, influences: str, question: str, whose: str, matrix: dict[str, Any], asked: dict[str, Any], **more: Any
) -> None:
    facts = entry.facts
    Run.make(
        entry,
        influences_id=influences,
        question=question,
        whose=whose,
        matrix=matrix,
        asked=asked,
        engine=facts["engine"],
        input=facts["input"],
        round=facts.get("round"),
        at=entry.at,
        **by_whom(entry),
        **more,
    )


def called_run(id: str) -> Any:
    run = row_named(Run, id)
    found = row_named(Influences, run.influences_id) if run else None
    return Called(found.book_id, found.number, found.title, found.citation) if found else ""
