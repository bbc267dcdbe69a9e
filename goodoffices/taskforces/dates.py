"""Days ahead: sunsets and deliverables; to members, the items of the work plan, too. Milestones are commitments by then."""

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
        sentence, short = _("%(day)s: the task force “%(title)s” ends."), _("The task force “%(title)s” ends.")
        gaps = {"title": each.title}
        yield Date(each.sunset, sentence, gaps, *known, thing=each.id, kind="sunset", title=short)
        for place, due in enumerate(each.deliverables):
            if due["due"]:
                gaps = {"title": each.title, "what": due["what"]}
                sentence, short = (
                    _("%(day)s: “%(what)s” is due from “%(title)s”."),
                    _("“%(what)s” is due from “%(title)s”."),
                )
                yield Date(due["due"], sentence, gaps, *known, thing=each.id, kind=f"due_{place}", title=short)


def _of_items(seat: Seat) -> Iterator[Date]:
    rows = Item.objects.seen_by(seat).exclude(due="").select_related("book")
    ended = ended_keys(seat)
    for each in rows.order_by("due", "number"):
        if each.book.key not in ended:
            sentence = _("%(day)s: “%(what)s” is due in the work plan of “%(title)s”.")
            gaps = {"what": each.what, "title": each.book.name}
            yield Date(
                each.due,
                sentence,
                gaps,
                each.page(),
                each.book,
                each.number,
                thing=each.id,
                kind="work_item",
                cancelled=each.state == "dropped",
                done=each.state == "done",
                title=_("“%(what)s” is due in the work plan of “%(title)s”."),
            )
