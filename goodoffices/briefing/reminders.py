"""Reminders of the days that the record names: seven days before, the day before, and on the day.

They come and go with the host city's day, never with what somebody does elsewhere; what is done or cancelled reminds nobody.
"""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodoffices.briefing.dated import Dated, dated_for
from goodoffices.process.days import host_day
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat

#: By days before, how a reminder begins.
BEFORE: Mapping[int, str | Promise] = {
    0: _("Today: %(title)s"),
    1: _("Tomorrow: %(title)s"),
    7: _("In seven days: %(title)s"),
}


def of_days(seat: Seat) -> Iterator[Todo]:
    """The most pressing first. They go on when the talks are over: what was promised falls due then."""
    today = host_day(seat.process)
    pressing = [(each, (each.day - today).days) for each in dated_for(seat) if each.named.ahead and each.named.reminds]
    for each, days in sorted(pressing, key=lambda found: found[1]):
        if days in BEFORE:
            yield _reminder(each, BEFORE[days])


def _reminder(each: Dated, words: str | Promise) -> Todo:
    named = each.named
    return Todo("reminders", str(words) % {"title": each.title}, named.address, named.book, named.number, named.day)
