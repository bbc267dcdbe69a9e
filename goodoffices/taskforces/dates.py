"""Days ahead: sunsets and deliverables; to members, the items of the work plan, too. Milestones are commitments by then."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.process.days import day_of
from goodoffices.process.extensions import Date
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.taskforces.deciding import endings_seen_by
from goodoffices.taskforces.models import Item, Terms


@cached
def days(seat: Seat) -> tuple[Date, ...]:
    found = [*_of_terms(seat), *_of_items(seat)]
    return tuple(sorted(found, key=lambda date: date.day))


def _of_terms(seat: Seat) -> Iterator[Date]:
    """Of a task force that has ended: what was due before is over, and what would have come is called off."""
    rows = Terms.objects.seen_by(seat).filter(state__in=("in_force", "ended")).select_related("book", "force")
    for each in rows.order_by("number"):
        known = (each.page(), each.book, each.number)
        sentence, short = _("%(day)s: the task force “%(title)s” ends."), _("The task force “%(title)s” ends.")
        gaps, ended = {"title": each.title}, _day_of(seat, each.ended_at)
        told = Date(each.sunset, sentence, gaps, *known, thing=each.id, kind="sunset", title=short)
        yield _at_its_end(told, ended)
        for place, due in enumerate(each.deliverables):
            if due["due"]:
                gaps = {"title": each.title, "what": due["what"]}
                sentence, short = (
                    _("%(day)s: “%(what)s” is due from “%(title)s”."),
                    _("“%(what)s” is due from “%(title)s”."),
                )
                told = Date(due["due"], sentence, gaps, *known, thing=each.id, kind=f"due_{place}", title=short)
                yield _at_its_end(told, ended)


def _day_of(seat: Seat, at: str) -> str:
    return day_of(seat.process, at).isoformat() if at else ""


def _at_its_end(told: Date, ended: str) -> Date:
    """At its sunset a task force ends when that day is over: with the day after it."""
    return told._replace(done=told.day < ended, cancelled=told.day >= ended) if ended else told


def _of_items(seat: Seat) -> Iterator[Date]:
    """What is open when the task force ends is not due any more."""
    rows = Item.objects.seen_by(seat).exclude(due="").select_related("book")
    ended = endings_seen_by(seat)
    for each in rows.order_by("due", "number"):
        ending = ended.get(each.book.key)
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
            cancelled=each.state == "dropped" or (ending is not None and each.state != "done"),
            done=each.state == "done",
            title=_("“%(what)s” is due in the work plan of “%(title)s”."),
            ended=ending,
        )
