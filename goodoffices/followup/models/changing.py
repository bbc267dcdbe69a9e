"""Adjustments of commitments, the consents to them, and what stands in the public book."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.followup.labels import ADJUSTMENT_STATES, FINDINGS, PROGRESS, PUBLIC_ENDS
from goodoffices.followup.models.commitments import Commitment, title_of
from goodoffices.process.models import Seat
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun


class Adjustment(Noun):
    """What is to change in a commitment, and why; agreed once all that are bound consent."""

    sort: ClassVar[str] = "adjustment"

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    terms = models.JSONField()  # the fields that change, by name
    why = models.TextField()
    sides = models.JSONField()  # who is asked
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="proposed")  # agreed, withdrawn, overtaken
    ended = models.PositiveBigIntegerField(null=True)

    asked: "list[tuple[str, bool]]"  # each side by its name, and whether it consents; set by a page's query
    lines: "list[tuple[Any, str, str]]"  # what changes, in words; set there, too

    class Meta:
        ordering = ["number"]

    @property
    def state_name(self) -> str:
        return str(ADJUSTMENT_STATES[self.state])

    @property
    def stands(self) -> bool:
        return self.state in ("proposed", "agreed")

    def in_words(self) -> str:
        return self.why

    def page(self) -> str:
        address = reverse("followup:commitment", args=[self.book.process_id, self.commitment_id])
        return f"{address}#adjustment-{self.id}"


class SideConsent(Recorded):
    """That a side consents."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    side = models.CharField(max_length=24)
    at = models.CharField(max_length=24)

    class Meta:
        abstract = True
        ordering = ["number"]


class AdjustmentConsent(SideConsent):
    adjustment = models.ForeignKey(Adjustment, models.PROTECT, related_name="+")


class PublicityConsent(SideConsent):
    """That a side that is bound consents to a copy in the public book."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")


class PublicCommitment(Noun):
    """What the public reads of a commitment: a plain copy, without a trace of where it came from."""

    sort: ClassVar[str] = "public_commitment"

    who = models.JSONField()  # by name
    to = models.JSONField(default=list)
    what = models.TextField()
    due = models.CharField(max_length=300, blank=True)  # in words
    reported = models.CharField(max_length=10, blank=True)
    found = models.CharField(max_length=12, blank=True)
    ended = models.CharField(max_length=12, blank=True)  # why it is not kept up any more
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]

    @property
    def title(self) -> str:
        return title_of(self.what)

    def in_words(self) -> str:
        return self.what

    @property
    def reported_name(self) -> str:
        return str(PROGRESS[self.reported]) if self.reported else ""

    @property
    def found_name(self) -> str:
        return str(FINDINGS[self.found]) if self.found else ""

    @property
    def ended_name(self) -> str:
        return str(PUBLIC_ENDS[self.ended]) if self.ended else ""

    def page(self) -> str:
        return f"{reverse('followup:public', args=[self.book.process_id])}#public-{self.id}"
