"""What a run counts, read within the lock, where every writer waits: plain values instead of ten thousands of rows."""

import json
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from goodoffices.assessment.models import Influences, Section
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience


class Said(NamedTuple):
    """Of a row of judgements (`Section`) what decides what counts."""

    audience: Audience
    book_id: str
    number: int
    seat_id: str
    named: str
    cells: list[dict[str, Any]]


def said_within(seat: Seat, influences: Influences, audience: Audience) -> list[Said]:
    """As `judged.sections_within`, in the same order, in a tenth of the time."""
    books = {id: book.audience for id, book in seat.shelf().items()}
    within = {id: other for id, other in books.items() if other == audience or seat.may_cite(other, within=audience)}
    rows = (
        Section.objects.seen_by(seat)
        .current()
        .filter(influences=influences.id, book__in=within)
        .annotate(text=Cast("cells", TextField()))
        .order_by()
        .values_list("book_id", "number", "seat_id", "named", "text")
    )
    found = list(rows)
    # All at once: as many texts, parsed one by one, would take three times as long.
    cells = json.loads(f"[{','.join([row[-1] for row in found])}]")
    said = [Said(within[row[0]], *row[:-1], each) for row, each in zip(found, cells, strict=True)]
    return sorted(said, key=lambda row: (row.audience.narrowness, row.book_id, row.number))
