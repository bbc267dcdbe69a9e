"""Quiet concerns and disputes, and what is said in a dispute."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.followup.dispute_labels import CLOSINGS, FINDINGS, STATES, TONES
from goodoffices.followup.models.commitments import Commitment
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun


class ConcernRows(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(settled_at="")


class Concern(Noun):
    """What a head is concerned about, in the party's caucus: the mediator tries quietly."""

    sort: ClassVar[str] = "concern"
    related: ClassVar[tuple[str, ...]] = ("book", "commitment")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    words = models.TextField()
    files = models.JSONField()  # ids
    at = models.CharField(max_length=24)
    how = models.TextField(blank=True)  # it was settled
    settled_at = models.CharField(max_length=24, blank=True)

    objects: ClassVar[Any] = ConcernRows.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    @property
    def open(self) -> bool:
        return not self.settled_at

    @property
    def stands(self) -> bool:
        return self.open

    @property
    def in_a_list(self) -> str:
        return str(self.commitment.title)

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return f"{reverse('followup:disputes', args=[self.book.process_id])}#concern-{self.id}"


class DisputeRows(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at="")


class Dispute(Noun):
    """An allegation that a commitment is not kept, before a joint commission, and how far it has come.

    against    keys of the parties that owe it, or `third_party`
    levels     the ladder as it was when the dispute began, and so `places` and `top`: a later one changes nothing here
    level      at which it is, from 1; 0 where there was no ladder
    lapses     the moment at which the time of this level runs out; empty where none runs
    last_day   the day at whose end that is, by the clocks of the host city
    """

    sort: ClassVar[str] = "dispute"
    related: ClassVar[tuple[str, ...]] = ("book", "commitment", "party")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    against = models.JSONField()
    words = models.TextField()
    files = models.JSONField()
    at = models.CharField(max_length=24)
    levels = models.JSONField()
    places = models.JSONField()
    top = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    lapses = models.CharField(max_length=24, blank=True)
    last_day = models.CharField(max_length=10, blank=True)
    running = models.CharField(max_length=40, blank=True)  # the id of the alarm of this level
    state = models.CharField(max_length=12, default="alleged")  # responded, examined, found, closed
    how = models.CharField(max_length=12, blank=True)
    closing_words = models.TextField(blank=True)
    closed_at = models.CharField(max_length=24, blank=True)

    objects: ClassVar[Any] = DisputeRows.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    @property
    def open(self) -> bool:
        return not self.closed_at

    @property
    def stands(self) -> bool:
        return self.open

    @property
    def sides(self) -> list[str]:
        """Keys of the sides of the dispute: who alleges, and against whom."""
        return [self.party.key, *self.against]

    @property
    def title(self) -> str:
        return str(self.commitment.title)

    @property
    def in_a_list(self) -> str:
        return self.title

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "moving")

    @property
    def how_name(self) -> str:
        return str(CLOSINGS[self.how]) if self.how else ""

    @property
    def present_level(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.levels[self.level - 1] if self.level else {}
        return found

    @property
    def next_level(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.levels[self.level] if 0 < self.level < len(self.levels) else {}
        return found

    @property
    def at_the_top(self) -> bool:
        """Whether the last level has lapsed: nothing happens by itself any more."""
        return bool(self.level) and self.level == len(self.levels) and not self.lapses

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return reverse("followup:dispute", args=[self.book.process_id, self.id])


class OfDispute(Recorded):
    """What was done in a dispute."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        abstract = True


class Level(OfDispute):
    """That a dispute came to a level, and how that level ended."""

    ordinal = models.PositiveSmallIntegerField()
    lapses = models.CharField(max_length=24)
    last_day = models.CharField(max_length=10)
    ended_at = models.CharField(max_length=24, blank=True)
    ended_how = models.CharField(max_length=10, blank=True)  # lapsed, referred, closed


class Response(Noun):
    """What a side answers to what is alleged against it."""

    sort: ClassVar[str] = "dispute_response"
    related: ClassVar[tuple[str, ...]] = ("book", "dispute")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    side = models.CharField(max_length=24)
    words = models.TextField()
    files = models.JSONField()
    at = models.CharField(max_length=24)

    def in_words(self) -> str:
        return self.words

    def page(self) -> str:
        return f"{reverse('followup:dispute', args=[self.book.process_id, self.dispute_id])}#response-{self.id}"


class FactFinding(OfDispute):
    """Who is to find out what is so, how, and until which day."""

    who = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    method = models.TextField()
    until = models.CharField(max_length=10)


class DisputeFinding(Noun):
    """What was found in a dispute; a later finding does not take an earlier one away."""

    sort: ClassVar[str] = "dispute_finding"
    related: ClassVar[tuple[str, ...]] = ("book", "dispute")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    finding = models.CharField(max_length=12)
    words = models.TextField()  # may be empty
    at = models.CharField(max_length=24)

    @property
    def finding_name(self) -> str:
        return str(FINDINGS[self.finding])

    def in_words(self) -> str:
        return self.words or self.finding_name

    def page(self) -> str:
        return f"{reverse('followup:dispute', args=[self.book.process_id, self.dispute_id])}#finding-{self.id}"


class Dissent(OfDispute):
    """Where a side differs from a finding; `noted` by itself, or recorded with the finding."""

    finding = models.ForeignKey(DisputeFinding, models.PROTECT, related_name="+")
    side = models.CharField(max_length=24)
    words = models.TextField()
    noted = models.BooleanField()


class ExtensionAsked(OfDispute):
    """That a side asked for further days at a level; it counts when every side has asked for as many."""

    level = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=24)
    days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="asked")  # granted, replaced


class ClosingAsked(OfDispute):
    """That a side asked to close a dispute in a way; it counts when every side has asked for the same."""

    side = models.CharField(max_length=24)
    how = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    current = models.BooleanField(default=True)
