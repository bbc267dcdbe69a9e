"""Which days count, and how many of them lie between two days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

EVERY_DAY = frozenset(range(7))
"""The days of a week as `date.weekday()` numbers them: 0 is Monday, 6 is Sunday."""

LONGEST = 3660
"""How many days a term has at most: ten years."""

_ONE = timedelta(days=1)


class Place(NamedTuple):
    """Where people work, and on which days they do not.

    name       for people
    weekend    days of the week without work, 0 (Monday) to 6 (Sunday)
    holidays   further days without work, each with its year
    """

    name: str
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()


class NeverWorks(ValueError):
    """Between them the places rest on every day of the week, so that no working day ever comes."""


def is_working(day: date, places: Sequence[Place]) -> bool:
    """Whether all the places work on a day. Where no place is named, every day counts.

    >>> riyadh, london = Place("Riyadh", frozenset({4, 5})), Place("London")
    >>> [is_working(date(2025, 3, day), [riyadh, london]) for day in (6, 7, 8, 9, 10)]
    [True, False, False, False, True]
    """
    return all(day.weekday() not in place.weekend and day not in place.holidays for place in places)


def day_after(day: date, days: int, working: bool = False, places: Sequence[Place] = ()) -> date:
    """The last day of a term of so many days after a day; that day itself does not count. O(days and days off).

    working   whether only days count on which all the places work

    >>> day_after(date(2024, 2, 28), 2), day_after(date(2024, 2, 28), 2, True, [Place("Vienna")])
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1))
    >>> day_after(date(2025, 4, 17), 1, True, [Place("Vienna", holidays=frozenset({date(2025, 4, 21)}))])
    datetime.date(2025, 4, 18)
    """
    if not 0 < days <= LONGEST:
        raise ValueError(f"A term has 1 to {LONGEST} days, not {days}.")
    if not working:
        return day + days * _ONE
    if frozenset().union(*[place.weekend for place in places]) >= EVERY_DAY:
        raise NeverWorks("Between them these places rest on every day of the week.")
    while days:
        day += _ONE
        days -= is_working(day, places)
    return day


def working_days_between(day: date, last: date, places: Sequence[Place] = ()) -> int:
    """How many working days there are after a day, up to and including the last one; 0 where that is not later.

    >>> working_days_between(date(2025, 3, 6), date(2025, 3, 10), [Place("Riyadh", frozenset({4, 5})), Place("London")])
    1
    """
    ahead = range(max((last - day).days, 0))
    return sum(is_working(day + (n + 1) * _ONE, places) for n in ahead)
