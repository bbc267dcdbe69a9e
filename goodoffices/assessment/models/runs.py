"""Runs: a question put to the engine, what it was asked of, and what came out."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from goodoffices.assessment.labels import QUESTIONS, RUN_STATES, RUN_TONES
from goodoffices.assessment.models.influences import Influences
from goodoffices.assessment.models.reading import ReadBy, ReadRows
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH
from goodoffices.record.things import Noun


class RunRows(ReadRows):
    def waiting(self) -> Self:
        return self.filter(state="asked")


class Run(ReadBy, Noun):
    """A question about a diagram of influences: which futures hold together, or what a measure tips.

    question   “scenarios” or “tip”
    whose      whose judgements: “joint”, the id of a seat, or “mine” where judges are not named: those of whoever asked
    matrix     what the engine is given: {"descriptors": [{"name", "variants"}], "judgements": [[from, to, value] …]}, variants
               counted from 0 through all descriptors
    asked      the rest of the question, see `engine.py`
    input      the SHA-256 of the matrix as the engine hashes it
    answer     what the engine said, see `engine.py`; None until then
    """

    sort: ClassVar[str] = "scenario_run"
    related: ClassVar[tuple[str, ...]] = ("book", "influences")

    influences = models.ForeignKey(Influences, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    question = models.CharField(max_length=10)
    whose = models.CharField(max_length=ID_LENGTH)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # the run whose scenarios are tipped
    matrix = models.JSONField()
    asked = models.JSONField()
    engine = models.CharField(max_length=40)
    input = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField(null=True)
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="asked")
    answer = models.JSONField(null=True)
    ended_at = models.CharField(max_length=24, blank=True)

    objects: ClassVar[Any] = RunRows.as_manager()

    class Meta:
        ordering = ["number"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], condition=models.Q(state="asked"), name="runs_that_wait")
        ]

    @property
    def title(self) -> str:
        """What its diagram is called, to those who read that, too; to others what was asked."""
        return self.influences.title if self.tells(self.influences) else str(QUESTIONS[self.question])

    @property
    def state_name(self) -> str:
        return str(RUN_STATES[self.state])

    @property
    def tone(self) -> str:
        return RUN_TONES.get(self.state, "quiet")

    def in_words(self) -> str:
        """The same whoever reads it: what it was asked of, as it holds that itself."""
        return "\n".join(f"{each['name']}: {', '.join(each['variants'])}" for each in self.matrix["descriptors"])

    @property
    def stands(self) -> bool:
        return self.state != "cancelled"

    def page(self) -> str:
        return reverse("assessment:run", args=[self.book.process_id, self.id])


class Job(models.Model):
    """How far the host is with a run. Not recorded: it says nothing that a party would cite, and goes with the answer."""

    run = models.CharField(primary_key=True, max_length=ID_LENGTH)
    began = models.DateTimeField()
    seen = models.DateTimeField()  # when it was last worked on
    found = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.run
