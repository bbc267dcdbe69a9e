"""Days ahead: on which commitments are due, and progress checks are held."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.followup.models import Check, Commitment
from goodoffices.process.extensions import Date
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached


@cached
def days_ahead(seat: Seat) -> tuple[Date, ...]:
    return (*_due(seat), *_checks(seat))


def _due(seat: Seat) -> Iterator[Date]:
    rows = Commitment.objects.seen_by(seat).binding().exclude(due_on="").exclude(reported="done").exclude(found="met")
    for row in rows.select_related("book").order_by("due_on"):
        yield Date(
            row.due_on, _("%(day)s: “%(title)s” is due."), {"title": row.title}, row.page(), row.book, row.number
        )


def _checks(seat: Seat) -> Iterator[Date]:
    rows = Check.objects.seen_by(seat).filter(state__in=("planned", "drafted")).select_related("book", "framework")
    for row in rows.order_by("day"):
        gaps = {"title": row.title, "venue": row.venue or row.framework.level}
        yield Date(row.day, _("%(day)s: %(title)s, %(venue)s."), gaps, row.page(), row.book, row.number)
