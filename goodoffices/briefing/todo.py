"""What waits for a seat: the same list for its desk, its brief and the count in its digest. Every office is asked."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.apps import apps
from django.utils import formats

from goodoffices.process.days import host_day
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.office import Office, declared, offices


def waits_for(seat: Seat) -> list[Todo]:
    """Everything that waits for this seat, sort by sort, the oldest first; days ahead come last."""
    return [*asks_of(seat), *days_ahead(seat)]


def asks_of(seat: Seat) -> list[Todo]:
    """What somebody waits for this seat to do; the days ahead left out."""
    if seat.observes:
        return []
    unrecorded = [todo for ask in declared("unrecorded_todo") for todo in ask(seat)]
    return [*unrecorded, *_asks_of(seat)]


def in_sorts(waits: list[Todo]) -> list[tuple[str, list[Todo]]]:
    """The same, under the names of their sorts."""
    found = [(title, [wait for wait in waits if wait.sort == sort]) for sort, title in _sorts().items()]
    return [(title, those) for title, those in found if those]


@cached(per="seat")
def _asks_of(seat: Seat) -> list[Todo]:
    order = list(_sorts())
    found = [todo for office in offices() for todo in _asks_of_one(seat, office.label)]
    return sorted(found, key=lambda wait: (order.index(wait.sort), wait.at))


@cached(per="seat")
def _asks_of_one(seat: Seat, office: str) -> list[Todo]:
    """What one office asks of the seat: it is asked again when its own tables have changed."""
    asking = cast(Office, apps.get_app_config(office))
    return list(asking.resolve(asking.todo)(seat)) if asking.todo else []


def _sorts() -> dict[str, str]:
    """Every sort of what waits and what it is called, the most pressing first."""
    sorts = [each for office in offices() for each in office.todo_sorts.items()]
    return {name: str(sort.title) for name, sort in sorted(sorts, key=lambda each: each[1].place)}


# ---- days ahead ------------------------------------------------------------------------------------------------------


def days_ahead(seat: Seat) -> Iterator[Todo]:
    """The days that the record names, from today on, in the order in which the offices name them."""
    today = host_day(seat.process)
    for named in declared("dates"):
        for each in named(seat):
            day = date.fromisoformat(each.day)
            if each.ahead and day >= today:
                words = each.sentence % {**each.gaps, "day": formats.date_format(day, "j F Y")}
                yield Todo("deadlines", words, each.address, each.book, each.number, each.day)
