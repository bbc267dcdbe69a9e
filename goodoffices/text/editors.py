"""Who edits a text: whom every head has named, and who still sits."""

from goodoffices.process.models import Seat
from goodoffices.text.agreed import parties_of
from goodoffices.text.models import Draft, Editor


def editors_of(seat: Seat, draft: Draft) -> set[str]:
    """Ids of the seats that every party's head has named."""
    named = {each.party_id: set(each.seats) for each in Editor.objects.seen_by(seat).filter(draft=draft, current=True)}
    sides = [named.get(party.id, set()) for party in parties_of(seat, draft)]
    return set.intersection(*sides) if sides else set()


def is_editor(seat: Seat, draft: Draft) -> bool:
    return seat.speaks and seat.id in editors_of(seat, draft)
