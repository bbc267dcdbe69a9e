"""Days ahead: sunsets, deliverables and milestones; to members, the items of the work plan, too."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.process.extensions import Date
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.taskforces.deciding import ended_keys
from goodoffices.taskforces.models import Item, Terms


@cached
def days(seat: Seat) -> tuple[Date, ...]:
    found = [*_of_terms(seat), *_of_items(seat)]
    return tuple(sorted(found, key=lambda date: date.day))


def _of_terms(seat: Seat) -> Iterator[Date]:
    rows = Terms.objects.seen_by(seat).filter(state="in_force").select_related("book", "force")
    for each in rows.order_by("number"):
        known = (each.page(), each.book, each.number)
        yield Date(each.sunset, _("%(day)s: the task force “%(title)s” ends."), {"title": each.title}, *known)
        for due in [*each.deliverables, *each.milestones]:
            if due["due"]:
                gaps = {"title": each.title, "what": due["what"]}
                yield Date(due["due"], _("%(day)s: “%(what)s” is due from “%(title)s”."), gaps, *known)


def _of_items(seat: Seat) -> Iterator[Date]:
    rows = Item.objects.seen_by(seat).filter(state__in=("open", "under_way")).exclude(due="").select_related("book")
    ended = ended_keys(seat)
    for each in rows.order_by("due", "number"):
        if each.book.key not in ended:
            sentence = _("%(day)s: “%(what)s” is due in the work plan of “%(title)s”.")
            gaps = {"what": each.what, "title": each.book.name}
            yield Date(each.due, sentence, gaps, each.page(), each.book, each.number)
