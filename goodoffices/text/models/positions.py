"""What was done and said at provisions: moves, agreements, reopenings, bridging words, reasons; and who may do what."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH, Recorded
from goodoffices.record.things import Noun, Thing
from goodoffices.text.labels import DEEDS, PENDING, REASONS
from goodoffices.text.models.drafts import Draft, Provision


class Move(Recorded):
    """One thing that somebody did at a provision, for its history.

    deed     a key of `labels.DEEDS`
    target   the alternative that it was about; "" where it was the provision itself
    about    the words of that alternative, or those proposed
    """

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    deed = models.CharField(max_length=12)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    target = models.CharField(max_length=ID_LENGTH, blank=True)
    about = models.TextField(blank=True)
    words = models.TextField(blank=True)
    pending = models.CharField(max_length=12, blank=True)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    @property
    def pending_name(self) -> str:
        return str(PENDING[self.pending]) if self.pending else ""

    @property
    def deed_name(self) -> str:
        return str(DEEDS[self.deed])


class Agreement(Recorded):
    """That a party agreed to a provision, or to one alternative in it, in the words it had by the entry `wording`."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    target = models.CharField(max_length=ID_LENGTH, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    wording = models.PositiveBigIntegerField()
    goes = models.BooleanField(default=False)  # what it agreed to is that this alternative goes
    ad_ref = models.BooleanField()
    complete = models.BooleanField(default=False)  # with it, every party that was then at the table had agreed
    lapsed = models.BooleanField(default=False)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Reopening(Noun):
    """That somebody wants to come back to a provision that is agreed. It is open again once all who agreed consent."""

    sort: ClassVar[str] = "reopening"
    related: ClassVar[tuple[str, ...]] = ("book", "provision", "party")

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    words = models.TextField()
    wording = models.PositiveBigIntegerField()  # of the provision, when it was asked
    asked = models.JSONField()  # ids of the parties that had agreed
    consented = models.JSONField()
    state = models.CharField(max_length=8, default="asked")  # asked, granted
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return reverse("text:provision", args=[self.book.process_id, self.provision_id])


class Bridge(Noun):
    """Words of the third party in place of a provision that is in brackets; each party whose words go has to accept."""

    sort: ClassVar[str] = "bridge"
    related: ClassVar[tuple[str, ...]] = ("book", "provision")

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField()
    wording = models.PositiveBigIntegerField()  # of the provision that it is to replace
    asked = models.JSONField()  # ids of the parties whose words it replaces
    accepted = models.JSONField()
    state = models.CharField(max_length=10, default="open")  # open, accepted
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    def in_words(self) -> str:
        return self.words

    @property
    def asked_parties(self) -> list[Party]:
        """Whose words it replaces."""
        return list(Party.objects.of(self).filter(id__in=self.asked).order_by("number"))

    @property
    def stands(self) -> bool:
        return self.state == "open" and self.wording == self.provision.worded

    def page(self) -> str:
        return reverse("text:provision", args=[self.book.process_id, self.provision_id])


class Editor(Recorded):
    """Who may edit numbers and merge provisions, as one party's head would have it; all heads have to name the same seat."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seats = models.JSONField()
    current = models.BooleanField(default=True)


class Entrusted(Recorded):
    """That a head lets a member of the delegation take stances on a draft in the party's name."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    ended = models.BooleanField(default=False)


class Reason(Recorded):
    """Why a party holds on to brackets: in its own delegation's book, and nobody else's."""

    thing = models.ForeignKey(Thing, models.PROTECT, related_name="+")
    target = models.CharField(max_length=ID_LENGTH, blank=True)
    reason = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)
    at = models.CharField(max_length=24)

    @property
    def reason_name(self) -> str:
        return str(REASONS[self.reason])


class ShownReason(Recorded):
    """A reason that its party has put before everyone who reads the draft."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+")
    target = models.CharField(max_length=ID_LENGTH, blank=True)
    reason = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    @property
    def reason_name(self) -> str:
        return str(REASONS[self.reason])
