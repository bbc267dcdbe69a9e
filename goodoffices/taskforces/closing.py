"""A task force that has ended: its room is read, and written in no more."""

from django.utils.translation import gettext as _

from goodoffices.process.audience import has_members, task_force_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.taskforces.deciding import ended_keys

STILL_DONE = ("process.release_members",)  # who leaves the table leaves there, too


def demand_not_ended(seat: Seat, act: Act) -> None:
    if act.kind in STILL_DONE:
        return
    audience = act.audience(seat)
    if has_members(audience) and audience in {task_force_of(key) for key in ended_keys(seat)}:
        raise Refused(
            _("This task force has ended: its room is read and no longer written in. Say it in the plenary instead.")
        )
