"""A single negotiating text: what it was drafted from, and what each side finds missing in it."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun, Thing
from goodoffices.text.models.drafts import Draft


class ShownSingle(Recorded):
    """In the third party's own book: from which draft of its own a single text was shown. Nobody at the table reads it."""

    source = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    shown = models.ForeignKey(Thing, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Criticism(Noun):
    """Which interest of a party a provision does not meet: in the caucus of that party, for it and the third party.

    provision_id  of the single text; wording: the number of the entry whose words it criticises
    position      what the party tabled, if it names that
    """

    sort: ClassVar[str] = "criticism"
    related: ClassVar[tuple[str, ...]] = ("book", "party", "position")

    provision = models.ForeignKey(Thing, models.PROTECT, related_name="+")
    criticised = models.PositiveBigIntegerField()
    position = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    interest = models.TextField(blank=True)
    words = models.TextField(blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    named = models.CharField(max_length=8)
    at = models.CharField(max_length=24)

    named_position: Any = None  # the position itself, as far as the reader sees it; set by `single.criticism_on`

    class Meta:
        ordering = ["at", "number"]

    @property
    def title(self) -> str:
        return self.interest or self.words

    def in_words(self) -> str:
        return "\n".join(filter(None, [self.interest, self.words]))

    def page(self) -> str:
        return reverse("text:provision", args=[self.book.process_id, self.provision_id])
