"""The desk's lines in the rail."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goodoffices.briefing.todo import asks_of
from goodoffices.process.extensions import Link
from goodoffices.process.models import Seat


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("Your desk"), "briefing:desk", len(asks_of(seat)))
    yield Link(_("While you were away"), "briefing:brief")
