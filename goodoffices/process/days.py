"""Days of a process: by the clock of its host city, wherever its readers are."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from goodoffices.process.models import Process
from goodoffices.record.source import source
from goodoffices.record.timestamps import moment, written


def host_time(process: Process, at: datetime) -> datetime:
    """What the clocks of the host city show at this moment."""
    return at.astimezone(ZoneInfo(process.zone))


def day_of(process: Process, at: str) -> date:
    """The day on which a moment of the record fell, such as `entry.at`; in an act's `draw`, today is that of `draw.now()`."""
    return host_time(process, moment(at)).date()


def host_day(process: Process) -> date:
    """Today, for pages; nothing of it goes into the record."""
    return day_of(process, source().now("today/1"))


def begin_of(process: Process, day: date) -> str:
    """The moment at which a day begins, as the record writes moments."""
    return written(datetime.combine(day, time(), ZoneInfo(process.zone)))
