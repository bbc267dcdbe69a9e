"""Movement on a line of days: what came or changed since a point in each of the reader's books, day by day, newest first.

It is what the brief tells issue by issue, without what was said: of words, the rooms hold every one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from goodoffices.agenda.acts import called
from goodoffices.briefing.changes import movement
from goodoffices.process.days import day_of
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.record.appending import written_at
from goodoffices.record.office import Section

LINES = 60  # shown at most; the brief has the rest


class Moved(NamedTuple):
    """One row that came or changed: when, in which section, on which issue."""

    at: str
    section: Section
    issue: Any
    row: Any


@dataclass
class Line:
    """What moved on one day in one way, on one issue or beside them."""

    label: str
    issue: Any = None
    called: str = ""  # the issue's title, or its number for those admitted after it got that title
    template: str = ""
    rows: list[Any] = field(default_factory=list)

    @property
    def change(self) -> Change:
        """As the section's own template shows it."""
        return Change(self.rows, self.issue)


@dataclass
class Day:
    day: date
    lines: list[Line]


class Timeline(NamedTuple):
    days: list[Day]
    unshown: int  # how many rows are older than what is shown


def timeline(seat: Seat, heads: Mapping[str, int]) -> Timeline:
    """What others moved after these numbers; what the reader did itself is left out, as in the brief."""
    moved = sorted(_moved(seat, heads), key=lambda each: each.at, reverse=True)
    by_day: dict[date, list[Moved]] = {}
    for each in moved[:LINES]:
        by_day.setdefault(day_of(seat.process, each.at), []).append(each)
    days = [Day(day, _lines(seat, those)) for day, those in by_day.items()]
    return Timeline(days, max(0, len(moved) - LINES))


def _moved(seat: Seat, heads: Mapping[str, int]) -> Iterator[Moved]:
    """Each with the time of its entry. What stood before the reader was admitted has none for it, and is left out."""
    first = seat.books()
    found = [
        (section, change.issue, row, number)
        for section, change in movement(seat, heads)
        for row in change.rows
        if (number := _number(section, row)) >= first[row.book_id]
    ]
    numbers: dict[str, set[int]] = {}
    for _section, _issue, row, number in found:
        numbers.setdefault(row.book_id, set()).add(number)
    at = {book: written_at(seat.shelf()[book], those) for book, those in numbers.items()}
    for section, issue, row, number in found:
        yield Moved(at[row.book_id][number], section, issue, row)


def _number(section: Section, row: Any) -> int:
    """The entry that made the row what the timeline shows: its latest change; of what shows as new, the first."""
    return int(row.changed if section.template else row.number)


def _lines(seat: Seat, moved: Iterable[Moved]) -> list[Line]:
    """Of one day: what moved in the same way on the same issue stands together, the latest first."""
    found: dict[tuple[str, str], Line] = {}
    for each in moved:
        label = str(each.section.label or each.section.heading)
        key = (label, each.issue.id if each.issue else "")
        if key not in found:
            title = called(each.issue).to(seat) if each.issue else ""
            found[key] = Line(label, each.issue, title, each.section.template)
        found[key].rows.append(each.row)
    return list(found.values())
