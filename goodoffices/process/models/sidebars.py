"""Sidebars: a few members of any sides, by themselves. That there is one stands in its own book and nowhere else."""

from django.db import models

from goodoffices.process.audience import is_sidebar
from goodoffices.record.audience import Audience
from goodoffices.record.models import Recorded


class Sidebar(Recorded):
    """Its name, who opened it, and whether it is closed; `closed` names the entry that closed it.

    Who is in it stands in `Membership`, as in a task force.
    """

    structural = True

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")  # who opened it
    closed = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class SidebarWords(Recorded):
    """Why a sidebar was opened, or with which words it was closed. Like talk, they are for those who were members then."""

    seat = models.ForeignKey("process.Seat", models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ["number"]


def is_closed(process: str, audience: Audience) -> bool:
    """Whether this audience is a sidebar that has been closed. Asked only for rooms that somebody reads."""
    if not is_sidebar(audience):
        return False
    # house: read for nobody: whether a room is closed, for those who have been asked whether they read it
    rows = Sidebar._base_manager.filter(book__register=process, key=audience.key)
    return bool(rows.filter(closed__isnull=False).exists())
