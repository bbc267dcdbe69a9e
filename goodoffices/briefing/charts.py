"""Small SVG charts, drawn on the server. They print, screen readers read their title, and the stylesheet colours them."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from goodoffices.process.extensions import Measure
from goodoffices.process.models import Party

WIDTH, HEIGHT = 600, 96  # of the drawing; the page scales it
MOST_DAYS = 31


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
    drawing = '<svg class="days" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<line x1="0" x2="{}" y1="{}" y2="{}"/></svg>'
    return format_html(drawing, WIDTH, HEIGHT + 1, measure.chart, bars, WIDTH, HEIGHT, HEIGHT)


def _bar(party: Party, day: str, count: int, left: float, width: float, greatest: int) -> tuple[object, ...]:
    high = HEIGHT * count / greatest
    place = [f"{length:.1f}" for length in (left, HEIGHT - high, width * 0.92, high)]
    return (party.mark, *place, day, party.name, count)
