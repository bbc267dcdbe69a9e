"""The calendar: a month, one line of time, and the way from a calendar elsewhere to what is on. They only read."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import formats
from django.views.decorators.http import require_safe

from goodoffices.briefing.dated import Dated, by_day, code_of, dated_for
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat
from goodoffices.process.programme import programmes_on
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest

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
        "programmes": programmes_on(seat, today.isoformat()),
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


@require_safe
def of_code(request: SeatedRequest, process: str, code: str) -> HttpResponse:
    """From a calendar elsewhere to what is on here: to its page, whose address only its readers learn."""
    seat: Seat = request.seat
    found = next((each for each in dated_for(seat) if code_of(seat, each) == code), None)
    if found is None:
        raise NotThere
    return HttpResponseRedirect(found.named.address)


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
