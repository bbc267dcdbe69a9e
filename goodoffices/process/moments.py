"""Moments that people write: by the clock of the host city, unless they name another."""

import re
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from goodoffices.process.models import Process
from goodoffices.record.fields import already_recorded
from goodoffices.record.timestamps import moment, written

TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
SHORTEST = len("2026-11-28T14:05")


class HostTime:
    """Marks a field that holds a moment: a form asks for a day and a time."""


def _a_moment(text: str, info: ValidationInfo) -> str:
    if already_recorded(info):
        return text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) < SHORTEST or not 1900 < found.year < 2200:
        raise PydanticCustomError("moment", "Enter a date and time, such as 2026-11-28T14:05.")
    return text


#: A moment in ISO 8601: with an offset or Z, or without, and then by the clock of the process's zone.
Moment = Annotated[str, HostTime(), StringConstraints(max_length=35), AfterValidator(_a_moment)]


class DayTime:
    """Marks a field that holds a time of day: a form asks for hours and minutes."""


def _an_hour(text: str, info: ValidationInfo) -> str:
    if already_recorded(info) or TIME_OF_DAY.fullmatch(text):
        return text
    try:
        return _a_moment(text, info)
    except PydanticCustomError:
        raise PydanticCustomError("time_of_day", "Enter a time, such as 09:30.") from None


#: A time of day by the clock of the process's zone, such as `09:30`; or a moment, whose day then has to be the right one.
HostHour = Annotated[str, DayTime(), StringConstraints(max_length=35), AfterValidator(_an_hour)]


def hour_on(process: Process, day: date, text: str) -> str:
    """The moment as the record writes it; empty where the clocks skip that time. What they show twice is the first of both."""
    if not TIME_OF_DAY.fullmatch(text):
        return moment_in(process, text)
    shown = datetime.combine(day, time.fromisoformat(text), ZoneInfo(process.zone))
    at = written(shown)
    return (
        at if moment(at).astimezone(ZoneInfo(process.zone)).replace(tzinfo=None) == shown.replace(tzinfo=None) else ""
    )


def moment_in(process: Process, text: str) -> str:
    """As the record writes it."""
    found = datetime.fromisoformat(text)
    return written(found if found.tzinfo else found.replace(tzinfo=ZoneInfo(process.zone)))


def by_the_host_clock(process: Process, at: str) -> str:
    """A recorded moment as a form holds it.

    >>> from types import SimpleNamespace
    >>> by_the_host_clock(SimpleNamespace(zone="Europe/Istanbul"), "2026-11-28T11:05:00.000Z")
    '2026-11-28T14:05'
    """
    return moment(at).astimezone(ZoneInfo(process.zone)).strftime("%Y-%m-%dT%H:%M")
