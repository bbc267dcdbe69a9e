"""Task forces, commissions and their members; and whom a head entrusts with what."""

from typing import ClassVar

from django.db import models

from goodoffices.process.labels import TO_DO
from goodoffices.record.models import Recorded
from goodoffices.record.things import Noun


class Body(Noun):
    """Its name and its members, as the table knows them. From when on each of them reads stands in its own book."""

    structural = True
    seating = True

    key = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    members = models.JSONField()  # ids of seats, in the order in which they joined

    class Meta:
        abstract = True

    def in_words(self) -> str:
        return self.name


class TaskForce(Body):
    """Members of several sides who work on something for the table."""

    sort: ClassVar[str] = "task_force"


class Commission(Body):
    """A standing body of both sides, with a co-chair of each and a rapporteur: disputes are brought before it."""

    sort: ClassVar[str] = "commission"

    co_chairs = models.JSONField()  # ids of seats, one of each side
    rapporteur = models.ForeignKey("process.Seat", models.PROTECT, null=True, related_name="+")


class Trust(Recorded):
    """That a seat may do something which is otherwise the head's, in the delegation's own book; `ended` names the entry
    that took it back."""

    structural = True

    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")
    to_do = models.CharField(max_length=12)  # tabling, releasing
    ended = models.PositiveBigIntegerField(null=True)

    @property
    def to_do_name(self) -> str:
        return str(TO_DO[self.to_do])


class Membership(Recorded):
    """A seat in a task force, commission or sidebar, from the entry that welcomed it on."""

    structural = True
    seating = True

    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="memberships")
    left = models.PositiveBigIntegerField(null=True)
