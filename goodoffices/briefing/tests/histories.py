"""Leaving the desk, the digest by mail and the feed of the calendar, for the two-world test: nothing of it is recorded."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.briefing.departures import depart
from goodoffices.briefing.digest import wish
from goodoffices.briefing.feeds import make
from tests.noninterference.deeds import Deed
from tests.noninterference.members import UNRECORDED, Setting
from tests.noninterference.strategies import everybody
from tests.noninterference.worlds import NotThere, World, secret_of


def unrecorded() -> dict[str, Any]:
    return {
        "~leaving": everybody.map(lambda by: Deed(by, "~leaving", (UNRECORDED,))),
        "~feed": everybody.map(lambda by: Deed(by, "~feed", (UNRECORDED,))),
        "~digest": st.builds(
            lambda by, hour: Deed(by, "~digest", (UNRECORDED,), {"hour": hour}), everybody, st.integers(0, 23)
        ),
    }


def _feed(world: World, deed: Deed, way: int) -> str:
    """Make the address of one's calendar, in place of the one before."""
    if world.seat(deed.by) is None:
        raise NotThere
    make(world.seats[deed.by], world.account(deed.by), secret_of(deed.by))
    return "done"


def _leaving(world: World, deed: Deed, way: int) -> str:
    """Close the last page, having been told everything."""
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    depart(seat.id, "2025-04-20T18:00:00.000Z", {id: book.head for id, book in seat.shelf().items()})
    return "done"


def _digest(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    wish(seat, deed.data["hour"])
    return "done"


TABLES = {"briefing.Departure": "~leaving", "briefing.DigestWish": "~digest", "briefing.CalendarFeed": "~feed"}
PLAYED = {"~leaving": _leaving, "~digest": _digest, "~feed": _feed}


def afterwards(setting: Setting) -> list[Deed]:
    return [
        Deed("lena", "~leaving", (UNRECORDED,)),
        Deed("lena", "~feed", (UNRECORDED,)),
        Deed("lena", "~digest", (UNRECORDED,), {"hour": 8}),
    ]
