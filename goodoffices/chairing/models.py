"""Hands, the floor, turns, points of order and adjournments. Every row stands in its room's book."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.chairing.labels import POINT_STATES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun


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
