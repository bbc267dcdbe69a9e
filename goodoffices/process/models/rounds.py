"""Rounds with their agendas, and sessions in them."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from goodoffices.process.lines import AgendaItem, Highlight
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun


class Round(Noun):
    sort: ClassVar[str] = "round"
    structural = True

    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    venue = models.CharField(max_length=300, blank=True)
    begins = models.CharField(max_length=10, blank=True)  # ISO dates, as framed
    ends = models.CharField(max_length=10, blank=True)
    items = models.JSONField(default=list)  # the provisional agenda, a line each
    state = models.CharField(max_length=12, default="framed")
    adopted = models.BooleanField(default=False)
    opened_at = models.CharField(max_length=24, blank=True)
    concluded_at = models.CharField(max_length=24, blank=True)
    highlights = models.JSONField(default=list)
    framework = models.TextField(blank=True)

    on_agenda: "list[AgendaItem]"  # its items and its highlights; set by a page's query
    summed_up: "list[Highlight]"

    def __str__(self) -> str:
        return self.title

    def in_words(self) -> str:
        """Its title and the framework for the next; its items and highlights are things of their own."""
        return "\n".join(part for part in (self.title, self.framework) if part)

    def page(self) -> str:
        return reverse("process:rounds", args=[self.book.process_id])

    @property
    def when(self) -> str:
        """Where it stands on the line of rounds."""
        return {"concluded": "past", "open": "now"}.get(self.state, "ahead")


class Adoption(Recorded):
    """That a head adopted a round's provisional agenda; of an agenda that has changed since, not any more."""

    structural = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="adoptions")
    party = models.ForeignKey("process.Party", models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
    current = models.BooleanField(default=True)


class HighlightsAdoption(Recorded):
    """That a head adopted a concluded round's highlights."""

    structural = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    party = models.ForeignKey("process.Party", models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)


class Session(Noun):
    """A mark in time inside a round. Rooms are open day and night."""

    sort: ClassVar[str] = "session"
    structural = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=300)
    opened_at = models.CharField(max_length=24)
    closed_at = models.CharField(max_length=24, blank=True)

    def in_words(self) -> str:
        return self.title

    def page(self) -> str:
        return reverse("process:rounds", args=[self.book.process_id])
