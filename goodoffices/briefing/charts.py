"""Small charts as SVG: drawn on the server, printable, read out by their title; colours come from the stylesheet."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from goodoffices.briefing.measures import Side

WIDTH, HEIGHT = 600, 96  # of the drawing; the page scales it
MOST_DAYS = 31


def words_by_day(sides: list[Side], title: str) -> SafeString:
    """A group of bars for each of the latest days on which anybody spoke in the plenary; nothing for a single day.

    The figures stand in the bars' own titles, and in the table beside the chart.
    """
    days = sorted({day for side in sides for day in side.days})[-MOST_DAYS:]
    greatest = max((side.days.get(day, 0) for side in sides for day in days), default=0)
    if len(days) < 2 or not greatest:
        return mark_safe("")
    group = WIDTH / len(days)
    bar = min(group * 0.8 / len(sides), 24.0)
    bars = format_html_join(
        "",
        '<rect data-party="{}" x="{}" y="{}" width="{}" height="{}"><title>{} · {}: {}</title></rect>',
        (
            _bar(side, day, n * group + (group - bar * len(sides)) / 2 + m * bar, bar * 0.92, greatest)
            for n, day in enumerate(days)
            for m, side in enumerate(sides)
        ),
    )
    drawing = '<svg class="days" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<line x1="0" x2="{}" y1="{}" y2="{}"/></svg>'
    return format_html(drawing, WIDTH, HEIGHT + 1, title, bars, WIDTH, HEIGHT, HEIGHT)


def _bar(side: Side, day: str, left: float, width: float, greatest: int) -> tuple[object, ...]:
    words = side.days.get(day, 0)
    high = HEIGHT * words / greatest
    place = [f"{length:.1f}" for length in (left, HEIGHT - high, width, high)]
    return (side.party.mark, *place, day, side.party.name, words)
