"""What was done in a room besides what was said: a thin line for each act, between the statements."""

from collections.abc import Collection
from itertools import groupby
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goodoffices.process.fragments import place_of
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.lines import Run, numbers_in, told

CHUNK = 100  # numbers of a book whose lines are remembered together


class ProcedureLine(NamedTuple):
    number: int  # of its last act
    html: SafeString


def lines_in(seat: Seat, room: str, first: int, last: int, said: Collection[int]) -> list[ProcedureLine]:
    """The lines of a room from one number to another, oldest first; `said` are the numbers of the statements there."""
    numbers = numbers_in(seat, room, first, last, said)
    chunks = [list(chunk) for _start, chunk in groupby(numbers, key=lambda number: number // CHUNK)]
    return [line for chunk in chunks for line in _lines(seat, room, tuple(chunk))]


@cached
def _lines(seat: Seat, room: str, numbers: tuple[int, ...]) -> list[ProcedureLine]:
    known: dict[str, Any] = place_of(seat.process)
    book = seat.shelf()[room]
    return [_line(run, {**known, "book": book}) for run in told(seat, room, numbers)]


def _line(run: Run, known: dict[str, Any]) -> ProcedureLine:
    return ProcedureLine(run.last, render_to_string("consultation/_procedure.html", {**known, "run": run}))
