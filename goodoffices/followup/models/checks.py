"""The framework of regular follow-ups, its dated checks with what each held, and strategies that are reviewed there."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.followup.labels import (
    CHECK_STATES,
    CHECK_TONES,
    FINDINGS,
    FRAMEWORK_STATES,
    INDICATORS,
    LEVELS,
    PROGRESS,
    RHYTHMS,
    VENUE_RULES,
    WORKS,
)
from goodoffices.followup.models.changing import SideConsent
from goodoffices.followup.models.commitments import Commitment
from goodoffices.process.models import Seat
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun


class Framework(Noun):
    """How often, at what level, where in turn and about what the sides meet to follow up; adopted by the heads."""

    sort: ClassVar[str] = "framework"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    every = models.CharField(max_length=10)
    first = models.CharField(max_length=10)
    times = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=300)
    venue_rule = models.CharField(max_length=12)
    venues = models.JSONField(default=list)
    standing_items = models.JSONField(default=list)
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="proposed")

    adopting: "list[str]"  # ids of parties; set by a page's query

    class Meta:
        ordering = ["number"]

    @property
    def every_name(self) -> str:
        return str(RHYTHMS[self.every])

    @property
    def venue_rule_name(self) -> str:
        return str(VENUE_RULES[self.venue_rule])

    @property
    def state_name(self) -> str:
        return str(FRAMEWORK_STATES[self.state])

    @property
    def stands(self) -> bool:
        return self.state != "replaced"

    def in_words(self) -> str:
        items = "\n".join(self.standing_items)
        return "\n".join(part for part in (f"{self.every_name}, {self.first}. {self.level}", items) if part)

    def page(self) -> str:
        return reverse("followup:checks", args=[self.book.process_id])


class FrameworkAdoption(SideConsent):
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")


class Check(Noun):
    """A dated progress check: planned, drafted, held, missed; or no longer planned, since another framework came."""

    sort: ClassVar[str] = "check"
    outlasts = True
    related: ClassVar[tuple[str, ...]] = ("book", "framework")

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()  # 1, 2, 3 … in its framework
    day = models.CharField(max_length=10)
    venue = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="planned")
    missed_at = models.CharField(max_length=24, blank=True)  # also of one that was held late
    present = models.JSONField(default=list)
    next = models.TextField(blank=True)
    drafted = models.PositiveBigIntegerField(null=True)  # the number of the entry whose draft stands
    held_on = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["day", "place"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return _("Progress check %(place)s") % {"place": self.place}

    @property
    def state_name(self) -> str:
        return str(CHECK_STATES[self.state])

    @property
    def tone(self) -> str:
        return CHECK_TONES.get(self.state, "quiet")

    @property
    def open(self) -> bool:
        return self.state in ("planned", "drafted", "missed")

    @property
    def stands(self) -> bool:
        return self.state != "replaced"

    def in_words(self) -> str:
        return "\n".join(part for part in (self.title, self.next) if part)

    def page(self) -> str:
        return reverse("followup:check", args=[self.book.process_id, self.id])


class CheckConsent(SideConsent):
    """That a side consents to the report of a check; of a draft that has changed since, not any more."""

    check_of: Any = models.ForeignKey(Check, models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)


class Strategy(Noun):
    """A way of working that the sides declared, such as active listening; reviewed in checks, and nowhere else."""

    sort: ClassVar[str] = "strategy"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    indicator = models.CharField(max_length=10, default="none")
    at = models.CharField(max_length=24)

    reviews: "list[Review]"  # set by a page's query

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    @property
    def indicator_name(self) -> str:
        return str(INDICATORS[self.indicator])

    def in_words(self) -> str:
        return "\n".join(part for part in (self.name, self.description) if part)

    def page(self) -> str:
        return f"{reverse('followup:strategies', args=[self.book.process_id])}#strategy-{self.id}"


class OfCheck(Recorded):
    """A line of a check's report; of a draft that has changed since, not any more."""

    check_of: Any = models.ForeignKey(Check, models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)

    class Meta:
        abstract = True
        ordering = ["number", "id"]


class Assessment(OfCheck):
    """What a check says of a commitment, with what was reported and found by then."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    words = models.TextField()
    level = models.CharField(max_length=12, blank=True)
    reported = models.CharField(max_length=10, blank=True)
    found = models.CharField(max_length=12, blank=True)

    @property
    def reported_name(self) -> str:
        return str(PROGRESS[self.reported]) if self.reported else ""

    @property
    def found_name(self) -> str:
        return str(FINDINGS[self.found]) if self.found else ""

    @property
    def level_name(self) -> str:
        return str(LEVELS[self.level]) if self.level else ""


class Review(OfCheck):
    """Whether a strategy works, what its indicator counts, and what changes and why."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="+")
    works = models.CharField(max_length=6)
    adjustment = models.TextField(blank=True)
    why = models.TextField(blank=True)
    counted = models.PositiveIntegerField(null=True)

    @property
    def works_name(self) -> str:
        return str(WORKS[self.works])
