"""Decisions that wait for a head: to consent, to note receipt or object, to answer."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from goodoffices.decisions.models import Answer, Consent, Decision, Receipt
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _decisions_that_wait(seat) if seat.decides and seat.delegate else ()


@cached(per="seat")
def _decisions_that_wait(seat: Seat) -> tuple[Todo, ...]:
    return tuple(_open(seat))


def _open(seat: Seat) -> Iterator[Todo]:
    ours = {"decision": OuterRef("id"), "party": seat.party_id}
    rows = Decision.objects.seen_by(seat).open().select_related("book").order_by("at")
    rows = rows.annotate(
        consented=Exists(Consent.objects.seen_by(seat).filter(**ours, withdrawn=False)),
        received=Exists(Receipt.objects.seen_by(seat).filter(**ours)),
        answered=Exists(Answer.objects.seen_by(seat).filter(**ours)),
    )
    for each in rows:
        done = {"consent": each.consented, "silence": each.received, "blind": each.answered}[each.method]
        if seat.party_id in each.parties and not done:
            words = _words()[each.method] % {"title": each.title}
            yield Todo("decisions", words, each.page(), each.book, each.number, each.at)


def _words() -> dict[str, str]:
    return {
        "consent": _("“%(title)s” is waiting for your consent."),
        "silence": _("Silence runs on “%(title)s”: note receipt, or object."),
        "blind": _("“%(title)s” is waiting for your answer, which only your delegation reads."),
    }
