"""What a seat's calendar holds: every date that the offices name, ahead and past, as far as the seat reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import formats
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from goodoffices.process.days import day_of, host_time
from goodoffices.process.extensions import Date
from goodoffices.process.models import Process, Seat
from goodoffices.record.cache import cached
from goodoffices.record.office import declared
from goodoffices.record.timestamps import moment

LONGEST = 366  # days that one date may span


@dataclass(frozen=True)
class Dated:
    """One date, put into the reader's words, on the days of the host city."""

    named: Date
    process: Process

    @cached_property
    def day(self) -> date:
        return date.fromisoformat(self.named.day)

    @cached_property
    def last(self) -> date:
        """The last day that belongs to it."""
        until = self.named.until
        if not until:
            return self.day
        last = date.fromisoformat(until) if len(until) == len("2026-11-29") else day_of(self.process, until)
        return min(max(last, self.day), self.day + timedelta(LONGEST))

    @property
    def title(self) -> str:
        if self.named.title:
            return self.named.title % self.named.gaps
        return self.sentence

    @property
    def sentence(self) -> str:
        return self.named.sentence % {**self.named.gaps, "day": formats.date_format(self.day, "j F Y")}

    @property
    def state(self) -> str:
        """A word for it, where there is one."""
        return _("Cancelled") if self.named.cancelled else ""

    @property
    def ends(self) -> str:
        """The moment at which it ends on its own day, where that is known."""
        until = self.named.until
        return until if self.named.at and len(until) == len(self.named.at) and self.last == self.day else ""

    @property
    def hour(self) -> str:
        """By the clock of the host city."""
        return _hour(self.process, self.named.at)

    @property
    def until_hour(self) -> str:
        return _hour(self.process, self.ends)


def _hour(process: Process, at: str) -> str:
    return f"{host_time(process, moment(at)):%H:%M}" if at else ""


def dated_for(seat: Seat) -> list[Dated]:
    """All of them, in the order of their days; on one day, what has an hour comes in the order of the hours."""
    return [Dated(each, seat.process) for each in _named(seat)]


def code_of(seat: Seat, each: Dated) -> str:
    """By what calendars elsewhere know it: the same for ever for one date of one thing and one seat.

    It tells neither, and two seats have no code in common.
    """
    named = each.named
    what = named.thing or f"{named.book.id} {named.number} {named.day}"
    return salted_hmac("calendar feed", f"{seat.id} {what} {named.kind}", algorithm="sha256").hexdigest()[:40]


@cached(per="seat")
def _named(seat: Seat) -> tuple[Date, ...]:
    found = [each for named in declared("dates") for each in named(seat)]
    return tuple(
        sorted(found, key=lambda each: (each.day, each.at, each.book.name, each.number, each.kind, each.thing))
    )


def by_day(dates: Iterable[Dated], first: date, last: date) -> dict[date, list[Dated]]:
    """On each of these days, what begins, goes on or ends there."""
    found: dict[date, list[Dated]] = {}
    for each in dates:
        day = max(each.day, first)
        while day <= min(each.last, last):
            found.setdefault(day, []).append(each)
            day += timedelta(1)
    return found
