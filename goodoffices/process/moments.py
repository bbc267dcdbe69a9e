"""Moments that people write: by the clock of the host city, unless they name another."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from goodoffices.process.models import Process
from goodoffices.record.fields import already_recorded
from goodoffices.record.timestamps import moment, written

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
