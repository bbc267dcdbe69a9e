"""Days ahead: on which commitments are due, and progress checks are held."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.followup import dispute_waits
from goodoffices.followup.models import Check, Commitment
from goodoffices.process.extensions import Date
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached


@cached
def days_ahead(seat: Seat) -> tuple[Date, ...]:
    return (*_due(seat), *_checks(seat), *dispute_waits.days(seat))


def _due(seat: Seat) -> Iterator[Date]:
    """Also those that are over: a calendar that has them is told so.

    A term that was superseded was called off, and so was one that events have overtaken, or another arrangement replaced. What
    was withdrawn was never in force, and in no calendar.
    """
    rows = Commitment.objects.seen_by(seat).exclude(due_on="").exclude(state__in=("proposed", "withdrawn"))
    for row in rows.select_related("book").order_by("due_on", "number"):
        yield Date(
            row.due_on,
            _("%(day)s: “%(title)s” is due."),
            {"title": row.title},
            row.page(),
            row.book,
            row.number,
            thing=row.id,
            kind="due",
            title=_("“%(title)s” is due"),
            done=row.reported == "done" or row.found == "met" or row.state == "closed",
            cancelled=row.state == "superseded" or (row.state == "closed" and row.closed_how != "met"),
        )


def _checks(seat: Seat) -> Iterator[Date]:
    rows = Check.objects.seen_by(seat).select_related("book", "framework").order_by("day", "place")
    for row in rows:
        yield Date(
            row.day,
            _("%(day)s: %(title)s, %(venue)s."),
            {"title": row.title, "venue": row.venue or row.framework.level},
            row.page(),
            row.book,
            row.number,
            thing=row.id,
            kind="check",
            title="%(title)s" if row.venue else _("%(title)s, %(venue)s"),  # its place is told beside it
            done=row.state in ("held", "missed"),
            cancelled=row.state == "replaced",
            place=row.venue,
        )
