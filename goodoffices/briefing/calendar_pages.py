"""The calendar: a month, a line of time, and the feed for calendars elsewhere. They change only what is not recorded."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goodoffices.accounts import security_log
from goodoffices.accounts.addresses import absolute
from goodoffices.accounts.models import User
from goodoffices.briefing import feeds
from goodoffices.briefing.dated import Dated, by_day, dated_for
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat
from goodoffices.process.programme import programmes_of
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.timestamps import written

FIRST, LAST = 1900, 2200  # years that have pages


class Day(NamedTuple):
    """A square of the month."""

    day: date
    inside: bool  # of this month, not of one beside it
    dates: list[Dated]


@require_safe
def month(request: SeatedRequest, process: str) -> HttpResponse:
    """A month as a grid; on a small screen, the days of it on which something is."""
    seat: Seat = request.seat
    today = host_day(seat.process)
    shown = _month(request.GET.get("month", "")) or today.replace(day=1)
    after = (shown + timedelta(31)).replace(day=1)
    weeks = _weeks(seat, shown, after)
    context = {
        "city": _city(seat),
        "month": shown,
        "before": (shown - timedelta(1)).replace(day=1) if shown.year > FIRST else None,
        "after": after if after.year < LAST else None,
        "today": today,
        "weekdays": [formats.date_format(day.day, "D") for day in weeks[0]],
        "weeks": weeks,
        "any": any(day.inside and day.dates for week in weeks for day in week),
        "programmes": programmes_of(seat, day=today.isoformat()),
        "of_today": by_day(dated_for(seat), today, today).get(today, []),
    }
    return render(request, "briefing/calendar.html", context)


@require_safe
def line(request: SeatedRequest, process: str) -> HttpResponse:
    """Everything in the order of its days: what is ahead, and what is past."""
    seat: Seat = request.seat
    today, dates = host_day(seat.process), dated_for(seat)
    context = {
        "city": _city(seat),
        "today": today,
        "ahead": _in_days(each for each in dates if each.last >= today),
        "past": _in_days(reversed([each for each in dates if each.last < today])),
    }
    return render(request, "briefing/calendar_line.html", context)


def _city(seat: Seat) -> str:
    """By whose clock days and hours are shown."""
    return seat.process.place or seat.process.zone.rpartition("/")[2].replace("_", " ")


def _month(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == len("2026-11") else None
    except ValueError:
        return None
    return found if found and FIRST <= found.year < LAST else None


def _weeks(seat: Seat, first: date, after: date) -> list[list[Day]]:
    """Whole weeks, from Monday on, as ISO 8601 has them."""
    begins = first - timedelta(first.weekday())
    ends = after + timedelta(-after.weekday() % 7)
    dates = by_day(dated_for(seat), begins, ends)
    days = [begins + timedelta(n) for n in range((ends - begins).days)]
    squares = [Day(day, first <= day < after, dates.get(day, [])) for day in days]
    return [squares[n : n + 7] for n in range(0, len(squares), 7)]


def _in_days(dates: Any) -> list[tuple[date, list[Dated]]]:
    return [(day, list(those)) for day, those in groupby(dates, key=lambda each: each.day)]


# ---- the feed --------------------------------------------------------------------------------------------------------


# house: submits: the address of a feed is a secret of its holder, and stands in no book
@never_cache
def subscription(request: SeatedRequest, process: str) -> HttpResponse:
    """The feed of this seat. Whoever makes one shows once more who they are: its address opens it without them."""
    if request.method != "POST":
        return _subscription(request, process)
    from allauth.account.decorators import reauthentication_required  # what it needs is large, and few pages do

    demanding = reauthentication_required(_subscription, app="allauth.account", enabled=not settings.DEMO)
    made: HttpResponse = demanding(request, process)
    return made


def _subscription(request: SeatedRequest, process: str) -> HttpResponse:
    """With the new address on the answer that makes it, and never again."""
    seat: Seat = request.seat
    address = ""
    if request.method == "POST":
        user = cast(User, request.user)  # who holds a seat is signed in
        address = absolute(reverse("calendar-feed", args=[feeds.make(seat.id, user)]), request)
        security_log.note(request, "calendar-made", user)
    stands = feeds.of(seat.id)
    context = {
        "address": address,
        "made": written(stands.made) if stands else "",
        "titles": feeds.gives_titles(seat),
    }
    return render(request, "briefing/calendar_subscription.html", context)


# house: submits: the address of a feed is a secret of its holder, and stands in no book
@require_POST
def feed_revocation(request: SeatedRequest, process: str) -> HttpResponse:
    feeds.revoke(request.seat.id)
    security_log.note(request, "calendar-revoked", request.user)
    return HttpResponseRedirect(reverse("briefing:calendar-subscription", args=[process]))


@require_safe
def opened(request: HttpRequest, feed: str) -> HttpResponse:
    """The seat's iCalendar, for whoever has its address, of which `feed` is the secret."""
    from goodoffices.briefing.feed import feed_of  # what it needs is large, and few ask for it

    found = feeds.opened(feed)
    if found is None:
        raise NotThere
    seat, language = found
    text = feed_of(seat, language, absolute("", request))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = quote_etag(feeds.fingerprint(text))
    answer["Cache-Control"] = "private, no-cache"  # asked again each time: a revoked address gives nothing at once
    answer["Content-Disposition"] = 'inline; filename="good-offices.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return get_conditional_response(request, answer["ETag"], None, answer) or answer
