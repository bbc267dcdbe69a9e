"""Minutes that wait: for the secretariat to draft, for heads to approve, for the mediator to decide on corrections."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.decisions.deciding import is_lead
from goodoffices.minutes.locking import approvals_given
from goodoffices.minutes.models import Correction, Minutes
from goodoffices.minutes.queries import last_minutes
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat, seats_by_number
from goodoffices.record.cache import cached


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _minutes_that_wait(seat) if seat.leads or (seat.decides and seat.delegate) else ()


@cached(per="seat")
def _minutes_that_wait(seat: Seat) -> tuple[Todo, ...]:
    if seat.decides and seat.delegate:
        return tuple(_to_approve(seat))
    return (*_to_draft(seat), *_to_decide(seat))


def _to_draft(seat: Seat) -> Iterator[Todo]:
    """For the secretariat; for the mediator where there is none. Of the last session alone: the next one begins with them."""
    if not (seat.role == "secretariat" or (seat.role == "mediator" and not _has_secretariat(seat))):
        return
    last = last_minutes(seat)
    if last and last.minutes is None:
        address = f"{reverse('minutes:draft', args=[seat.process_id])}?session={last.session.id}"
        words = _("“%(session)s” has no minutes yet.") % {"session": last.session.title}
        yield Todo("minutes", words, address, last.session.book, last.session.changed)


def _has_secretariat(seat: Seat) -> bool:
    return any(other.role == "secretariat" and other.left is None for other in seats_by_number(seat))


def _to_decide(seat: Seat) -> Iterator[Todo]:
    if not is_lead(seat):
        return
    rows = Correction.objects.seen_by(seat).filter(state="open").values_list("minutes_id").annotate(Count("id"))
    counts = dict(rows.order_by("minutes_id"))
    found = Minutes.objects.seen_by(seat).unlocked().filter(id__in=list(counts)).select_related("book", "session")
    for each in found.order_by("at"):
        words = ngettext(
            "%(title)s: %(count)s correction is waiting for you.",
            "%(title)s: %(count)s corrections are waiting for you.",
            counts[each.id],
        )
        told = words % {"title": each.title, "count": counts[each.id]}
        yield Todo("minutes", told, each.page(), each.book, each.number, each.at)


def _to_approve(seat: Seat) -> Iterator[Todo]:
    rows = Minutes.objects.seen_by(seat).unlocked().select_related("book", "session").order_by("at")
    approved = {
        what for what, theirs in approvals_given(seat).items() if any(a.party_id == seat.party_id for a in theirs)
    }
    for each in [row for row in rows if (row.id, row.version) not in approved]:
        words = _("%(title)s: version %(version)s is waiting for your approval.")
        told = words % {"title": each.title, "version": each.version}
        yield Todo("minutes", told, each.page(), each.book, each.number, each.at)
