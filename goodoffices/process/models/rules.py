"""The ground rules, and who has accepted them."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.record.models import Entry, Recorded
from goodoffices.record.things import Noun


class GroundRules(Noun):
    """A version of the ground rules: proposed, in force, or superseded by the next that every head accepted."""

    sort: ClassVar[str] = "ground_rules"
    structural = True
    seating = True

    regime = models.CharField(max_length=20)
    nothing_agreed = models.BooleanField()
    attribution = models.CharField(max_length=8)
    observers = models.BooleanField()
    chatham_house = models.BooleanField()
    languages = models.JSONField()
    sidebars = models.BooleanField(default=False)  # whether heads, too, may open sidebars
    heads_put = models.BooleanField(default=False)  # whether heads, too, may put decisions by consent
    even_handedness = models.CharField(max_length=12, default="third_party")  # who sees the figures: third_party, table
    on_leaving = models.CharField(max_length=16, default="talks_continue")  # what follows when a party leaves
    calendar_titles = models.CharField(max_length=8, default="discreet")  # what calendar feeds tell: discreet, titles
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, default="proposed")
    observers_from = models.PositiveBigIntegerField(null=True)  # the number by which observers were admitted

    accepting: set[str]  # the parties that have accepted, and those that have declined; set by a page's query
    declining: set[str]

    def in_words(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return self.state != "superseded"

    def page(self) -> str:
        return reverse("process:ground-rules", args=[self.book.process_id])


class Acceptance(Recorded):
    """That a head accepted these ground rules; withdrawn when the party's consent is."""

    structural = True

    rules = models.ForeignKey(GroundRules, models.PROTECT, related_name="acceptances")
    party = models.ForeignKey("process.Party", models.PROTECT, related_name="acceptances")
    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
    withdrawn = models.BooleanField(default=False)


class RulesDeclined(Recorded):
    """That a head declined these ground rules, why, and what its party would have instead; over once it accepts them."""

    structural = True

    rules = models.ForeignKey(GroundRules, models.PROTECT, related_name="declined")
    party = models.ForeignKey("process.Party", models.PROTECT, related_name="+")
    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
    words = models.TextField()
    instead = models.TextField(blank=True)
    current = models.BooleanField(default=True)

    @classmethod
    def end(cls, entry: Entry, rules: str, party: str) -> None:
        """What this party said of these rules before does not stand any more."""
        cls.objects.of(entry).filter(rules=rules, party=party, current=True).update(current=False, changed=entry.number)
