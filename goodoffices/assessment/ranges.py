"""What judges say of one section: by judge in words, and by cell from the lowest to the highest, each room for itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from goodoffices.assessment.commentary import signed, strength
from goodoffices.assessment.judged import said as cells_of
from goodoffices.assessment.models import Influences, Section, Variant
from goodoffices.process.models import Seat

Pair = tuple[str, str]  # ids of variants: from, to
Values = dict[Pair, dict[str, str]]  # by pair and by judge, what that judge says


def said(rows: Sequence[Section], sources: Sequence[Variant], targets: Sequence[Variant]) -> list[dict[str, Any]]:
    """By judge, what is said in words, with reasons."""
    names = {each.id: each for each in (*sources, *targets)}
    places = {each.id: each.place for each in names.values()}
    return [
        {
            "row": row,
            "cells": [
                (names[cell["from"]], names[cell["to"]], strength(cell["value"]), signed(cell["value"]), cell["reason"])
                for cell in sorted(row.cells, key=lambda cell: (places.get(cell["from"], 0), places.get(cell["to"], 0)))
                if cell["from"] in names and cell["to"] in names
            ],
        }
        for row in rows
    ]


def spread(
    seat: Seat, found: Influences, rows: Sequence[Section], sources: Sequence[Variant], targets: Sequence[Variant]
) -> list[dict[str, Any]]:
    """By cell, from the lowest to the highest that anybody says in the diagram’s own room; beside it, what stands in narrower ones.
    No mean is taken."""
    own = _values(seat, [row for row in rows if row.audience == found.audience])
    apart = [row for row in rows if row.audience != found.audience]
    rooms = {row.book_id: row.book for row in apart}
    private = [(book, _values(seat, [row for row in apart if row.book_id == id])) for id, book in rooms.items()]
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


def _values(seat: Seat, rows: Iterable[Section]) -> Values:
    """A judge counts once. Rows that do not name theirs count each: that two are by the same judge is not told."""
    values: Values = {}
    for row, cell in cells_of(rows):
        judge = row.seat_id if row.named == "seat" or row.seat_id == seat.id else row.id
        values.setdefault((cell["from"], cell["to"]), {})[judge] = cell["value"]
    return values


def _range(values: dict[str, str]) -> dict[str, Any]:
    told = sorted(values.values(), key=float)
    if not told:
        return {"count": 0}
    return {"count": len(told), "low": signed(told[0]), "high": signed(told[-1]), "same": told[0] == told[-1]}
