"""What decisions set as precedents, where these are invoked, and what came from outside."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.models import Party, Seat
from goodoffices.record.things import Noun, OnThing, Thing, said_beside

TITLE_LENGTH = 120


def first_line(words: str) -> str:
    line = words.strip().split("\n", 1)[0]
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


class Precedent(Noun):
    """That a decision, or whatever else was settled, sets a precedent: in whose eyes, and which."""

    sort: ClassVar[str] = "precedent"
    related: ClassVar[tuple[str, ...]] = ("book", "about", "party", "seat")

    about = models.ForeignKey(Thing, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    words = models.TextField()
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="set")

    subject: Any = None  # the noun that sets it; set by `queries`

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return first_line(self.words)

    def in_words(self) -> str:
        return self.words

    @property
    def stands(self) -> bool:
        return self.state == "set"

    def page(self) -> str:
        return reverse("assessment:precedent", args=[self.book.process_id, self.id])


@said_beside("invocation")
class Invocation(OnThing):
    """That a precedent was invoked for a thing, or set apart from it; in a book whose readers all read the precedent."""

    precedent = models.ForeignKey(Precedent, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    applies = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)

    beside_sort: ClassVar[str] = "precedent"

    class Meta:
        ordering = ["number"]

    @property
    def beside_id(self) -> str:
        return str(self.precedent_id)

    def in_words(self) -> str:
        return self.words


class StakeholderView(Noun):
    """What somebody said who is not at the table, as the secretariat received it; without a name, if they wish. Of one that was
    withdrawn nothing is left but that it was."""

    sort: ClassVar[str] = "stakeholder_view"

    about = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField()  # empty: it was withdrawn
    whose = models.CharField(max_length=300, blank=True)  # empty: they wish to remain unnamed
    group = models.CharField(max_length=300, blank=True)
    received = models.CharField(max_length=10, blank=True)
    at = models.CharField(max_length=24)

    subject: Any = None  # the noun that it is about; set by `queries`

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return first_line(self.words) or _("A view that was withdrawn")

    @property
    def from_whom(self) -> str:
        who = self.whose or _("Someone who wishes to remain unnamed")
        return f"{who}, {self.group}" if self.group else who

    @property
    def stands(self) -> bool:
        return bool(self.words)

    @property
    def as_said(self) -> dict[str, Any]:
        """By the fields of an act. `anonymous` is whether those who say it are unnamed, and not whether who put it on record is."""
        said = {name: getattr(self, name) for name in ("words", "whose", "group", "received")}
        return {**said, "anonymous": not self.whose}

    @property
    def corrected(self) -> bool:
        return self.stands and self.changed > self.number

    def in_words(self) -> str:
        """With those who say it and the group for which they speak, by which it is looked for, too."""
        return "\n".join(filter(None, [self.words, ", ".join(filter(None, [self.whose, self.group]))]))

    def page(self) -> str:
        return f"{reverse('assessment:views', args=[self.book.process_id])}#view-{self.id}"
