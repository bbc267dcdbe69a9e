"""Small SVG charts, drawn on the server. They print, screen readers read their title, and the stylesheet colours them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from goodoffices.process.extensions import Measure
from goodoffices.process.models import Party

WIDTH, HEIGHT = 600, 96  # of the bars; the page scales the drawing
LEFT, ABOVE, BELOW = 36, 12, 22  # room for the numbers and the days
MOST_DAYS = 31
MOST_NAMED = 8  # days that are named below the bars


def by_day(measure: Measure, parties: list[Party]) -> SafeString:
    """A group of bars for each of the latest days on which anybody has anything; nothing for a single day.

    The figures stand in the bars' own titles, and in the table beside the chart.
    """
    counted = [(party, (measure.by_day or {}).get(party.id, {})) for party in parties]
    days = sorted({day for _party, of_party in counted for day in of_party})[-MOST_DAYS:]
    greatest = max((of_party.get(day, 0) for _party, of_party in counted for day in days), default=0)
    if len(days) < 2 or not greatest:
        return mark_safe("")
    group = WIDTH / len(days)
    bar = min(group * 0.8 / len(parties), 24.0)
    bars = format_html_join(
        "",
        '<rect data-party="{}" x="{}" y="{}" width="{}" height="{}"><title>{} · {}: {}</title></rect>',
        (
            _bar(
                party, day, of_party.get(day, 0), n * group + (group - bar * len(parties)) / 2 + m * bar, bar, greatest
            )
            for n, day in enumerate(days)
            for m, (party, of_party) in enumerate(counted)
        ),
    )
    return format_html(
        '<svg class="days" viewBox="{} {} {} {}" role="img" aria-label="{}">{}{}{}<line x1="0" x2="{}" y1="{}" y2="{}"/></svg>',
        *(-LEFT, -ABOVE, WIDTH + LEFT, HEIGHT + ABOVE + BELOW),
        measure.chart,
        _numbers(greatest),
        bars,
        _names(days, group),
        *(WIDTH, HEIGHT, HEIGHT),
    )


def _numbers(greatest: int) -> SafeString:
    """The axis of numbers: nothing, and the greatest."""
    lines = [(greatest, 0), (0, HEIGHT)]
    return format_html_join("", '<text class="axis" x="-6" y="{1}" dy="4" text-anchor="end">{0}</text>', lines)


def _names(days: list[str], group: float) -> SafeString:
    """The axis of days; of many, some are named."""
    step = -(-len(days) // MOST_NAMED)
    named = [(f"{n * group + group / 2:.1f}", HEIGHT + 15, date_format(date.fromisoformat(day), "j M"))
             for n, day in enumerate(days) if n % step == 0]  # fmt: skip
    return format_html_join("", '<text class="axis" x="{}" y="{}" text-anchor="middle">{}</text>', named)


def _bar(party: Party, day: str, count: int, left: float, width: float, greatest: int) -> tuple[object, ...]:
    high = HEIGHT * count / greatest
    place = [f"{length:.1f}" for length in (left, HEIGHT - high, width * 0.92, high)]
    return (party.mark, *place, date_format(date.fromisoformat(day), "j F Y"), party.name, count)
