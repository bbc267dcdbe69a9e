"""The lines of today and the calendar in the rail."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goodoffices.briefing.figures import may_see_figures
from goodoffices.briefing.todo import asks_of
from goodoffices.process.extensions import Link
from goodoffices.process.models import Seat


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("Today"), "briefing:today", len(asks_of(seat)), place=0)
    yield Link(_("Calendar"), "briefing:calendar", place=1)
    if may_see_figures(seat):
        yield Link(_("Even-handedness"), "briefing:even-handedness", group="afterwards")
