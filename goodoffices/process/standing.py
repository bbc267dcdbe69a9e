"""What a party does that has been admitted and has yet to accept the ground rules: little, until it has."""

from django.utils.translation import gettext as _

from goodoffices.process.audience import is_joint
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Refused

BEFORE_IT_SITS = (
    "process.accept_ground_rules",
    "process.decline_ground_rules",
    "process.admit_seat",
    "process.remove_seat",
    "process.hand_over",
    "process.appoint_acting_head",
    "process.leave_talks",
    "process.end_caucus",
    "process.release_members",
)


def demand_at_the_table(seat: Seat, act: Act) -> None:
    if seat.party is None or not seat.party.awaited or act.kind in BEFORE_IT_SITS:
        return
    if is_joint(act.audience(seat)):
        raise Refused(_("Your party is not at the table yet. Accept the ground rules first."))
