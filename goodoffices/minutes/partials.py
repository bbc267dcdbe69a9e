"""Where other pages show minutes: beside their session, and first on the order of business of the next one."""

from collections.abc import Iterable, Mapping

from goodoffices.minutes.models import Minutes
from goodoffices.minutes.queries import last_minutes
from goodoffices.process.audience import is_table
from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat
from goodoffices.process.queries import sitting_session


def beside_sessions(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    """The minutes of these sessions, in whichever rooms there are some."""
    rows = Minutes.objects.seen_by(seat).filter(session__in=ids).select_related("book", "session")
    found: dict[str, list[Minutes]] = {}
    for each in rows.order_by("number"):
        found.setdefault(each.session_id, []).append(each)
    return {session: Part("minutes/_beside.html", theirs) for session, theirs in found.items()}


def opens_with(seat: Seat) -> Iterable[Part]:
    """What the session that is open, or the next one, takes up first: the minutes of the last."""
    if last := last_minutes(seat):
        yield Part("minutes/_last.html", last)


def in_the_plenary(seat: Seat, room: object) -> Iterable[Part]:
    """The same beside the talk of the table, while a session is open."""
    if is_table(room.book.audience) and sitting_session(seat) and (last := last_minutes(seat)):  # type: ignore[attr-defined]
        yield Part("minutes/_panel.html", last)
