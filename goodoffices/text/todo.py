"""What waits in texts for those who decide: bridging words to accept, reopenings to consent to, the last word to be agreed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.text.models import Bridge, Reopening


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _waiting(seat) if seat.decides and seat.delegate else ()


@cached(per="seat")
def _waiting(seat: Seat) -> tuple[Todo, ...]:
    return (*_to_accept(seat), *_to_consent(seat))


def _to_accept(seat: Seat) -> Iterator[Todo]:
    rows = Bridge.objects.seen_by(seat).filter(state="open").select_related("book", "provision", "provision__draft")
    for each in rows.order_by("number"):
        if each.stands and seat.party_id in each.asked and seat.party_id not in each.accepted:
            words = _("%(label)s of “%(title)s”: bridging words are waiting for your answer.")
            told = words % {"label": each.provision.label, "title": each.provision.draft.title}
            yield Todo("text", told, each.page(), each.book, each.number, each.at)


def _to_consent(seat: Seat) -> Iterator[Todo]:
    rows = Reopening.objects.seen_by(seat).filter(state="asked").select_related("book", "provision", "provision__draft")
    for each in rows.order_by("number"):
        stands = each.wording == each.provision.worded
        if stands and seat.party_id in each.asked and seat.party_id not in each.consented:
            words = _("%(label)s of “%(title)s”: someone asks to reopen what you agreed to.")
            told = words % {"label": each.provision.label, "title": each.provision.draft.title}
            yield Todo("text", told, each.page(), each.book, each.number, each.at)
