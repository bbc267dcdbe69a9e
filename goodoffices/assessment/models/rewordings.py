"""What sheets and diagrams were called otherwise since they were opened or drawn."""

from typing import ClassVar

from django.db import models

from goodoffices.assessment.models.influences import Influences
from goodoffices.assessment.models.sheets import Sheet
from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded


class Rewording(Recorded):
    """What an amendment of a sheet, or of a diagram, calls otherwise. What it leaves as it was is not repeated here: that may date from
    before a later reader was admitted.

    title, purpose   empty, and None, where they stayed
    names            by the id of a row, a column, a descriptor or a variant, what it is called from here on
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="+")
    influences = models.ForeignKey(Influences, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=8)
    title = models.CharField(max_length=300, blank=True)
    purpose = models.TextField(null=True)
    names = models.JSONField()
    at = models.CharField(max_length=24)

    related: ClassVar[tuple[str, ...]] = ("book", "seat", "party")

    class Meta:
        ordering = ["number"]
