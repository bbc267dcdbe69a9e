"""Askings, loops and their steps, waivers, guidance, and who may confirm for a delegation. At the end, what is not recorded."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from goodoffices.listening.labels import LOOP_STATES, OUTDATED
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import ID_LENGTH, Recorded, ScopedQuerySet
from goodoffices.record.things import Noun, OnThing, Thing

_REWORDED = Q(about__changed__gt=F("of_wording"))


class LoopRows(ScopedQuerySet):
    def unsettled(self) -> Self:
        """Neither confirmed nor let go."""
        return self.filter(state__in=("restated", "corrected"))

    def open(self) -> Self:
        """Those that wait for somebody: unsettled, or confirmed of words that were corrected since."""
        return self.filter(Q(state__in=("restated", "corrected")) | Q(_REWORDED, state="confirmed"))

    def confirmed(self) -> Self:
        """Confirmed of the words as they stand."""
        return self.filter(~_REWORDED, state="confirmed")

    def outdated(self) -> Self:
        """Said back or confirmed of words that were corrected since, and not let go."""
        return self.filter(_REWORDED).exclude(state="waived")


class Asking(OnThing):
    """That somebody asked for a restatement: of one party, or of whoever else was listening."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    of = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


class Loop(OnThing):
    """One side listening to one subject. `listener` is its party; null for the third party, or where none may be named."""

    listener = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    speaker = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8, default="seat")  # how the listeners are named: seat, party, nobody
    state = models.CharField(max_length=10, default="restated")  # restated, corrected, confirmed, waived
    of_wording = models.PositiveBigIntegerField()  # the number of the entry whose words its last restatement says back
    began_at = models.CharField(max_length=24)
    settled_at = models.CharField(max_length=24, blank=True)  # confirmed or waived

    objects: ClassVar[Any] = LoopRows.as_manager()

    class Meta:
        ordering = ["number"]

    restatements: "list[Restatement]"  # set by `queries.with_steps`

    @property
    def outdated(self) -> bool:
        """Whether the subject's words were corrected after they were said back. Read the loop with its `about`."""
        return self.about.wording > self.of_wording and self.state != "waived"

    @property
    def standing(self) -> str:
        """Its state, or that it is outdated: what was heard is bound to the words that were said back."""
        return "outdated" if self.outdated else self.state

    @property
    def state_name(self) -> str:
        return str((OUTDATED if self.outdated else LOOP_STATES)[self.state])

    @property
    def words_heard(self) -> str:
        """The subject's words as they were when they were last said back. Read the loop with its `subject`."""
        return str(self.subject.in_words_at(self.of_wording)) if self.subject else ""


class Restatement(Noun):
    """What a side understood, in its own words."""

    sort: ClassVar[str] = "restatement"
    related: ClassVar[tuple[str, ...]] = ("book", "loop__about")

    loop = models.ForeignKey(Loop, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    text = models.TextField()
    agreement = models.TextField(blank=True)  # where we agree
    learnt = models.TextField(blank=True)  # what we learnt
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="standing")  # standing, replaced, corrected, confirmed, waived
    of_wording = models.PositiveBigIntegerField()  # the number of the entry whose words it says back

    class Meta:
        ordering = ["number"]

    correction: "Correction | None"

    def in_words(self) -> str:
        return "\n".join(part for part in (self.text, self.agreement, self.learnt) if part)

    @property
    def stands(self) -> bool:
        return self.state != "replaced"

    @property
    def read_beside(self) -> str:
        return str(self.loop.about_id)

    @property
    def outdated(self) -> bool:
        return bool(self.loop.about.wording > self.of_wording)

    @property
    def named(self) -> str:
        return str(self.loop.named)

    @property
    def party_id(self) -> str | None:
        """Of the side that listens, as far as it is told."""
        party: str | None = self.loop.listener_id
        return party


class Correction(Recorded):
    """What of a restatement was right, and what is missing, as the speaker says."""

    restatement = models.ForeignKey(Restatement, models.PROTECT, related_name="+")
    right = models.TextField(blank=True)
    missing = models.TextField()
    at = models.CharField(max_length=24)


class Waiver(OnThing):
    """That the mediator let a loop go unconfirmed, and why."""

    reason = models.TextField()
    at = models.CharField(max_length=24)


class Guidance(Recorded):
    """That a room, or the answers to one statement, are guided; `ended` names the entry that ended it."""

    lasting = True

    about = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")  # the statement; null: the room
    agreement = models.BooleanField(default=False)  # a restatement must also say where the two agree
    learnt = models.BooleanField(default=False)  # … and what one learnt
    ended = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["number"]


class Confirmer(Recorded):
    """A seat that its head lets confirm for the delegation's speakers."""

    structural = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    ended = models.PositiveBigIntegerField(null=True)


class Signal(models.Model):
    """What one seat lets the mediator know during a session. Not recorded, not counted, gone with the session."""

    process = models.CharField(max_length=ID_LENGTH)
    session = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)
    word = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat"], name="one_signal_per_seat")]


class PulseAnswer(models.Model):
    """How heard one seat felt in one session. Not recorded: it is nobody else's business, and no book may give it away."""

    process = models.CharField(max_length=ID_LENGTH)
    session = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)
    party = models.CharField(max_length=ID_LENGTH)  # of the seat when it answered
    marks = models.JSONField()  # eight whole numbers from 1 to 7, in the order of the items

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_answer_per_seat_and_session")]
