"""Minutes, their paragraphs with every wording these have had, corrections, and approvals. All in the room's book."""

from functools import cached_property
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.minutes.labels import CORRECTION_TONES, CORRECTIONS, STATES, STYLES, TONES, WAYS
from goodoffices.process.models import Party, Seat, Session
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun


class MinutesRows(ScopedQuerySet):
    def unlocked(self) -> Self:
        return self.filter(state="circulated")


class Minutes(Noun):
    """The minutes of one session, as one room has them; `version` counts its wordings from 1."""

    sort: ClassVar[str] = "minutes"
    related: ClassVar[tuple[str, ...]] = ("book", "session")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    style = models.CharField(max_length=8)  # summary, agreed, verbatim
    version = models.PositiveIntegerField(default=1)
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="circulated")  # circulated, locked
    how = models.CharField(max_length=8, blank=True)  # how they came to be locked
    locked_at = models.CharField(max_length=24, blank=True)
    locked_by = models.PositiveBigIntegerField(null=True)  # the number of the entry that locked them

    objects: ClassVar[Any] = MinutesRows.as_manager()

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return _("Minutes of “%(session)s”") % {"session": self.session.title}

    @property
    def locked(self) -> bool:
        return self.state == "locked"

    @property
    def style_name(self) -> str:
        return str(STYLES[self.style])

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def how_name(self) -> str:
        return str(WAYS[self.how]) if self.how else ""

    def in_words(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """The paragraphs as they stand, a blank line between them."""
        words = Paragraph.objects.of(self).filter(minutes_id=self.id).order_by("place").values_list("words", flat=True)
        return "\n\n".join(words)

    def in_words_at(self, wording: int) -> str:
        rows = Wording.objects.of(self).filter(paragraph__minutes=self.id, number__lte=wording).order_by("number")
        latest = dict(rows.values_list("paragraph__place", "words"))
        return "\n\n".join(latest[place] for place in sorted(latest))

    def told(self) -> dict[str, Any]:
        """With the words: whoever approved an earlier version is shown the one that stands."""
        return {**super().told(), "text": self.in_words()}

    def page(self) -> str:
        return reverse("minutes:one", args=[self.book.process_id, self.id])


class Paragraph(Noun):
    """One paragraph of minutes, as it stands."""

    sort: ClassVar[str] = "minutes_paragraph"
    related: ClassVar[tuple[str, ...]] = ("book", "minutes")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()  # 1, 2, 3 …
    words = models.TextField()

    corrections: "list[Correction]"  # set by `queries.paragraphs_of`

    class Meta:
        ordering = ["minutes_id", "place"]

    def in_words(self) -> str:
        return self.words

    def in_words_at(self, wording: int) -> str:
        rows = Wording.objects.of(self).filter(paragraph_id=self.id, number__lte=wording).order_by("-number")
        return str(rows.values_list("words", flat=True).first() or "")

    def page(self) -> str:
        return reverse("minutes:paragraph", args=[self.book.process_id, self.id])

    def read_at(self, seat: Any) -> str:
        return f"{reverse('minutes:one', args=[self.book.process_id, self.minutes_id])}#paragraph-{self.id}"


class Wording(Recorded):
    """The words of a paragraph from a version on. Never changed."""

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    words = models.TextField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Correction(Noun):
    """Other words that a party proposed for a paragraph, and what became of them; none is ever deleted."""

    sort: ClassVar[str] = "correction"
    related: ClassVar[tuple[str, ...]] = ("book", "party")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="+")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")  # null: the third party’s, or unnamed
    named = models.CharField(max_length=8)  # seat, party, nobody
    words = models.TextField()
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="open")  # open, taken_in, declined, withdrawn, note
    why = models.TextField(blank=True)
    ended_at = models.CharField(max_length=24, blank=True)
    ended = models.PositiveBigIntegerField(null=True)  # the number of the entry that decided it

    class Meta:
        ordering = ["number"]

    @property
    def open(self) -> bool:
        return self.state == "open"

    @property
    def state_name(self) -> str:
        return str(CORRECTIONS[self.state])

    @property
    def tone(self) -> str:
        return CORRECTION_TONES.get(self.state, "quiet")

    @property
    def stands(self) -> bool:
        return self.state in ("open", "note")

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        address = reverse("minutes:paragraph", args=[self.book.process_id, self.paragraph_id])
        return f"{address}#correction-{self.id}"


class Approval(Recorded):
    """That a head approved a version for its party."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]
