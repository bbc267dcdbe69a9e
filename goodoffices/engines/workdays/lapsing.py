"""The moment at which a day ends by the clocks of a time zone, whatever they do in that night."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodoffices.engines.workdays.counting import Place, day_after

_INSTANT = timedelta(microseconds=1)


def end_of_day(day: date, zone: str) -> str:
    """The first moment that is no longer this day, in UTC as RFC 3339 writes it, with milliseconds.

    zone   its name in the IANA database

    Where clocks are set at midnight, a day may begin at 01:00, or midnight be struck twice: then the day ends when its date
    is gone for good.

    >>> end_of_day(date(2025, 3, 29), "Europe/Vienna"), end_of_day(date(2025, 3, 30), "Europe/Vienna")
    ('2025-03-29T23:00:00.000Z', '2025-03-30T22:00:00.000Z')
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    end, second = midnight.astimezone(UTC), midnight.replace(fold=1).astimezone(UTC)
    # Struck twice, and before the second time it was this day again.
    if second > end and (second - _INSTANT).astimezone(ZoneInfo(zone)).date() <= day:
        end = second
    return end.strftime("%Y-%m-%dT%H:%M:%S.") + f"{end.microsecond // 1000:03d}Z"


def lapse_of(day: date, days: int, working: bool, places: Sequence[Place], zone: str) -> tuple[date, str]:
    """The last day of a term that was set on a day, and the moment at which it lapses: the end of that day.

    >>> lapse_of(date(2024, 2, 26), 3, True, [Place("Vienna")], "Europe/Vienna")
    (datetime.date(2024, 2, 29), '2024-02-29T23:00:00.000Z')
    """
    last = day_after(day, days, working, places)
    return last, end_of_day(last, zone)
