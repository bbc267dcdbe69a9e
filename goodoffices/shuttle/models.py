"""The release ledger of a caucus. Every row stands in the giver's caucus book."""

from typing import Any, ClassVar, Self

from django.db import models

from goodoffices.agenda.models import Solution
from goodoffices.consultation.models import Statement
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.shuttle.labels import FORMS, RELEASE_STATES


class ReleaseRows(ScopedQuerySet):
    def of_subject(self, sort: str, id: str) -> Self:
        return self.filter(**{f"{sort}_id": id})

    def waiting(self) -> Self:
        """Released, and neither revoked nor conveyed."""
        return self.filter(state="released")


class Release(Recorded):
    """That something said in a caucus may travel to one party, how, and whether it has."""

    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    solution = models.ForeignKey(Solution, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    form = models.CharField(max_length=16)  # gist, verbatim, mediators_idea
    title = models.CharField(max_length=300, blank=True)  # of a solution
    text = models.TextField(blank=True)  # exactly what is carried
    condition = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="released")
    at = models.CharField(max_length=24)
    conveyed_at = models.CharField(max_length=24, blank=True)

    objects: ClassVar[Any] = ReleaseRows.as_manager()

    class Meta:
        ordering = ["number"]

    @property
    def subject_id(self) -> str:
        return str(self.statement_id or self.solution_id)

    @property
    def form_name(self) -> str:
        return str(FORMS[self.form])

    @property
    def state_name(self) -> str:
        return str(RELEASE_STATES[self.state])


class Gist(Recorded):
    """A gist that the mediator drafted, for the giver to approve, edit or leave."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.CharField(max_length=24)
    taken = models.PositiveBigIntegerField(null=True)  # number of the release that used it

    class Meta:
        ordering = ["number"]


class Withholding(Recorded):
    """That a statement is marked not to travel; `ended` names the entry that took the mark away."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    ended = models.PositiveBigIntegerField(null=True)
