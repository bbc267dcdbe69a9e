"""How much each side released from its caucus, and how much of it was conveyed. Never shown to the whole table."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from goodoffices.process.extensions import Measure
from goodoffices.process.models import Party, Seat
from goodoffices.shuttle.models import Release


def of_releases(seat: Seat, plenary_only: bool) -> list[Measure]:
    if plenary_only:
        return []
    parties = dict(Party.objects.seen_by(seat).values_list("key", "id"))
    releases = [(parties[each.book.key], each.state) for each in Release.objects.seen_by(seat).select_related("book")]
    conveyed = Counter(party for party, state in releases if state == "conveyed")
    return [
        Measure("released", _("Released from its caucus"), 140, Counter(party for party, _state in releases)),
        Measure("conveyed", _("… of these conveyed"), 150, conveyed),
    ]
