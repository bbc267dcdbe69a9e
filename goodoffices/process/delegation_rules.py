"""Who may add and invite to a delegation, and which seats are held by a person.

The rule stands here and nowhere else: **once a party's head sits, only the head, or who acts for the head, adds and removes
the seats of that delegation and invites to them; before, the third party does.** Else the third party could invite itself
into "not even the mediator". The record knows seats: to it a head sits once the head's seat is admitted. Invitations know
persons: to them a head sits once somebody holds that seat.
"""

from collections.abc import Iterable

from goodoffices.process.models import Holder, Seat


def headed(party: str, everyone: Iterable[Seat]) -> bool:
    """Whether this party's head has a seat at the table; `everyone` may hold seats that have left."""
    return any(other.role == "head" and other.party_id == party and other.left is None for other in everyone)


def may_fill(seat: Seat, party: str | None, everyone: Iterable[Seat]) -> bool:
    """Whether this seat adds and removes seats of the party; of the third party and observers, where there is none."""
    return _chooses(seat, party, party is not None and headed(party, everyone))


def may_invite(seat: Seat, to: Seat, everyone: Iterable[Seat], taken: set[str]) -> bool:
    """Whether this seat chooses who sits in another; `taken` are the seats in which somebody sits, or has sat.

    The third party does not choose again where a head handed over to a seat in which nobody sits yet, nor where the
    account of a head was deleted: there the host invites.
    """
    heads = [other for other in everyone if other.party_id == to.party_id and (other.decides or other.role == "head")]
    if to.party_id is None or any(other.id in taken for other in heads):
        return _chooses(seat, to.party_id, to.party_id is not None)
    return seat.leads and all(other.changed == other.number for other in heads)


def _chooses(seat: Seat, party: str | None, has_head: bool) -> bool:
    return seat.decides and seat.party_id == party if has_head else seat.leads


def held_among(seats: Iterable[Seat]) -> set[str]:
    """The ids of those among them in which somebody sits."""
    holders = Holder.objects.filter(seat__in=[seat.id for seat in seats], user__isnull=False)
    return set(holders.values_list("seat", flat=True))


def taken_among(seats: Iterable[Seat]) -> set[str]:
    """The same, with those in which nobody sits since the account of whoever did was deleted."""
    return set(Holder.objects.filter(seat__in=[seat.id for seat in seats]).values_list("seat", flat=True))


def left_vacant(seat: Seat, other: Seat) -> bool:
    """Whether somebody sits here, and nobody there: what is handed over would then be in nobody's hands.

    Who hands over knows it: they choose who sits there. Where no person sits at all (a case is played, a program acts
    for a seat) there is nobody to be left out.
    """
    held = held_among([seat, other])
    return seat.id in held and other.id not in held
