"""Working days and their ends, against an oracle that knows nothing but to look at one day, or one minute, after another."""

import doctest
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.workdays import (
    LONGEST,
    NeverWorks,
    Place,
    counting,
    day_after,
    end_of_day,
    is_working,
    lapse_of,
    lapsing,
    weekend_in,
    working_days_between,
)
from goodoffices.engines.workdays import weekends as weekends_of_zones
from tests.profiles import examples

VIENNA, RIYADH = Place("Vienna"), Place("Riyadh", frozenset({4, 5}))
ZONES = (
    "UTC", "Europe/Vienna", "America/New_York", "Asia/Riyadh", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo",
    "Asia/Beirut", "America/Havana", "America/Sao_Paulo", "Asia/Gaza", "Pacific/Apia",
)  # fmt: skip

days = st.dates(date(2015, 1, 1), date(2032, 12, 31))
weekends = st.frozensets(st.integers(0, 6), max_size=3)
places = st.lists(
    st.builds(Place, st.just("here"), weekends, st.frozensets(st.dates(date(2024, 1, 1), date(2025, 12, 31)))),
    max_size=3,
)


def naive_term(day: date, count: int, places: list[Place]) -> date:
    """Ticks days off a calendar that was written down beforehand: first all that do not count, then the rest one by one."""
    calendar = [date.fromordinal(day.toordinal() + n) for n in range(1, 7 * count + 2000)]
    off = {holiday for place in places for holiday in place.holidays}
    resting = {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][number] for place in places for number in place.weekend
    }
    return [each for each in calendar if each not in off and each.strftime("%a") not in resting][count - 1]


def naive_end(day: date, zone: str) -> datetime:
    """Looks at a clock in that zone every minute, and notes the last one at which it showed this day or an earlier one."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    shown = [at + timedelta(minutes=n) for n in range(60 * 58)]
    return max(each for each in shown if each.astimezone(ZoneInfo(zone)).date() <= day) + timedelta(minutes=1)


@given(days, st.integers(1, 60), places)
@settings(max_examples=examples(ci=200, long=5000))
def test_a_term_of_working_days_ends_where_ticking_off_a_calendar_ends_it(day, count, places):
    if len(frozenset().union(*[place.weekend for place in places])) == 7:
        with pytest.raises(NeverWorks):
            day_after(day, count, True, places)
        return
    last = day_after(day, count, True, places)
    assert last == naive_term(day, count, places)
    assert is_working(last, places)
    assert working_days_between(day, last, places) == count
    assert working_days_between(day, last - timedelta(days=1), places) == count - 1


@given(days, st.integers(1, LONGEST), places)
def test_calendar_days_count_whoever_works(day, count, places):
    assert day_after(day, count, False, places).toordinal() == day.toordinal() + count


@given(days, st.sampled_from(ZONES))
@settings(max_examples=examples(ci=60, long=2000))
def test_a_day_ends_where_a_clock_that_is_looked_at_shows_it_last(day, zone):
    assert datetime.fromisoformat(end_of_day(day, zone)) == naive_end(day, zone)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2025, 3, 30), "Europe/Vienna", "2025-03-30T22:00:00.000Z"),  # 23 hours
        (date(2025, 10, 26), "Europe/Vienna", "2025-10-26T23:00:00.000Z"),  # 25 hours
        (date(2024, 2, 29), "Asia/Riyadh", "2024-02-29T21:00:00.000Z"),
        (date(2025, 2, 28), "Asia/Riyadh", "2025-02-28T21:00:00.000Z"),
        (date(2025, 4, 24), "Africa/Cairo", "2025-04-24T22:00:00.000Z"),  # there is no midnight: 00:00 is 01:00
        (date(2025, 10, 30), "Africa/Cairo", "2025-10-30T22:00:00.000Z"),  # 24:00 is 23:00 again: the day has 25 hours
        (date(2025, 11, 1), "America/Havana", "2025-11-02T04:00:00.000Z"),  # midnight is struck twice, on the next day
        (date(2009, 10, 31), "America/St_Johns", "2009-11-01T03:30:00.000Z"),  # at 00:01 it is 23:01 of the day before
        (date(2011, 12, 29), "Pacific/Apia", "2011-12-30T10:00:00.000Z"),
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00:00.000Z"),  # the day that never was
    ],
)
def test_a_day_ends_whatever_the_clocks_do_in_that_night(day, zone, end):
    assert end_of_day(day, zone) == end
    assert datetime.fromisoformat(end) == naive_end(day, zone)


def test_a_term_crosses_a_leap_day_and_weekends_of_both_sides():
    assert day_after(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert day_after(date(2025, 2, 28), 1) == date(2025, 3, 1)
    # From Wednesday 28 February 2024: Thursday the 29th counts, then Friday to Sunday nobody counts, then Monday.
    assert day_after(date(2024, 2, 28), 2, True, [VIENNA, RIYADH]) == date(2024, 3, 4)
    assert day_after(date(2024, 2, 28), 2, True, [VIENNA]) == date(2024, 3, 1)
    assert day_after(date(2024, 2, 28), 2, True, [RIYADH]) == date(2024, 3, 3)


def test_a_holiday_of_one_place_is_a_day_off_for_all():
    easter = VIENNA._replace(holidays=frozenset({date(2025, 4, 21)}))
    assert day_after(date(2025, 4, 18), 1, True, [easter, Place("Oslo")]) == date(2025, 4, 22)


def test_a_term_that_never_comes_or_is_too_long_is_refused():
    with pytest.raises(NeverWorks):
        day_after(date(2025, 1, 1), 1, True, [Place("A", frozenset({0, 1, 2, 3})), Place("B", frozenset({4, 5, 6}))])
    for count in (0, -1, LONGEST + 1):
        with pytest.raises(ValueError, match="1 to"):
            day_after(date(2025, 1, 1), count)


def test_a_term_lapses_at_the_end_of_its_last_day():
    assert lapse_of(date(2025, 3, 27), 2, True, [VIENNA], "Europe/Vienna") == (
        date(2025, 3, 31),
        "2025-03-31T22:00:00.000Z",
    )


@pytest.mark.parametrize("module", [counting, lapsing, weekends_of_zones])
def test_the_examples_in_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_weekends_are_those_of_the_unicode_consortium():
    """By babel, which has its data, for every zone of which it knows the country."""
    from babel.core import Locale, UnknownLocaleError, get_global

    looked = 0
    for zone, country in get_global("zone_territories").items():
        try:
            locale = Locale.parse(f"und_{country}")
        except UnknownLocaleError:
            continue
        days = [locale.weekend_start]
        while days[-1] != locale.weekend_end:
            days.append((days[-1] + 1) % 7)
        assert weekend_in(zone) == frozenset(days), zone
        looked += 1
    assert looked > 300
