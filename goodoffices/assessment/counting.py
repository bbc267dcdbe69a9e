"""What a run counts, read within the lock, where every writer waits: plain values instead of ten thousands of rows."""

import json
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import TextField
from django.db.models.functions import Cast

from goodoffices.assessment.judged import as_read
from goodoffices.assessment.models import Influences, Section
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience


@dataclass(slots=True, eq=False)
class Said:
    """Of a row of judgements (`Section`) what decides what counts."""

    audience: Audience
    book_id: str
    number: int
    seat_id: str
    named: str
    cells: list[dict[str, Any]]
    count: int


def said_within(seat: Seat, influences: Influences, audience: Audience) -> list[Section]:
    """What `judged.sections_within` gives, in any order and in a tenth of the time: `Said` for each row, which `judged` treats alike."""
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
    said = [Said(within[row[0]], *row[:-1], each, len(each)) for row, each in zip(found, cells, strict=True)]
    return as_read(seat, cast(list[Section], said))
