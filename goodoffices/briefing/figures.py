"""Even-handedness, as far as a seat may see it: for the third party all of it, for the table what the plenary shows."""

from typing import Any

from goodoffices.briefing import charts, measures
from goodoffices.process.models import Party, Seat


def may_see_figures(seat: Seat) -> bool:
    """The third party always; the delegations where the ground rules open the plenary's figures to them."""
    opened = seat.rules is not None and seat.rules.even_handedness == "table" and seat.delegate
    return seat.third or opened


def figures_of(seat: Seat) -> dict[str, Any] | None:
    if not may_see_figures(seat):
        return None
    parties = list(Party.objects.seen_by(seat).order_by("name"))
    found = measures.measures_of(seat, not seat.third)
    return {
        "parties": parties,
        "reading": measures.in_words(found, parties),
        "rows": measures.rows(found, parties),
        "charts": [(each.chart, chart) for each in found if (chart := charts.by_day(each, parties))],
        "whole": seat.third,
    }
