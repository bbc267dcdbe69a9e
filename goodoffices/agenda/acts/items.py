"""The items of an adopted agenda, taken up as issues."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.issues import first_step
from goodoffices.agenda.models import Issue
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import AgendaItem, Round, Seat
from goodoffices.record.acts import Act, Id, Names
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw


class TakeUpItem(Act):
    """What every head has adopted as an item of a round’s agenda is an issue from then on, unless it is one already."""

    kind: ClassVar[str] = "agenda.take_up_item"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("The item “%(title)s” of the adopted agenda was taken up as an issue.")

    item: Annotated[Id, Names("process.AgendaItem")]

    def allowed(self, seat: Seat) -> bool:
        """The head whose adoption was the last."""
        return seat.decides

    def hides_author(self, seat: Seat) -> bool:
        return True  # all heads together

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        title = AgendaItem.objects.of(entry).get(id=self.item).text
        Issue.make(entry, ordinal=entry.number, title=title, since=entry.at, taken_up=True)
        first_step(entry, entry.id)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": row_named(AgendaItem, self.item).text}


def items_to_take_up(seat: Seat, round: str) -> list[AgendaItem]:
    """The items of a round that are no issue of the plenary yet, in their order."""
    known = {looks_like(issue.title) for issue in Issue.objects.seen_by(seat).filter(at_the_table())}
    items = AgendaItem.objects.seen_by(seat).filter(round_id=round, current=True).order_by("place")
    return list(_unlike(items, known))


def _unlike(items: Iterable[AgendaItem], known: set[str]) -> Iterator[AgendaItem]:
    for item in items:
        if looks_like(item.text) not in known:
            known.add(looks_like(item.text))
            yield item


def of_adopted_agenda(seat: Seat, entry: Entry) -> list[Act]:
    """What follows from a head's adoption: with the last head’s, the items are taken up."""
    round: Round = Round.objects.seen_by(seat).get(id=entry.act.thing(entry.facts))
    return [TakeUpItem(item=item.id) for item in items_to_take_up(seat, round.id)] if round.adopted else []
