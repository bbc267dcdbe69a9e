"""The process's own lines in the rail, the masthead's state, and what stands beside the talk of the table and of a sidebar."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.process.audience import is_sidebar, is_table
from goodoffices.process.extensions import Link, Part
from goodoffices.process.fragments import Fragment, html_of
from goodoffices.process.models import Round, Seat, Session, Sidebar, SidebarWords, process_of, seats_by_number
from goodoffices.process.queries import follows_the_table, item_taken_up, item_taken_up_for, members_of
from goodoffices.record.models import Entry
from goodoffices.record.scope import of


def rail(seat: Seat) -> Iterable[Link]:
    yield Link(_("About these talks"), "process:about", group="table", place=9)
    yield Link(_("Rounds and sessions"), "process:rounds")
    yield Link(_("Ground rules"), "process:ground-rules")
    yield Link(_("Seats"), "process:seats")
    if seat.at_the_table:
        yield Link(_("Coming and going"), "process:coming-and-going")


def panels(seat: Seat, room: Any) -> Iterable[Part]:
    if is_table(room.book.audience):
        yield Part("process/_item_panel.html", item_taken_up_for(seat))
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


def sitting(entry: Entry, process: str) -> list[Fragment]:
    """The masthead of every open page: which round and session are open, and how the talks stand; and in the plenary, which
    item the table is at."""
    known = {
        "process": process_of(entry),
        "sitting_round": Round.objects.of(entry).filter(state="open").first(),
        "sitting_session": Session.objects.of(entry).filter(closed_at="").first(),
    }
    item = html_of(entry, "process/_at_item.html", {"it": item_taken_up(of(entry))})
    return [
        *[
            Fragment(entry.number, f"#{part}", "outerHTML", _part_of_the_masthead(part, known))
            for part in ("sitting-round", "sitting-state")
        ],
        Fragment(entry.number, "#at-item", "outerHTML", item),
    ]


def _part_of_the_masthead(part: str, known: dict[str, Any]) -> SafeString:
    return render_to_string(f"process/_{part.replace('-', '_')}.html", known)
