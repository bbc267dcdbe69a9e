"""Who has the floor and who waits for it, on the room's page and in the stream."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from goodoffices.chairing.queries import chairing_in as read
from goodoffices.chairing.queries import (
    chairing_of,
    chairs,
    is_ours,
    meeting_link,
    meetings_in,
    speakers_in,
    table_link,
)
from goodoffices.process.attribution import named_how
from goodoffices.process.extensions import Part
from goodoffices.process.fragments import Fragment, html_of
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry
from goodoffices.record.scope import of, seen_by

TEMPLATE = "chairing/_floor.html"


def floor(entry: Entry, room: str) -> list[Fragment]:
    """The floor and the list, for those who have the room open. What one may do there, each page then asks for itself."""
    now = chairing_of(of(entry), room)
    since = min(now.since or entry.number, entry.number)
    line = html_of(entry, "chairing/_floor_line.html", {"it": now})
    return [
        Fragment(since, f"#floor-line-{room}", "outerHTML", line),
        Fragment(since, f"#floor-{room}", "outerHTML", html_of(entry, TEMPLATE, {"it": now, "pushed": True})),
    ]


def speaking_in(seat: Seat, book: str) -> Iterable[Part]:
    """The floor and the list, where anybody has it or waits for it."""
    now = read(seat, book)
    if now.floor or now.hands or now.point:
        yield Part("chairing/_speaking.html", now)


def chairing_in(seat: Seat, room: Any) -> Iterable[Part]:
    link = partial(meeting_link, seen_by(seat), room.id)
    yield Part("chairing/_panel.html", {"room": room, "floor": partial(floor_of, seat, room), "link": link})


def bar_in(seat: Seat, room: Any) -> Iterable[Part]:
    yield Part("chairing/_bar.html", {"room": room, "floor": partial(floor_of, seat, room)})


def link_of_meetings(entry: Entry, room: str) -> list[Fragment]:
    """Where the room meets by video, for those who have it open."""
    known = {"room": room, "link": meeting_link(of(entry), room)}
    html = html_of(entry, "chairing/_meeting_link.html", known)
    return [Fragment(entry.number, f"#meeting-link-{room}", "outerHTML", html)]


def where_the_table_meets(seat: Seat) -> Iterable[Part]:
    """Where the plenary meets by video, beside the session on the page of today."""
    if link := table_link(seat):
        yield Part("chairing/_meets.html", link)


def meetings_for_print(seat: Seat, room: Any, session: Any) -> Iterable[Part]:
    """The meetings of a room, for its minutes; of a session, those that began in it."""
    found = meetings_in(seat, [room.id])
    if session:
        found = [
            m for m in found if session.opened_at <= m.began and (not session.closed_at or m.began <= session.closed_at)
        ]
    yield Part("chairing/_minuted.html", found)


def floor_of(seat: Seat, room: Any) -> dict[str, Any]:
    """How a room is chaired, and what this seat may do about it."""
    now, audience = read(seat, room.id), room.book.audience
    named, leads = named_how(seat, audience), chairs(seat, audience)
    mine = [(place, hand) for place, hand in enumerate(now.hands, 1) if hand.seat_id == seat.id]
    takes = seat.process.takes(audience) and (room.open or seat.leads)
    holds = now.floor is not None and is_ours(seat, now.floor)
    asked = named != "nobody" and any(hand.named == named and is_ours(seat, hand) for hand in now.hands)
    return {
        "room": room,
        "now": now,
        "named": named,
        "mine": mine,
        "holds": holds,
        "may_ask": takes and seat.speaks and not leads and not holds and not asked,
        "may_raise": takes and not seat.observes and not leads and now.point is None and now.adjournment is None,
        "chairs": leads,
        "takes": takes,
        "may_give": leads and takes and now.point is None and now.adjournment is None,
        "speakers": speakers_in(seat, room.id) if leads and takes and named == "seat" else [],
    }
