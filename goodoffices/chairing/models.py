"""Hands, the floor, turns, points of order, adjournments, and meetings. Every row stands in its room's book."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.chairing.labels import CHANNELS, POINT_STATES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun
from goodoffices.record.timestamps import seconds_between


class BySomebody(Recorded):
    """A row about one seat, named as far as the ground rules let speakers be named; `party` only where that is told."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8, default="seat")  # seat, party, nobody
    at = models.CharField(max_length=24)

    class Meta:
        abstract = True


class HandRows(ScopedQuerySet):
    def waiting(self) -> Self:
        return self.filter(state="waiting").order_by("number")


class Hand(BySomebody):
    """A raised hand: somebody asked for the floor."""

    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="waiting")  # waiting, called, lowered

    objects: ClassVar[Any] = HandRows.as_manager()

    class Meta:
        ordering = ["number"]


class FloorRows(ScopedQuerySet):
    def standing(self) -> Self:
        return self.filter(ended_at="")


class Floor(BySomebody):
    """That somebody has the floor, or had it; `at` is when it was given."""

    ended_at = models.CharField(max_length=24, blank=True)

    objects: ClassVar[Any] = FloorRows.as_manager()

    class Meta:
        ordering = ["number"]


class Point(BySomebody, Noun):
    """A point of order, and how it was ruled upon."""

    sort: ClassVar[str] = "point_of_order"

    text = models.TextField()
    state = models.CharField(max_length=10, default="pending")  # pending, upheld, overruled
    words = models.TextField(blank=True)
    ruled_at = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["number"]

    @property
    def state_name(self) -> str:
        return str(POINT_STATES[self.state])

    def in_words(self) -> str:
        return self.text

    def page(self) -> str:
        return reverse("chairing:speakers", args=[self.book.process_id, self.book_id])


class Turns(Recorded):
    """That speakers take turns in a room; `minutes` for each side; `ended` names the entry that ended it."""

    structural = True  # also binds those who are admitted later

    minutes = models.PositiveSmallIntegerField(null=True)
    at = models.CharField(max_length=24)
    ended = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["number"]


class Adjournment(Recorded):
    """That a room is adjourned, or was: `resumed` names the entry that resumed it."""

    structural = True

    until = models.TextField(blank=True)
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    resumed = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["number"]


class AsHeld(models.Model):
    """When and how a meeting was held, as somebody put it on record. Moments are UTC, as the record writes them."""

    began = models.CharField(max_length=24)
    ended = models.CharField(max_length=24)
    channel = models.CharField(max_length=12)  # in_person, by_phone, video, in_writing
    place = models.CharField(max_length=300, blank=True)
    present = models.JSONField()  # ids of seats
    words = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def channel_name(self) -> str:
        return str(CHANNELS[self.channel])

    @property
    def held(self) -> dict[str, Any]:
        """All of it, by the names of the columns."""
        return {name: getattr(self, name) for name in ("began", "ended", "channel", "place", "present", "words")}

    @property
    def lasted(self) -> float:
        """In seconds."""
        return seconds_between(self.began, self.ended)

    @property
    def lasted_words(self) -> str:
        hours, minutes = divmod(round(self.lasted / 60), 60)
        if not hours:
            return _("%(count)s min") % {"count": minutes}
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}


class Meeting(AsHeld, Noun):
    """A meeting in the flesh, by phone or by video, as it stands on record now."""

    sort: ClassVar[str] = "meeting"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    corrected = models.BooleanField(default=False)

    versions: (
        "list[MeetingVersion]"  # how it was put on record before, the first one first; set by `queries.meetings_in`
    )
    who: list[Seat]  # who was present; set there, too

    class Meta:
        ordering = ["began", "id"]

    def in_words(self) -> str:
        return self.words or self.channel_name

    def in_words_at(self, wording: int) -> str:
        rows = MeetingVersion.objects.of(self).filter(meeting_id=self.id, number__lte=wording).order_by("-number")
        version = rows.first()
        return (version.words or version.channel_name) if version else ""

    def page(self) -> str:
        return reverse("chairing:meetings", args=[self.book.process_id, self.book_id])


class MeetingVersion(AsHeld, Recorded):
    """A meeting as one entry put it on record: the first, and each correction. None of them is ever changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class MeetingLink(Recorded):
    """Where a room meets by video: an address, shown in that room alone; `ended` names the entry that cleared it."""

    structural = True  # also for those who are admitted later

    address = models.CharField(max_length=2000)
    ended = models.PositiveBigIntegerField(null=True)
