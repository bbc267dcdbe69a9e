"""A task force that has ended: its room is read, and written in no more."""

from django.utils.translation import gettext as _

from goodoffices.process.audience import has_members, task_force_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.source import now_in
from goodoffices.taskforces.deciding import ended_keys, ends_after
from goodoffices.taskforces.models import Terms

STILL_DONE = ("process.release_members",)  # who leaves the table leaves there, too


def demand_not_ended(seat: Seat, act: Act) -> None:
    if act.kind in STILL_DONE:
        return
    audience = act.audience(seat)
    if not has_members(audience):
        return
    if audience in {task_force_of(key) for key in ended_keys(seat)} or _past_its_sunset(seat, audience):
        raise Refused(
            _("This task force has ended: its room is read and no longer written in. Say it in the plenary instead.")
        )


def _past_its_sunset(seat: Seat, audience: Audience) -> bool:
    """Whether its last day is over, also before the clock has said so in the plenary: that book may be quiet for seconds,
    and an entry there that followed from an act in here would tell outsiders that somebody was at work."""
    book = seat.shelf().of(audience)
    if book is None:
        return False
    # house: read for nobody: when it ends, for its members, of whom some came to the table after its terms
    rows = Terms._base_manager.filter(force__book__register=seat.process_id, state="in_force", force__key=audience.key)
    sunset = rows.values_list("sunset", flat=True).first() if audience == task_force_of(audience.key) else None
    return sunset is not None and ends_after(seat.process, sunset) <= now_in(book.id, book.head)
