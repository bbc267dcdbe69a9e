"""What was done in a room besides what was said: a thin line for each act, between the statements."""

from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goodoffices.consultation.acts import MakeStatement
from goodoffices.process.fragments import place_of
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.lines import Run, acts_in

CHUNK = 100  # numbers of a book whose lines are remembered together
SAID = (MakeStatement.kind,)


class ProcedureLine(NamedTuple):
    number: int  # of its last act
    html: SafeString


def lines_in(seat: Seat, room: str, first: int, last: int) -> list[ProcedureLine]:
    """The lines of a room from one number to another, oldest first."""
    starts = range(first - first % CHUNK, last + 1, CHUNK)
    chunks = [_lines(seat, room, max(first, start), min(last, start + CHUNK - 1)) for start in starts]
    return [line for chunk in chunks for line in chunk]


@cached
def _lines(seat: Seat, room: str, first: int, last: int) -> list[ProcedureLine]:
    known: dict[str, Any] = place_of(seat.process)
    book = seat.shelf()[room]
    return [_line(run, {**known, "book": book}) for run in acts_in(seat, room, first, last, SAID)]


def _line(run: Run, known: dict[str, Any]) -> ProcedureLine:
    return ProcedureLine(run.last, render_to_string("consultation/_procedure.html", {**known, "run": run}))
