"""Sheets of implications, what judges say of them, and what they are linked to."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.assessment.labels import (
    CONFIDENCE,
    EFFECTS,
    HORIZONS,
    LIKELIHOOD,
    ROWS,
    SCOPES,
    SEVERITY,
    heat_of,
)
from goodoffices.assessment.models.reading import ReadBy, ReadRows
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun, Thing, said_beside


def plain(key: str) -> str:
    """
    >>> plain("very_likely")
    'very likely'
    """
    return key.replace("_", " ")


class Sheet(Noun):
    """What is set against whom. `judges`: ids of the seats that are asked; of an empty list, whoever takes part may judge."""

    sort: ClassVar[str] = "assessment_sheet"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    judges = models.JSONField()
    state = models.CharField(max_length=8, default="open")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    def in_words(self) -> str:
        return "\n".join(filter(None, [self.title, self.purpose]))

    @property
    def stands(self) -> bool:
        return self.state == "open"

    @property
    def how_ended(self) -> str:
        return "" if self.stands else "closed"

    def page(self) -> str:
        return reverse("assessment:sheet", args=[self.book.process_id, self.id])


class OfSheet(Recorded):
    """A row or a column, in its place from 1."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["sheet_id", "place"]


class SheetRow(OfSheet):
    """A measure, a trend, what the talks add, or “no agreement”."""

    kind = models.CharField(max_length=12)

    @property
    def title(self) -> str:
        return self.name or str(ROWS[self.kind])

    @property
    def kind_name(self) -> str:
        return str(ROWS[self.kind])


class SheetColumn(OfSheet):
    """A region, the world, or those affected who are not at the table."""

    scope = models.CharField(max_length=12)

    @property
    def title(self) -> str:
        return self.name or str(SCOPES[self.scope])

    @property
    def scope_name(self) -> str:
        return str(SCOPES[self.scope])


class Implication(Noun):
    """What a row of a sheet means for a column of it; without words until somebody writes them."""

    sort: ClassVar[str] = "implication"
    related: ClassVar[tuple[str, ...]] = ("book", "sheet", "row", "column")

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="+")
    row = models.ForeignKey(SheetRow, models.PROTECT, related_name="+")
    column = models.ForeignKey(SheetColumn, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["row__place", "column__place"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return f"{self.row.title}: {self.column.title}"

    def in_words(self) -> str:
        """The same whoever reads it: what has no name of its own stands there by its key."""
        row, column = self.row.name or plain(self.row.kind), self.column.name or plain(self.column.scope)
        return "\n".join(filter(None, [f"{row}: {column}", self.words]))

    @property
    def stands(self) -> bool:
        return self.sheet.stands

    @property
    def how_ended(self) -> str:
        return self.sheet.how_ended

    def page(self) -> str:
        return reverse("assessment:implication", args=[self.book.process_id, self.id])


class JudgementRows(ReadRows):
    def current(self) -> Self:
        return self.filter(current=True)


class Judgement(ReadBy, Noun):
    """What one judge says of an implication; in the sheet's own book, or in a narrower one whose readers alone read it.

    place         which of the judge's own in this book on this implication it is, from 1
    effect        empty where the judge left open whether it is harm or benefit
    of_words      the number of the entry whose words of the implication it was made of
    round         the number of the round in which it was made; None before the first
    withdrawn_at  when its judge withdrew it, and `withdrawn_in` which round; empty while it was not
    """

    sort: ClassVar[str] = "judgement"
    related: ClassVar[tuple[str, ...]] = ("book", "implication__row", "implication__column", "seat", "party")

    implication = models.ForeignKey(Implication, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    place = models.PositiveSmallIntegerField()
    effect = models.CharField(max_length=12)
    likelihood = models.CharField(max_length=16)
    severity = models.CharField(max_length=16)
    horizon = models.CharField(max_length=16, blank=True)
    confidence = models.CharField(max_length=16, blank=True)
    reasons = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    of_words = models.PositiveBigIntegerField()
    round = models.PositiveSmallIntegerField(null=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)
    withdrawn_at = models.CharField(max_length=24, blank=True, default="")
    withdrawn_in = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[Any] = JudgementRows.as_manager()

    outdated_words: bool = False  # the implication was reworded since; set by `wordings`
    words_then: str = ""  # where it was: the words of which this was made; set by `wordings`
    title_then: str = ""  # and what it was called, where that was otherwise

    class Meta:
        ordering = ["number", "implication__row__place", "implication__column__place"]

    @property
    def title(self) -> str:
        """What it is of, to those who read that, too; to others what it says."""
        of = self.implication
        if self.tells(of, of.row, of.column):
            return of.title
        said = {"likelihood": self.likelihood_name, "severity": self.severity_name}
        return _("%(likelihood)s; %(severity)s") % said

    @property
    def likelihood_name(self) -> str:
        return str(LIKELIHOOD[self.likelihood])

    @property
    def severity_name(self) -> str:
        return str(SEVERITY[self.severity])

    @property
    def horizon_name(self) -> str:
        return str(HORIZONS[self.horizon]) if self.horizon else ""

    @property
    def confidence_name(self) -> str:
        return str(CONFIDENCE[self.confidence]) if self.confidence else ""

    @property
    def effect_name(self) -> str:
        return str(EFFECTS[self.effect]) if self.effect else ""

    @property
    def heat(self) -> int:
        return heat_of(self.likelihood, self.severity)

    def in_words(self) -> str:
        """The same whoever reads it: words of scales by their keys."""
        said = [plain(each) for each in (self.likelihood, self.severity, self.horizon, self.confidence) if each]
        return "\n".join(filter(None, ["; ".join(said), self.reasons, self.source]))

    @property
    def stands(self) -> bool:
        return self.current

    def page(self) -> str:
        address = reverse("assessment:implication", args=[self.book.process_id, self.implication_id])
        return f"{address}#judgement-{self.id}"


@said_beside("link")
class Link(Recorded):
    """That an implication, or a variant of a descriptor, goes with a thing: if this, then that."""

    implication = models.ForeignKey(Implication, models.PROTECT, null=True, related_name="+")
    variant = models.ForeignKey("assessment.Variant", models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Thing, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)

    subject: Any = None  # the noun that it is linked to; set by `queries`
    standing = ""  # its state, and whether that is agreed, in words; set there, too

    class Meta:
        ordering = ["number"]

    @property
    def beside_sort(self) -> str:
        return "implication" if self.implication_id else "variant"

    @property
    def beside_id(self) -> str:
        return str(self.implication_id or self.variant_id)

    def in_words(self) -> str:
        return self.words
