"""The lines of a round, each of them a thing: the items of its agenda, and its highlights."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.record.models import Entry
from goodoffices.record.source import derived
from goodoffices.record.things import Noun


class Line(Noun):
    structural = True

    round = models.ForeignKey("process.Round", models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()  # 1, 2, 3 …
    text = models.CharField(max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def in_words(self) -> str:
        return self.text

    def page(self) -> str:
        return reverse("process:rounds", args=[self.book.process_id])


class AgendaItem(Line):
    """An item of a round's agenda. While its words stay it is the same item, wherever on the agenda it moves."""

    sort: ClassVar[str] = "agenda_item"

    current = models.BooleanField(default=True)
    present = models.BooleanField(default=False)  # the one that the table is at

    class Meta:
        ordering = ["round_id", "place"]

    @property
    def in_a_list(self) -> str:
        """As one chooses it among the others."""
        return f"{self.place}. {self.text}"

    @property
    def stands(self) -> bool:
        return self.current

    @classmethod
    def frame(cls, entry: Entry, round: str, items: Iterable[str]) -> None:
        """Make the round's items these, in this order."""
        before: dict[str, list[AgendaItem]] = {}
        for item in cls.objects.of(entry).filter(round_id=round, current=True):
            before.setdefault(item.text, []).append(item)
        for place, text in enumerate(items, 1):
            if not before.get(text):
                id = derived(round, "item", entry.number, place)
                cls.make(entry, id=id, round_id=round, place=place, text=text)
            elif (item := before[text].pop(0)).place != place:
                cls.change(entry, item.id, place=place)
        for item in [item for left in before.values() for item in left]:
            cls.change(entry, item.id, current=False)

    @classmethod
    def take_up(cls, entry: Entry, id: str) -> None:
        """Let this be the item that the table is at, and none of the others."""
        for item in cls.objects.of(entry).filter(present=True).exclude(id=id):
            cls.change(entry, item.id, present=False)
        cls.change(entry, id, present=True)


class Highlight(Line):
    """A line that sums up a concluded round."""

    sort: ClassVar[str] = "highlight"

    class Meta:
        ordering = ["round_id", "place"]

    @classmethod
    def conclude(cls, entry: Entry, round: str, highlights: Iterable[str]) -> None:
        for place, text in enumerate(highlights, 1):
            cls.make(entry, id=derived(round, "highlight", place), round_id=round, place=place, text=text)
