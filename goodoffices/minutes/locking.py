"""Locked is locked: what is refused from then on, and how a decision that was adopted locks what it was about."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.decisions.deciding import deciding_parties
from goodoffices.decisions.models import Decision
from goodoffices.minutes.models import Approval, Minutes
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.record.models import Entry
from goodoffices.record.things import thing_seen_by


def demand_open(minutes: Minutes) -> None:
    if minutes.locked:
        raise Refused(_("These minutes are locked and stay as they are. Say what you have to add in the room."))


def demand_unlocked(seat: Seat, act: Any) -> None:
    """Nothing is decided about minutes that are locked."""
    found = thing_seen_by(seat, act.about) if act.about else None
    if isinstance(found, Minutes):
        demand_open(found)


def once_adopted(seat: Any, entry: Entry) -> Iterator[Act]:
    """A decision on minutes that this entry adopted locks them. `seat` may be the clock."""
    from goodoffices.minutes.acts import LockMinutes

    rows = Decision.objects.of(entry).adopted().filter(id=entry.data["decision"], ended=entry.number)
    decision = rows.select_related("subject").first()
    if decision is None or decision.subject is None or decision.subject.sort != Minutes.sort:
        return
    if Minutes.objects.of(entry).unlocked().filter(id=decision.subject_id).exists():
        yield LockMinutes(minutes=decision.subject_id, how=decision.method)


def approving_parties(seat: Seat, minutes: Minutes) -> list[Party]:
    """The parties whose heads approve: those that decide in the room of these minutes."""
    return deciding_parties(seat, minutes.audience, minutes.book_id)


def approved_by_all(seat: Seat, minutes: Minutes) -> bool:
    rows = Approval.objects.seen_by(seat).filter(minutes=minutes, version=minutes.version)
    approved = set(rows.values_list("party_id", flat=True))
    return {party.id for party in approving_parties(seat, minutes)} <= approved
