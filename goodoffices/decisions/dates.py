"""When the time for decisions runs out, or ran out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.decisions.models import Decision
from goodoffices.process.days import day_of
from goodoffices.process.extensions import Date
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached

CALLED_OFF = ("withdrawn", "void")  # nobody decides them any more


@cached
def expiries(seat: Seat) -> tuple[Date, ...]:
    return tuple(_expiries(seat))


def _expiries(seat: Seat) -> Iterator[Date]:
    rows = Decision.objects.seen_by(seat).exclude(expires="").select_related("book").order_by("expires")
    sentence, title = _("%(day)s: the time for “%(title)s” runs out."), _("The time for “%(title)s” runs out")
    for each in rows:
        yield Date(
            day_of(seat.process, each.expires).isoformat(),
            sentence,
            {"title": each.title},
            each.page(),
            each.book,
            each.number,
            at=each.expires,
            thing=each.id,
            kind="decision",
            cancelled=each.state in CALLED_OFF,
            done=not each.open,
            title=title,
        )
