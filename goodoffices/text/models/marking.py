"""What a delegation marked up for itself: Word files that it sent, and proposals that it keeps. In its own book."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.models import Seat
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun
from goodoffices.text.labels import CHANGES
from goodoffices.text.models.drafts import Draft, Provision, Revision


class Markup(Noun):
    """A Word file with a delegation's changes, read against the text that it was made from.

    revision  the revision that it was made from; None where it was the text between two revisions
    upto      the number of the entry, in the text's book, up to which that text was written
    remarks   comments on no change: [{"provision", "span", "author", "words"}]
    notices   sentences of the engine on what was read and not carried over
    """

    sort: ClassVar[str] = "markup"
    related: ClassVar[tuple[str, ...]] = ("book", "draft", "draft__book", "revision")

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    upto = models.PositiveBigIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)  # of the file
    sha256 = models.CharField(max_length=64)
    remarks = models.JSONField()
    notices = models.JSONField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return _("Mark-up of “%(title)s”: %(file)s") % {"title": self.draft.title, "file": self.name}

    def in_words(self) -> str:
        rows = MarkedChange.objects.of(self).filter(markup_id=self.id).order_by("number", "place", "start", "nth")
        return "\n".join(row.words for row in rows if row.words)

    def page(self) -> str:
        kept = reverse("text:marked", args=[self.book.process_id, self.draft_id])
        return f"{kept}?markup={self.id}"


class MarkedChange(Recorded):
    """A change that a delegation would make, not yet tabled: read from its Word file, or typed here.

    provision    which it is about, or after which its words come as a new one
    whole        the words are those of the whole provision, or of a new one behind it
    start, end   code points of the provision's own words in `base`
    base         those words, in the text that the change was made to
    place        of the provision in the text, so that changes stand in its order
    nth          which it is in its file, so that new provisions behind the same one stand in order
    state        kept, tabled, dropped
    tabled       {"book", "number", "id"}: the entry in the text's book that it became
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    markup = models.ForeignKey(Markup, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    deed = models.CharField(max_length=8)  # propose, insert, delete, bracket
    whole = models.BooleanField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    base = models.TextField(blank=True)
    place = models.PositiveBigIntegerField()
    nth = models.PositiveIntegerField()
    comment = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    tracked = models.BooleanField()
    state = models.CharField(max_length=8, default="kept")
    tabled = models.JSONField(null=True)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["place", "start", "number", "nth", "id"]

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def old(self) -> str:
        """The words that it is about."""
        return self.base if self.whole and self.deed != "insert" else self.base[self.start : self.end]

    @property
    def deed_name(self) -> str:
        return str(CHANGES["provision" if self.whole and self.deed == "insert" else self.deed])

    def told(self) -> dict[str, Any]:
        """Its delegation is told which colleague's it is."""
        return {**super().told(), "seat": self.seat_id}
