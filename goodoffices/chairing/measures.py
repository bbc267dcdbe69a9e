"""How long each side has had the floor in the plenary, and how long its caucus has met, by what is on record of it."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from goodoffices.chairing.labels import CHANNELS
from goodoffices.chairing.models import Floor, Meeting
from goodoffices.process.audience import at_the_table, in_caucuses, party_key_of
from goodoffices.process.extensions import Measure
from goodoffices.process.models import Seat, parties_by_name
from goodoffices.record.timestamps import seconds_between

MET = {
    "in_person": _("Of this, meetings in person"),
    "by_phone": _("Of this, meetings by phone"),
    "video": _("Of this, meetings by video"),
    "in_writing": _("Of this, meetings in writing"),
}


def of_the_table(seat: Seat, plenary_only: bool) -> list[Measure]:
    return [*of_the_floor(seat, plenary_only), *([] if plenary_only else of_meetings(seat))]


def of_the_floor(seat: Seat, plenary_only: bool) -> list[Measure]:
    rows = Floor.objects.seen_by(seat).filter(at_the_table(), party__isnull=False).exclude(named="nobody")
    held = defaultdict[str, float](float)
    for floor in rows.exclude(ended_at=""):
        held[floor.party_id] += seconds_between(floor.at, floor.ended_at)
    return [Measure("floor_time", _("Time at the floor"), 30, held, lasts=True)]


def of_meetings(seat: Seat) -> list[Measure]:
    """How long each caucus has met: added to its time in writing; and by channel, where there is any."""
    parties = {party.key: party.id for party in parties_by_name(seat)}
    times = {channel: defaultdict[str, float](float) for channel in CHANNELS}
    count = 0
    for meeting in Meeting.objects.seen_by(seat).filter(in_caucuses()).select_related("book"):
        times[meeting.channel][parties[party_key_of(meeting.audience)]] += meeting.lasted
        count += 1
    if not count:
        return []
    whole = defaultdict[str, float](float)
    for by_party in times.values():
        for party, lasted in by_party.items():
            whole[party] += lasted
    found = [Measure("caucus_time", "", 40, whole, lasts=True, of=count)]
    for place, (channel, by_party) in enumerate(times.items(), 41):
        if by_party:
            found.append(Measure(f"caucus_{channel}", MET[channel], place, by_party, lasts=True))
    return found
