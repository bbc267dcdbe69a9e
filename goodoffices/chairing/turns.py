"""Who may speak in a room: while it is adjourned, only its chair; while turns are taken, only whoever has the floor.

Where the ground rules name sides, the floor belongs to the side. Where they name nobody, turns bind nobody: if only one
participant could speak, readers would know who said everything.
"""

from typing import Any

from django.utils.translation import gettext as _

from goodoffices.chairing.queries import bound_rooms, chairing_in, chairs, narrower
from goodoffices.process.attribution import named_how
from goodoffices.process.audience import is_third_party
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused


def demand_turn(seat: Seat, act: Any) -> None:
    """The condition on a statement. The chair is free, and so is the third party, whose interpreters speak in every turn; in
    its own room it is bound like everybody. A point of order is free while turns are taken."""
    if act.room not in bound_rooms(seat):
        return
    audience = act.audience(seat)
    if seat.leads or chairs(seat, audience) or (seat.third and not is_third_party(audience)):
        return
    room = chairing_in(seat, act.room)
    demand_sitting(room)
    if room.turns is None or act.speech_act == "point_of_order":
        return
    floor = room.floor
    if floor is None:
        raise Refused(_("Speakers take turns here, and nobody has the floor. Raise your hand to ask for it."))
    named = narrower(floor.named, named_how(seat, audience))
    ours = floor.party_id == seat.party_id if named == "party" else floor.seat_id == seat.id
    if named != "nobody" and not ours:
        raise Refused(_("Speakers take turns here, and someone else has the floor. Raise your hand to ask for it."))


def demand_sitting(room: Any) -> None:
    """Refused while the room is adjourned."""
    if room.adjournment is not None:
        raise Refused(_("This room is adjourned. Your words are kept here; speak when the chair has resumed."))
