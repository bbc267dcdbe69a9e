"""The work plan along its days: where each line and point of the picture stands."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodoffices.process.days import day_of
from goodoffices.process.models import Process
from goodoffices.taskforces.models import Item, Terms

LEFT, RIGHT, TOP, STEP = 40, 660, 30, 26


class Row(NamedTuple):
    """One thing with its day: its number in the picture and in the table, and where it is drawn, if it has a day."""

    number: int
    sort: str
    what: str
    day: str
    state: str = ""
    tone: str = ""
    owner: str = ""
    begin: float = 0
    x: float = 0
    y: float = 0

    @property
    def drawn(self) -> bool:
        return bool(self.day)


class Mark(NamedTuple):
    """A day that runs through the whole picture."""

    x: float
    name: str


class Timeline(NamedTuple):
    rows: list[Row]
    height: int
    bottom: int
    marks: list[Mark]  # today, while there is work to do
    first: str
    last: str


def timeline(process: Process, terms: Terms | None, items: Iterable[Item], today: date) -> Timeline | None:
    """None where nothing has a day."""
    found = [*_of_terms(terms), *_of_items(process, items)]
    rows = sorted(found, key=lambda pair: (not pair[0].day, pair[0].day))
    days = [date.fromisoformat(row.day) for row, _since in rows if row.day]
    if not days:
        return None
    days += [since for _row, since in rows if since]
    at_work = terms is None or terms.stands
    first, last = min([*days, today] if at_work else days), max([*days, today] if at_work else days)
    spread = max((last - first).days, 1)

    def place(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / spread, 1)

    placed = []
    for number, (row, since) in enumerate(rows, 1):
        x = place(date.fromisoformat(row.day)) if row.day else 0
        begin = place(since) if since and row.day else x
        placed.append(row._replace(number=number, x=x, begin=min(begin, x), y=TOP + STEP * number))
    height = TOP + STEP * (len(rows) + 1) + 20
    marks = [Mark(place(today), _("Today"))] if at_work else []
    return Timeline(placed, height, height - 20, marks, first.isoformat(), last.isoformat())


def _of_terms(terms: Terms | None) -> Iterable[tuple[Row, date | None]]:
    if terms is None:
        return
    for each in terms.deliverables:
        yield Row(0, _("Deliverable"), each["what"], each["due"]), None
    for each in terms.milestones:
        yield Row(0, _("Milestone"), each["what"], each["due"]), None
    yield Row(0, _("Sunset"), terms.title, terms.sunset), None


def _of_items(process: Process, items: Iterable[Item]) -> Iterable[tuple[Row, date | None]]:
    for each in items:
        owner = each.owner.name if each.owner else ""
        yield (
            Row(0, _("Work plan"), each.what, each.due, each.state_name, each.tone, owner),
            day_of(process, each.at),
        )
