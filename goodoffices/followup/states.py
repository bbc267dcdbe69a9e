"""How a commitment stands: computed from what was said of it and from the day, and never set by anybody."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from goodoffices.followup.due import read
from goodoffices.followup.labels import STATES, TONES
from goodoffices.followup.models import Commitment
from goodoffices.process.models import Seat

SOON = timedelta(days=7)
FOUND = {"met": "verified", "partly": "partly", "not_met": "not_met"}


def state_of(row: Commitment, today: date, waits: bool = False, disputed: bool = False) -> str:
    """One of `labels.STATES`. `waits`: another commitment that it follows is not met yet.

    The later of report and finding tells: who reports it done after it was found not met has it looked at once more.
    """
    if row.state != "in_force":
        return row.state
    if disputed:
        return "disputed"
    if row.found in FOUND and row.found_number > row.reported_number:
        return FOUND[row.found]
    if row.reported == "done":
        return "reported_done"
    if row.due_on:
        return _by_day(date.fromisoformat(row.due_on), today)
    return "not_yet_due" if waits or _hangs_on_event(row) else "in_force"


def _by_day(due: date, today: date) -> str:
    return "overdue" if due < today else "at_risk" if due - today <= SOON else "not_yet_due"


def _hangs_on_event(row: Commitment) -> bool:
    when = read(row.due)
    return when is not None and when.how == "within"


def state_name(state: str) -> str:
    return str(STATES[state])


def tone_of(state: str) -> str:
    return TONES.get(state, "quiet")


def waiting_among(rows: Iterable[Commitment], all_of: Mapping[str, Commitment]) -> set[str]:
    """The ids of those whose turn has not come: what they follow is neither met nor closed, in its latest term."""
    found = set()
    for row in rows:
        when = read(row.due)
        before = latest(all_of, when.of) if when and when.how == "after" else None
        if before is not None and not (before.found == "met" or before.state == "closed"):
            found.add(row.id)
    return found


def latest(all_of: Mapping[str, Commitment], id: str) -> Commitment | None:
    """The term that took the place of this one, and so on."""
    found = all_of.get(id)
    while found is not None and found.superseded_by in all_of:
        found = all_of[found.superseded_by]
    return found


def why_not(seat: Seat, row: Commitment) -> str:
    """Why nothing is done about it in its state, and what to do instead."""
    if row.state == "superseded":
        newer = Commitment.objects.seen_by(seat).select_related("book").filter(id=row.superseded_by).first()
        return _("This term was superseded by %(newer)s. Go on there.") % {"newer": newer.citation if newer else ""}
    return {
        "proposed": _("This is not in force yet. Every side that owes it has to accept it first."),
        "in_force": _("This is in force. Propose an adjustment to change it."),
        "withdrawn": _("This was withdrawn. Propose it once more if it is needed."),
        "closed": _("This is closed. Propose a new commitment if more is to be done."),
    }[row.state]
