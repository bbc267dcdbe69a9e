"""Ladders: the levels of a dispute with their days, and which heads have adopted them."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.followup.dispute_labels import LADDER_STATES
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from goodoffices.record.things import Noun


def days_in_words(days: int, working: bool) -> str:
    if working:
        return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


class LadderRows(ScopedQuerySet):
    def in_force(self) -> Self:
        return self.filter(state="adopted")


class Ladder(Noun):
    """The levels of a dispute, their days, and whose working days these are. In force once every head has adopted it."""

    sort: ClassVar[str] = "ladder"
    lasting = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    levels = models.JSONField()  # [{name, days, working}], from the first
    places = models.JSONField()  # [{name, weekend, holidays}]; none: every day is a working day
    top = models.TextField(blank=True)  # what either side may do when the last level has lapsed
    at = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="proposed")  # adopted, replaced
    adopted_at = models.CharField(max_length=24, blank=True)

    objects: ClassVar[Any] = LadderRows.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    @property
    def state_name(self) -> str:
        return str(LADDER_STATES[self.state])

    @property
    def stands(self) -> bool:
        return self.state != "replaced"

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each level: its name, and its days in words."""
        return [(level["name"], days_in_words(level["days"], level["working"])) for level in self.levels]

    @property
    def in_a_list(self) -> str:
        return _("Ladder for disputes")

    def in_words(self) -> str:
        lines = [f"{n}. {name}: {days}" for n, (name, days) in enumerate(self.steps, 1)]
        return "\n".join([*lines, self.top] if self.top else lines)

    def page(self) -> str:
        return reverse("followup:ladder", args=[self.book.process_id])


class LadderAdoption(Recorded):
    """That a head has adopted a ladder."""

    ladder = models.ForeignKey(Ladder, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.CharField(max_length=24)
