"""The process's own lines in the rail."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goodoffices.process.extensions import Link
from goodoffices.process.models import Seat


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("Where you sit"), "process:table", group="seat")
    yield Link(_("Rounds and sessions"), "process:rounds")
    yield Link(_("Ground rules"), "process:ground-rules")
    yield Link(_("Seats"), "process:seats")
    if seat.at_the_table:
        yield Link(_("Coming and going"), "process:coming-and-going")
