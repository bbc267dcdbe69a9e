"""Parties that come and go, and how the talks end: accessions, leavings, and motions on the course of the talks."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.process.labels import ACCESSION_STATES, OUTCOMES
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun
from goodoffices.record.timestamps import moment, written

NOTICE = timedelta(days=7)


class Accession(Noun):
    """That a party is proposed for talks that are open: proposed, admitted, declined, withdrawn."""

    sort: ClassVar[str] = "accession"
    structural = True

    key = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="proposed")
    declined_by = models.ForeignKey("process.Party", models.PROTECT, null=True, related_name="+")
    declined_in = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def state_name(self) -> str:
        return str(ACCESSION_STATES[self.state])

    def in_words(self) -> str:
        return "\n".join(part for part in (self.name, self.words) if part)

    @property
    def stands(self) -> bool:
        return self.state == "proposed"

    def page(self) -> str:
        return reverse("process:coming-and-going", args=[self.book.process_id])


class AccessionAcceptance(Recorded):
    """That a head accepted an accession."""

    structural = True

    accession = models.ForeignKey(Accession, models.PROTECT, related_name="+")
    party = models.ForeignKey("process.Party", models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)


class Leaving(Recorded):
    """That a party left, in each book that it read on behalf of the talks: `number` is the last entry that it reads there.

    `first` is where its reading began, `sat_from` the number by which it came to the table; null, if it never did.
    """

    structural = True

    party = models.ForeignKey("process.Party", models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    first = models.PositiveBigIntegerField(default=1)
    sat_from = models.PositiveBigIntegerField(null=True)


class Motion(Noun):
    """What the lead proposes for the course of the talks: to conclude with an outcome, or, without one, to resume.

    Its state is proposed, carried, or overtaken by the next.
    """

    sort: ClassVar[str] = "motion"
    structural = True

    outcome = models.CharField(max_length=20, blank=True)  # empty: to resume
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=12, default="proposed")

    @property
    def outcome_name(self) -> str:
        return str(OUTCOMES[self.outcome]) if self.outcome else ""

    @property
    def notice_ends(self) -> str:
        """From when on the lead may conclude without the consent of all, as the record writes moments."""
        return written(moment(self.at) + NOTICE)

    def in_words(self) -> str:
        return self.words

    @property
    def stands(self) -> bool:
        return self.state == "proposed"

    def page(self) -> str:
        return reverse("process:coming-and-going", args=[self.book.process_id])


class MotionVoice(Recorded):
    """What a head says to a motion: consents, or objects in words. The later one of a party counts."""

    structural = True

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="+")
    party = models.ForeignKey("process.Party", models.PROTECT, related_name="+")
    says = models.CharField(max_length=12)  # consents, objects
    words = models.TextField(blank=True)
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)
