"""Commitments, for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Room
from tests.noninterference.members import PLENARY, Setting
from tests.noninterference.strategies import fixed, in_room, texts, titles

KIND = "followup.propose_commitment"


def deeds(setting: Setting) -> dict[str, Any]:
    return {KIND: in_room(KIND, fixed(lambda a: {"title": titles, "book": st.just(Room(a))}, {"text": texts}))}


def history(setting: Setting) -> list[Deed]:
    caucus, delegation = ("caucus", "north"), ("delegation", "south")
    return [
        Deed("amara", KIND, (PLENARY,), {"title": "A map", "book": Room(PLENARY)}),
        Deed("lena", KIND, (caucus,), {"title": "Between us", "book": Room(caucus)}),
        Deed("idris", KIND, (delegation,), {"title": "Among ourselves", "book": Room(delegation)}),
    ]
