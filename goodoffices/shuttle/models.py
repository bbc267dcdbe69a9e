"""The release ledger of a caucus. Every row stands in the giver's caucus book."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F
from django.urls import reverse

from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ScopedQuerySet
from goodoffices.record.things import Noun, OnThing
from goodoffices.shuttle.labels import FORMS, RELEASE_STATES


class ReleaseRows(ScopedQuerySet):
    def waiting(self) -> Self:
        """Released, and neither revoked nor conveyed."""
        return self.filter(state="released")

    def uncorrected(self) -> Self:
        """Of these, those whose words still read as they were released."""
        return self.filter(about__changed__lte=F("of_wording"))

    def stale(self) -> Self:
        """Of these, those whose words were corrected since."""
        return self.filter(about__changed__gt=F("of_wording"))


class Release(OnThing, Noun):
    """That something said in a caucus may travel to one party, how, and whether it has."""

    sort: ClassVar[str] = "release"
    related: ClassVar[tuple[str, ...]] = ("book", "about", "to")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    form = models.CharField(max_length=16)  # gist, verbatim, mediators_idea
    title = models.CharField(max_length=300, blank=True)  # of a solution
    text = models.TextField(blank=True)  # exactly what is carried
    condition = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="released")
    at = models.CharField(max_length=24)
    conveyed_at = models.CharField(max_length=24, blank=True)
    of_wording = models.PositiveBigIntegerField()  # the number of the entry whose words were released

    objects: ClassVar[Any] = ReleaseRows.as_manager()

    class Meta:
        ordering = ["number"]

    @property
    def form_name(self) -> str:
        return str(FORMS[self.form])

    @property
    def stale(self) -> bool:
        """Whether it waits, and its giver has corrected the words since. Read the release with its `about`."""
        return self.state == "released" and self.about.wording > self.of_wording

    @property
    def standing(self) -> str:
        return "stale" if self.stale else self.state

    @property
    def state_name(self) -> str:
        return str(RELEASE_STATES[self.standing])

    def in_words(self) -> str:
        return "\n".join(part for part in (self.title, self.text) if part)

    @property
    def stands(self) -> bool:
        return self.state != "revoked"

    @property
    def read_beside(self) -> str:
        return str(self.about_id)

    @property
    def outdated(self) -> bool:
        return self.stale

    def page(self) -> str:
        return reverse("shuttle:ledger", args=[self.book.process_id])


class Gist(OnThing, Noun):
    """A gist that the mediator drafted, for the giver to approve, edit or leave."""

    sort: ClassVar[str] = "gist"
    related: ClassVar[tuple[str, ...]] = ("book", "about", "to")

    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.CharField(max_length=24)
    taken = models.PositiveBigIntegerField(null=True)  # number of the release that used it
    of_wording = models.PositiveBigIntegerField()  # the number of the entry whose words it is drawn from

    class Meta:
        ordering = ["number"]

    @property
    def stale(self) -> bool:
        """Whether the words that it is drawn from have been corrected since. Read the gist with its `about`."""
        return self.about.wording > self.of_wording

    def in_words(self) -> str:
        return self.text

    @property
    def read_beside(self) -> str:
        return str(self.about_id)

    @property
    def outdated(self) -> bool:
        return self.stale

    def page(self) -> str:
        return reverse("shuttle:ledger", args=[self.book.process_id])


class Withholding(OnThing):
    """That something is marked not to travel; `ended` names the entry that took the mark away."""

    ended = models.PositiveBigIntegerField(null=True)
