"""Leaving the desk and the digest by mail, for the two-world test: nothing of it is recorded."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.briefing.departures import depart
from goodoffices.briefing.digest import wish
from tests.noninterference.deeds import Deed
from tests.noninterference.members import UNRECORDED, Setting
from tests.noninterference.strategies import everybody
from tests.noninterference.worlds import NotThere, World


def unrecorded() -> dict[str, Any]:
    return {
        "~leaving": everybody.map(lambda by: Deed(by, "~leaving", (UNRECORDED,))),
        "~digest": st.builds(
            lambda by, hour: Deed(by, "~digest", (UNRECORDED,), {"hour": hour}), everybody, st.integers(0, 23)
        ),
    }


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


TABLES = {"briefing.Departure": "~leaving", "briefing.DigestWish": "~digest"}
PLAYED = {"~leaving": _leaving, "~digest": _digest}


def afterwards(setting: Setting) -> list[Deed]:
    return [
        Deed("lena", "~leaving", (UNRECORDED,)),
        Deed("lena", "~digest", (UNRECORDED,), {"hour": 8}),
    ]
