"""What judges say of one section: by judge in words, and by cell from the lowest to the highest, each room for itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from goodoffices.assessment.commentary import signed, strength
from goodoffices.assessment.judged import of_earlier_words
from goodoffices.assessment.judged import said as cells_of
from goodoffices.assessment.models import Influences, Section, Variant
from goodoffices.assessment.rewordings import History
from goodoffices.assessment.wordings import earlier_in_words
from goodoffices.process.models import Seat

Pair = tuple[str, str]  # ids of variants: from, to
Values = dict[
    Pair, dict[str, tuple[str, bool]]
]  # by pair and by judge, what that judge says, and whether of earlier words


def said(
    rows: Sequence[Any], sources: Sequence[Variant], targets: Sequence[Variant], names: History
) -> list[dict[str, Any]]:
    """By judge, what is said in words, with reasons, and where it was said of earlier words, these."""
    known = {each.id: each for each in (*sources, *targets)}
    places = {each.id: each.place for each in known.values()}
    return [
        {
            "row": row,
            "cells": [
                (
                    known[cell["from"]],
                    known[cell["to"]],
                    strength(cell["value"]),
                    signed(cell["value"]),
                    cell["reason"],
                    _then(names, cell, known),
                )
                for cell in sorted(row.cells, key=lambda cell: (places.get(cell["from"], 0), places.get(cell["to"], 0)))
                if cell["from"] in known and cell["to"] in known
            ],
        }
        for row in rows
    ]


def before(rows: Sequence[Any], sources: Sequence[Variant], targets: Sequence[Variant]) -> list[dict[str, Any]]:
    """By entry, what was said and stands no more, and what was withdrawn."""
    known = {each.id: each for each in (*sources, *targets)}
    told = said([row for row in rows if not row.current], sources, targets, History())
    cells = {each["row"].id: each["cells"] for each in told}
    return [
        {
            "row": row,
            "cells": cells.get(row.id, []),
            "withdrawn": [
                (known[source], known[target])
                for source, target in row.withdrawn or ()
                if source in known and target in known
            ],
        }
        for row in rows
    ]


def _then(names: History, cell: dict[str, Any], known: dict[str, Variant]) -> list[str]:
    """What its variants were called when it was said; nothing where that is what they are called."""
    if not of_earlier_words(cell, known):
        return []
    ends, made = (known[cell["from"]], known[cell["to"]]), int(cell.get("of_words", 0))
    return [f"{names.called(each.descriptor, made)}: {names.called(each, made)}" for each in ends]


def spread(
    seat: Seat, found: Influences, rows: Sequence[Section], sources: Sequence[Variant], targets: Sequence[Variant]
) -> list[dict[str, Any]]:
    """By cell, from the lowest to the highest that anybody says in the diagram’s own room; beside it, what stands in narrower ones.
    No mean is taken."""
    known = {each.id: each for each in (*sources, *targets)}
    own = _values(seat, [row for row in rows if row.audience == found.audience], known)
    apart = [row for row in rows if row.audience != found.audience]
    rooms = {row.book_id: row.book for row in apart}
    private = [(book, _values(seat, [row for row in apart if row.book_id == id], known)) for id, book in rooms.items()]
    return [
        {
            "source": source,
            "cells": [
                {
                    "own": _range(own.get((source.id, target.id), {})),
                    "private": [
                        {"book": book, "range": _range(values[source.id, target.id])}
                        for book, values in private
                        if (source.id, target.id) in values
                    ],
                }
                for target in targets
            ],
        }
        for source in sources
    ]


def _values(seat: Seat, rows: Iterable[Section], known: dict[str, Variant]) -> Values:
    """A judge counts once. Rows that do not name theirs count each: that two are by the same judge is not told."""
    values: Values = {}
    for row, cell in cells_of(rows):
        judge = row.seat_id if row.named == "seat" or row.seat_id == seat.id else row.id
        earlier = of_earlier_words(cell, known)
        values.setdefault((cell["from"], cell["to"]), {})[judge] = cell["value"], earlier
    return values


def _range(values: dict[str, tuple[str, bool]]) -> dict[str, Any]:
    told = sorted([value for value, _earlier in values.values()], key=float)
    if not told:
        return {"count": 0}
    earlier = earlier_in_words(sum(earlier for _value, earlier in values.values()), len(told))
    return {
        "count": len(told),
        "low": signed(told[0]),
        "high": signed(told[-1]),
        "same": told[0] == told[-1],
        "earlier": earlier,
    }
