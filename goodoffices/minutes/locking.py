"""Locked is locked: what is refused from then on, and who has to approve before."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.decisions.deciding import deciding_parties
from goodoffices.minutes.models import Approval, Minutes
from goodoffices.process.audience import is_table
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Refused
from goodoffices.record.cache import cached
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
    """The parties whose heads approve: those that decide in the room of these minutes, and were there to read them."""
    book = minutes.book
    parties = seat.once(f"approve in {book.id}", lambda: deciding_parties(seat, book.audience, book.id))
    return [party for party in parties if not is_table(book.audience) or (party.reads_from or 1) <= minutes.number]


@cached
def approvals_given(seat: Seat) -> Mapping[tuple[str, int], list[Approval]]:
    """By minutes and version, the approvals that this seat reads, in the order in which they were given."""
    found: dict[tuple[str, int], list[Approval]] = {}
    for each in Approval.objects.seen_by(seat).select_related("book", "party").order_by("number"):
        found.setdefault((each.minutes_id, each.version), []).append(each)
    return found


def approvals_standing(seat: Seat, minutes: Minutes) -> list[Approval]:
    """Those of the version that stands."""
    return approvals_given(seat).get((minutes.id, minutes.version), [])


def has_approved(seat: Seat, minutes: Minutes) -> bool:
    """Whether this seat's party has approved the version that stands."""
    return any(each.party_id == seat.party_id for each in approvals_standing(seat, minutes))


def would_be_approved(seat: Seat, minutes: Minutes) -> bool:
    """Whether every party has approved the version that stands, once this seat's party has."""
    approved = {each.party_id for each in approvals_standing(seat, minutes)} | {seat.party_id}
    return {party.id for party in approving_parties(seat, minutes)} <= approved
