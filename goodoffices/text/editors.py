"""Who edits a text: whom every head has named, and who still sits; and who takes stances for a head."""

from collections.abc import Mapping

from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.text.agreed import parties_of
from goodoffices.text.models import Draft, Editor, Entrusted


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


def entrusted_on(seat: Seat, draft: Draft) -> set[str]:
    """Ids of the seats of this seat’s own party that take its stances here besides those who decide."""
    if seat.party_id is None:
        return set()
    rows = Entrusted.objects.seen_by(seat).filter(draft=draft, seat__party=seat.party_id, ended=False)
    return set(rows.values_list("seat_id", flat=True))
