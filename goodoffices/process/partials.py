"""The process's own lines in the rail, and what stands above the talk of a sidebar."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.process.audience import is_sidebar
from goodoffices.process.extensions import Link, Part
from goodoffices.process.models import Seat, Sidebar, SidebarWords, seats_by_number
from goodoffices.process.queries import follows_the_table, members_of


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("Where you sit"), "process:table", group="table", place=0)
    yield Link(_("Rounds and sessions"), "process:rounds")
    yield Link(_("Ground rules"), "process:ground-rules")
    yield Link(_("Seats"), "process:seats")
    if seat.at_the_table:
        yield Link(_("Coming and going"), "process:coming-and-going")


def panels(seat: Seat, room: Any) -> Iterable[Part]:
    if not is_sidebar(room.book.audience):
        return
    sidebar = Sidebar.objects.seen_by(seat).select_related("book", "seat").get(book=room.id)
    seated, members = [other for other in seats_by_number(seat) if other.left is None], members_of(seat, sidebar.id)
    it = {
        "sidebar": sidebar,
        "words": SidebarWords.objects.seen_by(seat).filter(book=room.id).select_related("seat"),
        "members": [other for other in seated if other.id in members],
        "others": [other for other in seated if other.id not in members and follows_the_table(seat, other)],
        "me": [seat.id],
    }
    yield Part("process/_sidebar.html", it)
