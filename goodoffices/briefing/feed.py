"""A seat's calendar as iCalendar (RFC 5545), for calendars elsewhere.

Everything in it comes from what this seat reads: the stamps are those of entries in its own books, and what counts changes
counts entries of one book. So nothing in other books changes a letter of it, nor its length, nor its order.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone

from goodoffices.briefing.dated import Dated, code_of, dated_for
from goodoffices.briefing.feed_zone import described
from goodoffices.briefing.feeds import gives_titles
from goodoffices.process.models import Seat
from goodoffices.record.appending import written_at
from goodoffices.record.scope import seen_by
from goodoffices.record.things import Thing, nouns_of
from goodoffices.record.timestamps import moment

PRODUCT = "-//Good Offices//Calendar//EN"
ASK_AGAIN = timedelta(hours=1)
BEFORE_AN_HOUR = (timedelta(days=-1), timedelta(hours=-1))
BEFORE_A_DAY = (timedelta(hours=-15),)  # at nine in the morning of the day before


class Revision(NamedTuple):
    """When a date was put on record, when it was last changed, and how far its book had gone on by then."""

    made: datetime
    stamp: datetime
    sequence: int


def feed_of(seat: Seat, language: str, host: str) -> bytes:
    """The whole calendar, in the holder's language; `host` stands before the addresses that lead back."""
    with translation.override(language or settings.LANGUAGE_CODE):
        dates = dated_for(seat)
        calendar = _empty()
        zone = ZoneInfo(seat.process.zone)
        if found := _zone_of(zone, dates):
            calendar.add_component(found)
        revisions = _revisions(seat, dates)
        titles = gives_titles(seat)
        for each, revision in zip(dates, revisions, strict=True):
            calendar.add_component(_event(seat, each, revision, zone, titles, host))
        return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Good Offices")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar


def _zone_of(zone: ZoneInfo, dates: Iterable[Dated]) -> Timezone | None:
    """How the clocks of the host city go in the years that are named; none where no date has an hour."""
    moments = [moment(at) for each in dates for at in (each.named.at, each.ends) if at]
    return described(zone, min(moments).year, max(moments).year) if moments and zone.key != "UTC" else None


def _event(seat: Seat, each: Dated, revision: Revision, zone: ZoneInfo, titles: bool, host: str) -> Event:
    event, named = Event(), each.named
    event.add("uid", _uid(seat, each))
    event.add("dtstamp", revision.stamp)
    event.add("created", revision.made)
    event.add("last-modified", revision.stamp)
    event.add("sequence", revision.sequence)
    begins = _shown(named.at, zone) if named.at else None
    summary = each.title if titles else _discreet(begins and begins.astimezone(zone))
    event.add("summary", summary)
    if titles:
        event.add("description", each.sentence)
        if named.place:
            event.add("location", named.place)
    event.add("dtstart", begins or each.day)
    if ends := _ends(each, begins, zone):
        event.add("dtend", ends)
    event.add("url", f"{host}{named.address if titles else _neutral(seat, each)}")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if begins and not named.cancelled else "TRANSPARENT")
    event.add("status", "CANCELLED" if named.cancelled else "CONFIRMED")
    if named.ahead:
        for before in BEFORE_AN_HOUR if begins else BEFORE_A_DAY:
            event.add_component(_alarm(summary, before))
    return event


def _uid(seat: Seat, each: Dated) -> str:
    return f"{code_of(seat, each)}@good-offices"


def _neutral(seat: Seat, each: Dated) -> str:
    """A link back that tells nothing: the address of a dispute would say that there is one."""
    return reverse("briefing:calendar-date", args=[seat.process_id, code_of(seat, each)])


def _discreet(begins: datetime | None) -> str:
    if begins is None:
        return _("Good Offices: something on this day")
    return _("Good Offices: something at %(time)s") % {"time": f"{begins:%H.%M}"}


def _ends(each: Dated, begins: datetime | None, zone: ZoneInfo) -> date | datetime | None:
    """When it is over. A day in iCalendar ends with the beginning of the next one."""
    if begins is None:
        return each.last + timedelta(1)
    if not each.named.until:
        return None
    if len(each.named.until) == len(each.named.at):
        ends = _shown(each.named.until, zone)
    else:
        ends = datetime.combine(each.last + timedelta(1), time(), zone)
    return ends if ends.astimezone(UTC) > begins.astimezone(UTC) else None


def _shown(at: str, zone: ZoneInfo) -> datetime:
    """By the clocks of the host city. What they show for the second time, in autumn, is in UTC: in iCalendar an hour that comes
    twice is the first."""
    shown = moment(at).astimezone(zone)
    return shown.astimezone(UTC) if shown.fold else shown


def _alarm(summary: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm


# ---- what has been changed -------------------------------------------------------------------------------------------


class Numbers(NamedTuple):
    """By book and number, the entries of a date: that which made its thing, that which last changed it, and one elsewhere that
    called it off."""

    book: str
    made: int
    changed: int
    ended: tuple[str, int] | None

    @property
    def sequence(self) -> int:
        """How many entries of its book lie between; and what is called off elsewhere counts for one."""
        return self.changed - self.made + (self.ended is not None)


def _revisions(seat: Seat, dates: list[Dated]) -> list[Revision]:
    """Of each date: the time of the entry that made its thing, that of the one that last changed it, and how many entries of
    that book lie between. Earlier entries than those that the reader reads have no time for it: its first one stands for them."""
    things = Thing.objects.seen_by(seat).filter(id__in={each.named.thing for each in dates if each.named.thing})
    nouns = nouns_of(things, seen_by(seat))
    first, shelf = seat.books(), seat.shelf()
    numbers = [_numbers(each, nouns.get(each.named.thing), first) for each in dates]
    wanted: dict[str, set[int]] = {}
    for each in numbers:
        wanted.setdefault(each.book, set()).update({each.made, each.changed})
        if each.ended:
            wanted.setdefault(each.ended[0], set()).add(each.ended[1])
    at = {book: written_at(shelf[book], those) for book, those in wanted.items()}
    return [_revision(each, at) for each in numbers]


def _numbers(each: Dated, noun: object, first: Mapping[str, int]) -> Numbers:
    named, book = each.named, each.named.book.id
    made, changed = getattr(noun, "number", named.number), getattr(noun, "changed", named.number)
    ended = named.ended and (named.ended[0].id, max(named.ended[1], first[named.ended[0].id]))
    return Numbers(book, max(made, first[book]), max(changed, first[book]), ended)


def _revision(numbers: Numbers, at: Mapping[str, Mapping[int, str]]) -> Revision:
    times = at[numbers.book]
    # Of a book that holds nothing yet for this reader, no entry has a time.
    stamp = moment(times[numbers.changed]) if numbers.changed in times else datetime(1970, 1, 1, tzinfo=UTC)
    made = moment(times[numbers.made]) if numbers.made in times else stamp
    if numbers.ended and (called_off := at[numbers.ended[0]].get(numbers.ended[1])):
        stamp = max(stamp, moment(called_off))
    return Revision(made, stamp, numbers.sequence)
