"""The process's own lines in the rail, and what stands beside the talk of the table and of a sidebar."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.process.audience import is_sidebar, is_table
from goodoffices.process.extensions import Link, Part
from goodoffices.process.fragments import Fragment, html_of
from goodoffices.process.models import Seat, Sidebar, SidebarWords, seats_by_number
from goodoffices.process.queries import follows_the_table, item_taken_up, members_of
from goodoffices.record.models import Entry
from goodoffices.record.scope import of, seen_by


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("Where you sit"), "process:table", group="table", place=0)
    yield Link(_("Rounds and sessions"), "process:rounds")
    yield Link(_("Ground rules"), "process:ground-rules")
    yield Link(_("Seats"), "process:seats")
    if seat.at_the_table:
        yield Link(_("Coming and going"), "process:coming-and-going")


def at_item(entry: Entry, round: str) -> list[Fragment]:
    """What the table is at, for those who have its room open."""
    it = item_taken_up(of(entry))
    return [Fragment(entry.number, "#at-item", "outerHTML", html_of(entry, "process/_at_item.html", {"it": it}))]


def panels(seat: Seat, room: Any) -> Iterable[Part]:
    if is_table(room.book.audience):
        yield Part("process/_item_panel.html", item_taken_up(seen_by(seat)))
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
