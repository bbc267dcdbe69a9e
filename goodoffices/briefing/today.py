"""The page of today: what is new, what waits, what is on, and what has moved, put together for one seat."""

from typing import Any

from goodoffices.briefing.figures import may_see_figures
from goodoffices.briefing.models import Departure
from goodoffices.briefing.since import choices, since
from goodoffices.briefing.timeline import timeline
from goodoffices.briefing.todo import asks_of, days_ahead, in_sorts
from goodoffices.process.days import host_day
from goodoffices.process.extensions import beside_session, unread_by
from goodoffices.process.models import Seat
from goodoffices.process.programme import programmes_on
from goodoffices.process.queries import items_of, round_ahead, sitting_round, sitting_session
from goodoffices.process.setup import setup_of


def today_of(seat: Seat, asked: str, left: list[Departure]) -> dict[str, Any]:
    """What its template shows. `asked` is the point since when, as in the brief; `left` are the seat's departures."""
    point = since(seat, asked, left)
    return {
        "day": host_day(seat.process),
        "unread": unread_by(seat),
        "waits": in_sorts(asks_of(seat)),
        "setup": setup_of(seat),
        **_ahead(seat),
        "since": point,
        "choices": choices(left),
        "timeline": timeline(seat, point.heads),
        "heads": {id: book.head for id, book in seat.shelf().items()},
        "has_figures": may_see_figures(seat),
    }


def _ahead(seat: Seat) -> dict[str, Any]:
    """The round and session that are on, or else the round that is planned."""
    round, ahead = sitting_round(seat), round_ahead(seat)
    shown = round or ahead
    return {
        "round": shown,
        "round_is_on": round is not None,
        "session": sitting_session(seat) if round else None,
        "items": items_of(seat, shown.id) if shown else [],
        "beside": beside_session(seat) if shown else [],
        "days": list(days_ahead(seat)),
        "programmes": programmes_on(seat, host_day(seat.process).isoformat()),
    }
