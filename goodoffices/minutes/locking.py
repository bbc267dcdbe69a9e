"""Locked is locked: what is refused from then on, and who has to approve before."""

from typing import Any

from django.utils.translation import gettext as _

from goodoffices.decisions.deciding import deciding_parties
from goodoffices.minutes.models import Approval, Minutes
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Refused
from goodoffices.record.things import thing_seen_by


def demand_open(minutes: Minutes) -> None:
    if minutes.locked:
        raise Refused(_("These minutes are locked and stay as they are. Say what you have to add in the room."))


def demand_unlocked(seat: Seat, act: Any) -> None:
    """Nothing is decided about minutes that are locked."""
    found = thing_seen_by(seat, act.about) if act.about else None
    if isinstance(found, Minutes):
        demand_open(found)


def approving_parties(seat: Seat, minutes: Minutes) -> list[Party]:
    """The parties whose heads approve: those that decide in the room of these minutes."""
    return deciding_parties(seat, minutes.audience, minutes.book_id)


def approved_by_all(seat: Seat, minutes: Minutes) -> bool:
    rows = Approval.objects.seen_by(seat).filter(minutes=minutes, version=minutes.version)
    approved = set(rows.values_list("party_id", flat=True))
    return {party.id for party in approving_parties(seat, minutes)} <= approved
