"""When the time for open decisions runs out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.decisions.models import Decision
from goodoffices.process.days import day_of
from goodoffices.process.extensions import Date
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached


@cached
def expiries(seat: Seat) -> tuple[Date, ...]:
    return tuple(_expiries(seat))


def _expiries(seat: Seat) -> Iterator[Date]:
    for each in Decision.objects.seen_by(seat).open().exclude(expires="").select_related("book").order_by("expires"):
        day = day_of(seat.process, each.expires).isoformat()
        sentence = _("%(day)s: the time for “%(title)s” runs out.")
        yield Date(day, sentence, {"title": each.title}, each.page(), each.book, each.number)
