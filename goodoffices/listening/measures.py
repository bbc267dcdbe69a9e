"""How often each side has been heard and has confirmed it, and how long that took."""

from collections import Counter
from statistics import median

from django.utils.translation import gettext_lazy as _

from goodoffices.listening.models import Loop
from goodoffices.process.audience import side_to_side
from goodoffices.process.extensions import Measure, Reading
from goodoffices.process.models import Seat
from goodoffices.record.timestamps import seconds_between

CONFIRMED = Reading(
    place=50,
    only=_("Only %(more)s has been heard so far: no loop of another side has been confirmed."),
    twice=_("%(more)s has been heard, and confirmed it, twice as often as %(less)s."),
    times=_("%(more)s has been heard, and confirmed it, %(times)s times as often as %(less)s."),
    even=_("All sides have been heard, and confirmed it, about equally often."),
)


def of_loops(seat: Seat, plenary_only: bool) -> list[Measure]:
    rows = Loop.objects.seen_by(seat).filter(side_to_side(plenary_only), speaker__isnull=False).exclude(named="nobody")
    heard, took = Counter[str](), dict[str, list[float]]()
    for loop in rows.select_related("about"):
        if loop.standing == "confirmed":
            took.setdefault(loop.speaker_id, []).append(seconds_between(loop.began_at, loop.settled_at))
        elif loop.standing != "waived":
            heard[loop.speaker_id] += 1
    confirmed = {party: len(times) for party, times in took.items()}
    typical = {party: median(times) for party, times in took.items()}
    return [
        Measure("heard_open", _("Loops open on what it said"), 100, heard),
        Measure("confirmed", _("Loops confirmed"), 110, confirmed, reading=CONFIRMED),
        Measure("time_to_confirm", _("Median time to confirmation"), 120, typical, lasts=True),
    ]
