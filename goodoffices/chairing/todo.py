"""For whoever chairs a room: points of order to rule on, and raised hands, counted together."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.chairing.models import Hand, Point
from goodoffices.chairing.queries import chairs
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat


def what_waits(seat: Seat) -> Iterator[Todo]:
    chaired = {id: book for id, book in seat.shelf().items() if chairs(seat, book.audience)}
    for point in Point.objects.seen_by(seat).filter(book__in=list(chaired), state="pending"):
        words = _("A point of order is waiting for your ruling.")
        yield Todo("floor", words, _speakers(seat, point.book_id), chaired[point.book_id], point.number, point.at)

    raised: dict[str, list[Hand]] = {}
    for hand in Hand.objects.seen_by(seat).filter(book__in=list(chaired)).waiting():
        raised.setdefault(hand.book_id, []).append(hand)
    for book, hands in raised.items():
        words = ngettext("%(count)s hand is raised.", "%(count)s hands are raised.", len(hands)) % {"count": len(hands)}
        yield Todo("floor", words, _speakers(seat, book), chaired[book], hands[0].number, hands[0].at)


def _speakers(seat: Seat, room: str) -> str:
    return reverse("chairing:speakers", args=[seat.process_id, room])
