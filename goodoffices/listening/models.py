"""Askings, loops and their steps, waivers, guidance, and who may confirm for a delegation. At the end, what is not recorded."""

from typing import Any, ClassVar, Self

from django.db import models

from goodoffices.agenda.models import Position, Solution
from goodoffices.consultation.models import Statement
from goodoffices.listening.labels import LOOP_STATES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH, Recorded, ScopedQuerySet


class OnSubject(Recorded):
    """A row about one statement, solution or position: exactly one of the three is set."""

    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    solution = models.ForeignKey(Solution, models.PROTECT, null=True, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def subject_id(self) -> str:
        return str(self.statement_id or self.solution_id or self.position_id)

    @property
    def subject(self) -> Any:
        return self.statement or self.solution or self.position


class LoopRows(ScopedQuerySet):
    def on(self, sort: str, id: str) -> Self:
        return self.filter(**{f"{sort}_id": id})

    def open(self) -> Self:
        return self.filter(state__in=("restated", "corrected"))


class Asking(OnSubject):
    """That somebody asked for a restatement: of one party, or of whoever else was listening."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    of = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Loop(OnSubject):
    """One side listening to one subject. `listener` is its party; null for the third party, or where none may be named."""

    listener = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    speaker = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8, default="seat")  # how the listeners are named: seat, party, nobody
    state = models.CharField(max_length=10, default="restated")  # restated, corrected, confirmed, waived
    began_at = models.CharField(max_length=24)
    settled_at = models.CharField(max_length=24, blank=True)  # confirmed or waived

    objects: ClassVar[Any] = LoopRows.as_manager()

    class Meta:
        ordering = ["number"]

    restatements: "list[Restatement]"  # as `reading.with_steps` hangs them on

    @property
    def state_name(self) -> str:
        return str(LOOP_STATES[self.state])


class Restatement(Recorded):
    """What a side understood, in its own words."""

    loop = models.ForeignKey(Loop, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    text = models.TextField()
    agreement = models.TextField(blank=True)  # where we agree
    learnt = models.TextField(blank=True)  # what we learnt
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="standing")  # standing, replaced, corrected, confirmed, waived

    class Meta:
        ordering = ["number"]

    correction: "Correction | None"


class Correction(Recorded):
    """What of a restatement was right, and what is missing, as the speaker says."""

    restatement = models.ForeignKey(Restatement, models.PROTECT, related_name="+")
    right = models.TextField(blank=True)
    missing = models.TextField()
    at = models.CharField(max_length=24)


class Waiver(OnSubject):
    """That the mediator let a loop go unconfirmed, and why."""

    reason = models.TextField()
    at = models.CharField(max_length=24)


class Guidance(Recorded):
    """That a room, or the answers to one statement, are guided; `ended` names the entry that ended it."""

    lasting = True

    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    agreement = models.BooleanField(default=False)  # a restatement also says where one agrees
    learnt = models.BooleanField(default=False)  # … and what one learnt
    ended = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["number"]


class Confirmer(Recorded):
    """A seat that its head lets confirm for the delegation's speakers."""

    structural = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    ended = models.PositiveBigIntegerField(null=True)


class PulseAnswer(models.Model):
    """How heard one seat felt in one session. Not recorded: it is nobody else's business, and no book may give it away."""

    process = models.CharField(max_length=ID_LENGTH)
    session = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)
    party = models.CharField(max_length=ID_LENGTH)  # of the seat when it answered
    marks = models.JSONField()  # eight whole numbers from 1 to 7, in the order of the items

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_answer_per_seat_and_session")]
