"""The items of an adopted agenda, taken up as issues."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.issues import first_step
from goodoffices.agenda.models import Issue
from goodoffices.process.acts.rounds import RoundId
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import AgendaItem, Round, Seat
from goodoffices.record.acts import Act
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class TakeUpItems(Act):
    """What every head has adopted as the agenda of a round are issues from then on, unless they are already."""

    kind: ClassVar[str] = "agenda.take_up_items"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("The items of the adopted agenda were taken up as issues: %(titles)s")

    round: RoundId

    def allowed(self, seat: Seat) -> bool:
        """The head whose adoption was the last."""
        return seat.decides

    def hides_author(self, seat: Seat) -> bool:
        return True  # all heads together

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        before = Issue.objects.seen_by(seat).filter(at_the_table()).count()
        issues = [
            {"id": draw.id(f"item {place}"), "title": item.text, "ordinal": before + place}
            for place, item in enumerate(items_to_take_up(seat, self.round), 1)
        ]
        return {"issues": issues}

    def apply(self, entry: Entry) -> None:
        for issue in entry.facts["issues"]:
            Issue.make(
                entry, id=issue["id"], ordinal=issue["ordinal"], title=issue["title"], since=entry.at, taken_up=True
            )
            first_step(entry, issue["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        comma = _(", ")
        return {"titles": comma.join(issue["title"] for issue in entry.facts["issues"])}


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
    if round.adopted and items_to_take_up(seat, round.id):
        return [TakeUpItems(round=round.id)]
    return []
