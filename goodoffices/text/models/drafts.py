"""A text: the draft, its provisions in their order, the wordings they had, what is in brackets, and its frozen revisions."""

from functools import cached_property
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.engines.brackets.storing import Row
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH, Recorded, ScopedQuerySet
from goodoffices.record.things import Noun
from goodoffices.text.labels import STATES, STATUSES
from goodoffices.text.numbering import in_this_language
from goodoffices.text.openings import opening

STEP = 2**24  # between the places of neighbouring provisions, so that others fit in


class DraftRows(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state="open")


class Draft(Noun):
    """A negotiating text in one room.

    mode      table: parties propose and take stances · single: the third party alone edits
    names     whose words those in brackets are, where the text was written before: {"US": "north"}
    revision  the number of the last revision that was issued; 0: none yet
    state     open, initialled, signed
    """

    sort: ClassVar[str] = "draft"
    related: ClassVar[tuple[str, ...]] = ("book", "party")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=16)
    mode = models.CharField(max_length=8, default="table")
    language = models.CharField(max_length=8, blank=True)
    markdown = models.BooleanField()  # is it written as Markdown is?
    issues = models.JSONField()
    names = models.JSONField()
    remarks = models.JSONField()  # what reading it made plain, left out or could not match
    sha256 = models.CharField(max_length=64, blank=True)  # of the file that it was read from
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, default="open")
    at = models.CharField(max_length=24)

    objects: ClassVar[Any] = DraftRows.as_manager()

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def status_name(self) -> str:
        return str(STATUSES[self.status])

    @property
    def state_name(self) -> str:
        """What it has come to: initialled, or signed; empty while it is worked on."""
        return str(STATES.get(self.state, ""))

    @property
    def one_name(self) -> str:
        """Which draft of a single text it is, and whether a later one has taken its place; empty where it is none."""
        one = OneText.objects.of(self).filter(draft_id=self.id).first() if self.single else None
        if one is None:
            return ""
        later = OneText.objects.of(self).filter(first=one.first, ordinal__gt=one.ordinal).exists()
        return _("%(name)s, superseded") % {"name": one.name} if later else one.name

    @property
    def single(self) -> bool:
        """Whether the third party alone edits it (one-text)."""
        return self.mode == "single"

    @property
    def open(self) -> bool:
        return self.state == "open"

    def in_words(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """All words in order, brackets included."""
        rows = Provision.objects.of(self).filter(draft_id=self.id, gone=False).order_by("place")
        return "".join(rows.values_list("words", flat=True)).strip()

    def page(self) -> str:
        return reverse("text:draft", args=[self.book.process_id, self.id])


class Provision(Noun):
    """One provision: its own words up to where the next begins, with the notes of stances beside them.

    place    its order in the draft
    shape    everything of the engine's `Row` but id and words
    above, joined   of it, the id of the provision above, and whether a bracket or option reaches into it from the one before
    worded   the number of the entry that last changed its words
    gone     taken out again, by the withdrawal of who proposed it or by a joint editor's merger
    """

    sort: ClassVar[str] = "provision"
    related: ClassVar[tuple[str, ...]] = ("book", "draft")

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    place = models.PositiveBigIntegerField()
    words = models.TextField()
    shape = models.JSONField()
    above = models.CharField(max_length=ID_LENGTH, blank=True)
    joined = models.BooleanField()
    worded = models.PositiveBigIntegerField()
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["draft_id", "place"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["draft", "place"], name="provisions_in_order")]

    @property
    def row(self) -> Row:
        shape = {name: value for name, value in self.shape.items() if name != "cited"}
        return Row.from_json({**shape, "id": self.id, "words": self.words})

    @property
    def label(self) -> str:
        """As people cite it; the first words where it has no number."""
        return self.cited or str(self.shape["label"]) or opening(self.words)

    @property
    def cited(self) -> str:
        """“Art. 5 (2)”, as its reader writes it; empty where it has no number."""
        return in_this_language(str(self.shape.get("cited", "")))

    @property
    def title(self) -> str:
        return self.label

    @property
    def stands(self) -> bool:
        return not self.gone

    def in_words(self) -> str:
        return self.words.strip()

    def in_words_at(self, wording: int) -> str:
        rows = Wording.objects.of(self).filter(provision_id=self.id, number__lte=wording).order_by("-number")
        found = rows.values_list("words", flat=True).first()
        return str(found).strip() if found else ""

    def page(self) -> str:
        return reverse("text:provision", args=[self.book.process_id, self.id])


class Alternative(Recorded):
    """Words in a bracket, or an option, under an id that stays when words around them change."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    stances = models.JSONField()  # side → stance, as the notes beside the text and the text itself say
    gone = models.BooleanField(default=False)

    @property
    def stands(self) -> bool:
        return not self.gone


class Wording(Recorded):
    """What a provision said from one entry on, and what made it so: its history."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    words = models.TextField()
    shape = models.JSONField(null=True)  # of the provision in these words, so that the text can be read as it was
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Revision(Noun):
    """A draft as it was at a moment, frozen: “Rev. 3”. `rows` are the engine's, in order."""

    sort: ClassVar[str] = "revision"
    related: ClassVar[tuple[str, ...]] = ("book", "draft")

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()  # 1, 2, 3 …
    rows = models.JSONField()
    sha256 = models.CharField(max_length=64)
    figures = models.JSONField()  # counts at that moment: brackets, provisions, clean ones
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["draft_id", "revision"]

    @property
    def name(self) -> str:
        return _("Rev. %(number)s") % {"number": self.revision}

    @property
    def title(self) -> str:
        return f"{self.draft.title}, {self.name}"

    def in_words(self) -> str:
        return "".join(row["words"] for row in self.rows).strip()

    def page(self) -> str:
        return reverse("text:revision", args=[self.book.process_id, self.id])


class OneText(Recorded):
    """That a draft is number `ordinal` of a single negotiating text, whose draft 1 has the id `first`."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    first = models.CharField(max_length=ID_LENGTH)
    ordinal = models.PositiveIntegerField()
    follows = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["first", "ordinal"]

    @property
    def name(self) -> str:
        return _("One-text draft %(number)s") % {"number": self.ordinal}
