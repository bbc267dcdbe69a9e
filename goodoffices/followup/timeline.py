"""The line of checks and commitments as a drawing, made on the server: it prints, and its table stands beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from goodoffices.record.wording import isolated

WIDTH, HEIGHT = 640, 132
EDGE = 24
ROWS = {"check": 34, "commitment": 78}
AXIS = 104
MOST_NAMED = 6


def line_of_checks(marks: Sequence[Any], today: date) -> SafeString:
    """Checks above, commitments below, each at its day and in the tone of its state; nothing without two days."""
    days = sorted({date.fromisoformat(mark.day) for mark in marks})
    if len(days) < 2:
        return mark_safe("")
    first, span, leftward = days[0], (days[-1] - days[0]).days, get_language_bidi()

    def at(day: date) -> float:
        """Time runs as the language does."""
        along = (WIDTH - 2 * EDGE) * (day - first).days / span
        return WIDTH - EDGE - along if leftward else EDGE + along

    return format_html(
        '<svg class="svg-chart checks-line" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>{}{}{}</svg>',
        *(WIDTH, HEIGHT, _("Progress checks and commitments by day")),
        *(EDGE, WIDTH - EDGE, AXIS, AXIS),
        _today(at(today)) if days[0] <= today <= days[-1] else "",
        _marks(marks, at),
        _days(days, at),
    )


def _today(x: float) -> SafeString:
    return format_html(
        '<line class="today" x1="{0}" x2="{0}" y1="8" y2="{1}"><title>{2}</title></line>', f"{x:.1f}", AXIS, _("Today")
    )


def _marks(marks: Sequence[Any], at: Any) -> SafeString:
    """A square for a check and a circle for a commitment; those of one day stand above each other."""
    drawn, so_many = [], dict[tuple[str, str], int]()
    for mark in marks:
        place = so_many[mark.what, mark.day] = so_many.get((mark.what, mark.day), -1) + 1
        x, y = at(date.fromisoformat(mark.day)), ROWS[mark.what] - min(place, 3) * 7
        said = f"{mark.title} · {date_format(date.fromisoformat(mark.day), 'DATE_FORMAT')} · {mark.state_name}"
        shape = (
            '<rect class="mark-{}" x="{}" y="{}" width="10" height="10"><title>{}</title></rect>'
            if mark.what == "check"
            else '<circle class="mark-{}" cx="{}" cy="{}" r="5"><title>{}</title></circle>'
        )
        left = x - 5 if mark.what == "check" else x
        drawn.append((format_html(shape, mark.tone, f"{left:.1f}", y, said),))
    return format_html_join("", "{}", drawn)


def _days(days: Sequence[date], at: Any) -> SafeString:
    """The axis: the first and the last day, and some between that do not run into each other."""
    step = max(1, -(-len(days) // MOST_NAMED))
    named = [day for n, day in enumerate(days) if n % step == 0]
    shown: list[date] = []
    for day in [*named, days[-1]]:
        if not shown or abs(at(day) - at(shown[-1])) > 70:
            shown.append(day)
    rows = [(f"{at(day):.1f}", AXIS + 18, _anchor(day, days), isolated(date_format(day, "j M Y"))) for day in shown]
    return format_html_join("", '<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>', rows)


def _anchor(day: date, days: Sequence[date]) -> str:
    """So that no name runs out of the drawing, which is drawn from left to right in every language."""
    left, right = (days[-1], days[0]) if get_language_bidi() else (days[0], days[-1])
    return "start" if day == left else "end" if day == right else "middle"
