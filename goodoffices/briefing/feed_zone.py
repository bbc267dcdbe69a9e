"""A time zone as iCalendar describes it: when its clocks change, by the clock before the change.

The library's own description has the hour after the change in spring, and so is an hour late (icalendar 7.3). Where every year
changes by one rule, the rule stands for the years: some calendars read nothing else.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Change(NamedTuple):
    """The clocks go from one offset to another; `onset` is by the clock before it."""

    onset: datetime
    was: timedelta
    now: timedelta
    name: str
    summer: bool


def described(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """For the moments from the year `first` to the year `last`."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = list(_changes(zone, datetime(first - 1, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)))
    groups: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for each in changes:
        groups.setdefault((each.was, each.now, each.name, each.summer), []).append(each.onset)
    if not changes or changes[0].onset.year >= first:  # how they went before the first change
        begin = datetime(first - 1, 1, 1, tzinfo=zone)
        ahead = begin.utcoffset() or timedelta()
        groups[ahead, ahead, begin.tzname() or "", bool(begin.dst())] = [begin.replace(tzinfo=None)]
    for (was, now, name, summer), onsets in groups.items():
        component.add_component(_observance(was, now, name, summer, onsets, last + 2 - (first - 1)))
    return component


def _observance(
    was: timedelta, now: timedelta, name: str, summer: bool, onsets: list[datetime], years: int
) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if summer else TimezoneStandard()
    part.add("dtstart", onsets[0])
    part.add("tzoffsetfrom", was)
    part.add("tzoffsetto", now)
    part.add("tzname", name)
    if len(onsets) == years and (rule := _rule(onsets)):
        part.add("rrule", rule)
    else:
        for onset in onsets[1:]:
            part.add("rdate", [onset])
    return part


def _rule(onsets: list[datetime]) -> dict[str, str | int] | None:
    """One rule for all of them: the same Sunday of the same month, at the same hour."""
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) > 1:
        return None
    months = {(onset + timedelta(7)).month == onset.month for onset in onsets}
    nths = {(onset.day - 1) // 7 + 1 for onset in onsets}
    nth = -1 if months == {False} else nths.pop() if len(nths) == 1 else 0
    if not nth:
        return None
    return {"freq": "yearly", "bymonth": onsets[0].month, "byday": f"{nth}{WEEKDAYS[onsets[0].weekday()]}"}


def _changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Change]:
    """Each time that the clocks change, found day by day and then to the second."""
    day = since
    while day < until:
        next_day = day + timedelta(1)
        if _told(zone, day) != _told(zone, next_day):
            yield _change(zone, day, next_day)
        day = next_day


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> Change:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _told(zone, middle) == _told(zone, before):
            before = middle
        else:
            after = middle
    was, (now, name, summer) = _told(zone, before)[0], _told(zone, after)
    return Change((after + was).replace(tzinfo=None), was, now, name, summer)


def _told(zone: ZoneInfo, at: datetime) -> tuple[timedelta, str, bool]:
    local = at.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst())
