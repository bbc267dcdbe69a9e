"""Who edits a text: whom every head has named, and who still sits."""

from collections.abc import Mapping

from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.text.agreed import parties_of
from goodoffices.text.models import Draft, Editor


def editors_of(seat: Seat, draft: Draft) -> set[str]:
    """Ids of the seats that every party's head has named."""
    named = _named(seat, draft.id)
    sides = [set(named.get(party.id, ())) for party in parties_of(seat, draft)]
    return set.intersection(*sides) if sides else set()


@cached
def _named(seat: Seat, draft: str) -> Mapping[str, frozenset[str]]:
    """By party, whom its head has named."""
    rows = Editor.objects.seen_by(seat).filter(draft=draft, current=True)
    return {each.party_id: frozenset(each.seats) for each in rows}


def is_editor(seat: Seat, draft: Draft) -> bool:
    return seat.speaks and seat.id in editors_of(seat, draft)
