"""The programme of a day: what comes when, and in which room."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.process.models.rounds import Round, Session
from goodoffices.record.models import Entry
from goodoffices.record.source import derived
from goodoffices.record.things import Noun, Thing


class Programme(Noun):
    """What is planned for one day of a round; of a session, for the day on which it was opened."""

    sort: ClassVar[str] = "programme"
    structural = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="programmes")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="programmes")
    day = models.CharField(max_length=10)  # ISO, in the host city

    shown: "list[ProgrammeItem]"  # its items, those that were called off among them; set by `programmes_of`, like …
    clashes: "list[tuple[ProgrammeItem, ProgrammeItem]]"
    called_off: bool
    now: dict[str, Any]  # what its form holds at first

    class Meta:
        ordering = ["day", "number"]

    def in_words(self) -> str:
        return self.day

    def page(self) -> str:
        return f"{reverse('process:rounds', args=[self.book.process_id])}#programme-{self.id}"


class ProgrammeItem(Noun):
    """A line of a programme. While its words stay it is the same item, to whatever time or room it moves."""

    sort: ClassVar[str] = "programme_item"
    related: ClassVar[tuple[str, ...]] = ("book", "programme")
    structural = True

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    begins = models.CharField(max_length=24)
    ends = models.CharField(max_length=24)
    text = models.CharField(max_length=300)
    room = models.CharField(max_length=300, blank=True)
    about = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")  # an item of the agenda, an issue …
    current = models.BooleanField(default=True)  # else it was called off

    until: str  # when it ends, by the clock of the host city; set by `programmes_of`

    class Meta:
        ordering = ["begins", "place", "id"]

    def in_words(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return self.current

    def page(self) -> str:
        return f"{reverse('process:rounds', args=[self.book.process_id])}#programme-{self.programme_id}"

    @classmethod
    def set(cls, entry: Entry, programme: str, lines: Iterable[dict[str, Any]]) -> None:
        """Let the programme hold these, each with its columns; what is not among them any more is called off."""
        before: dict[str, list[ProgrammeItem]] = {}
        for item in cls.objects.of(entry).filter(programme_id=programme).order_by("-current", "place", "id"):
            before.setdefault(item.text, []).append(item)
        for place, line in enumerate(lines, 1):
            columns = {**line, "place": place, "current": True}
            if not before.get(line["text"]):
                id = derived(programme, "item", entry.number, place)
                cls.make(entry, id=id, programme_id=programme, **columns)
                continue
            item = before[line["text"]].pop(0)
            if any(getattr(item, name) != value for name, value in columns.items()):
                cls.change(entry, item.id, **columns)
        for item in [item for left in before.values() for item in left if item.current]:
            cls.change(entry, item.id, current=False)
