"""One page of a room: what was said and done there, what of it is unread, and where one reads on."""

from operator import itemgetter
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from goodoffices.consultation.models import Room, Statement
from goodoffices.consultation.partials import Said, said_to
from goodoffices.consultation.procedure import lines_in
from goodoffices.consultation.queries import PAGE, read_marks, unread
from goodoffices.process.models import Seat


def page_of(seat: Seat, room: Room, before: int | None) -> dict[str, Any]:
    """The latest statements of a room, or the latest below a number, with the lines of procedure between them."""
    said = said_to(seat, room, before)
    mark = read_marks(seat).get(room.id)
    first_unread = next((s.number for s in said if s.number > (mark or 0) and s.whose != seat.id), None)
    earlier = said[0].number if len(said) == PAGE else None
    last = min(before - 1, room.book.head) if before else room.book.head
    lines = lines_in(seat, room.id, earlier or 1, last, {s.number for s in said})
    both = sorted([*((s.number, s.html) for s in said), *lines], key=itemgetter(0))
    above = _unread_above(seat, room, said, mark or 0) if earlier and before is None else 0
    return {
        "read": _joined(html for number, html in both if not first_unread or number < first_unread),
        "unread": _joined(html for number, html in both if first_unread and number >= first_unread),
        "been_here": mark is not None,
        "nothing_said": not said,
        "earlier": earlier,
        "unread_above": above,
        "first_unread_page": _end_of_page_from(seat, room, (mark or 0) + 1) if above else None,
        "later": before and before <= room.book.head,
        "later_page": _end_of_page_from(seat, room, before) if before else None,
    }


def _joined(pieces: Any) -> SafeString:
    # A template loop over a hundred statements takes longer than the rest of the page.
    return mark_safe("".join(pieces))


def _unread_above(seat: Seat, room: Room, said: list[Said], mark: int) -> int:
    """How many statements are unread above those that a page shows."""
    shown = sum(1 for s in said if s.number > mark and s.whose != seat.id)
    return unread(seat, [room]).get(room.id, 0) - shown


def _end_of_page_from(seat: Seat, room: Room, number: int) -> int | None:
    """The number below which a page ends that begins with the first statement from this number on; None if it reaches to
    the latest."""
    rows = Statement.objects.seen_by(seat).filter(book=room.book, number__gte=number).order_by("number")
    numbers = list(rows.values_list("number", flat=True)[: PAGE + 1])
    return numbers[PAGE] if len(numbers) > PAGE else None
