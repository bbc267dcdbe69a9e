"""Diagrams of influences: descriptors with their variants, what each judge says of a section, and what the judges adopt."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun, said_beside


class Influences(Noun):
    """What may turn out this way or that. `judges`: ids of the seats whose adoption makes a judgement joint."""

    sort: ClassVar[str] = "influences"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    judges = models.JSONField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    def in_words(self) -> str:
        return self.title

    def page(self) -> str:
        return reverse("assessment:influences", args=[self.book.process_id, self.id])


class Descriptor(Recorded):
    """In its place from 1."""

    influences = models.ForeignKey(Influences, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["influences_id", "place"]

    def __str__(self) -> str:
        return self.name


class Variant(Noun):
    """One of the ways in which a descriptor may turn out; its place is counted from 1 through all descriptors."""

    sort: ClassVar[str] = "variant"
    related: ClassVar[tuple[str, ...]] = ("book", "descriptor")

    influences = models.ForeignKey(Influences, models.PROTECT, related_name="+")
    descriptor = models.ForeignKey(Descriptor, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["influences_id", "place"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return f"{self.descriptor.name}: {self.name}"

    def in_words(self) -> str:
        return self.title

    def page(self) -> str:
        return reverse("assessment:influences", args=[self.book.process_id, self.influences_id])


class CurrentRows(ScopedQuerySet):
    def current(self) -> Self:
        return self.filter(current=True)


class OfSection(Recorded):
    """Judgements of a section: how far the variants of one descriptor promote or restrain those of another.

    cells    [{"from", "to": ids of variants, "value": a decimal as text, "reason", "number": of the entry that said it}], as far as
             they are judged; `count`: how many. With “of_words”, the number of the entry whose names of the variants it was made of,
             once any was reworded
    named    how readers are told whose it is. What the same judge said when it was told otherwise is a row of its own, and stays
             current: which of the unnamed rows is that judge's is not to be seen from what goes when another comes
    withdrawn  [[from, to] …] that its judge withdrew with this row; what is left are the `cells`. None where it withdraws nothing
    """

    influences = models.ForeignKey(Influences, models.PROTECT, related_name="+")
    source = models.ForeignKey(Descriptor, models.PROTECT, related_name="+")
    target = models.ForeignKey(Descriptor, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    cells = models.JSONField()
    count = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField(null=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)
    withdrawn = models.JSONField(null=True)

    objects: ClassVar[Any] = CurrentRows.as_manager()

    class Meta:
        abstract = True
        ordering = ["number", "source__place", "target__place"]


@said_beside("section")
class Section(OfSection):
    """What one judge says; in the diagram's own book, or in a narrower one whose readers alone read it."""

    beside_sort: ClassVar[str] = "influences"

    @classmethod
    def with_words(cls, rows: Any) -> Any:
        """Those with a reason: most have none, as they come from a file."""
        return rows.filter(cells__regex=r'"reason": "[^"]')

    @property
    def beside_id(self) -> str:
        return str(self.influences_id)

    @property
    def said_since(self) -> int:
        """The earliest entry that gave one of its reasons: the row is found by those who have read since then."""
        return min([cell.get("number", self.number) for cell in self.cells if cell["reason"]], default=self.number)

    def in_words(self) -> str:
        return "\n".join(dict.fromkeys(cell["reason"] for cell in self.cells if cell["reason"]))


class SectionAdoption(OfSection):
    """What one judge would have in the joint matrix, in the diagram's own book."""
