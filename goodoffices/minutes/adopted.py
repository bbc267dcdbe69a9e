"""A decision on minutes that was adopted locks them."""

from collections.abc import Iterator
from typing import Any

from goodoffices.decisions.models import Decision
from goodoffices.minutes.acts import LockMinutes
from goodoffices.minutes.models import Minutes
from goodoffices.record.models import Entry


def locks_what_it_is_about(seat: Any, entry: Entry) -> Iterator[LockMinutes]:
    """Of a decision that this entry adopted; `seat` may be the clock."""
    rows = Decision.objects.of(entry).adopted().filter(id=entry.data["decision"], ended=entry.number)
    decision = rows.select_related("subject").first()
    if decision is None or decision.subject is None or decision.subject.sort != Minutes.sort:
        return
    if Minutes.objects.of(entry).unlocked().filter(id=decision.subject_id).exists():
        yield LockMinutes(minutes=decision.subject_id, how=decision.method)
