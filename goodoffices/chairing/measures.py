"""How long each side has had the floor in the plenary, by turns or by a raised hand."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from goodoffices.chairing.models import Floor
from goodoffices.process.audience import at_the_table
from goodoffices.process.extensions import Measure
from goodoffices.process.models import Seat
from goodoffices.record.timestamps import seconds_between


def of_the_floor(seat: Seat, plenary_only: bool) -> list[Measure]:
    rows = Floor.objects.seen_by(seat).filter(at_the_table(), party__isnull=False).exclude(named="nobody")
    held = defaultdict[str, float](float)
    for floor in rows.exclude(ended_at=""):
        held[floor.party_id] += seconds_between(floor.at, floor.ended_at)
    return [Measure("floor_time", _("Time at the floor"), 30, held, lasts=True)]
