"""Minutes, for the two-world test: of the session that `process` has closed, in the plenary and in narrower rooms."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Room, Row
from tests.noninterference.members import PLENARY, Audience, Setting
from tests.noninterference.strategies import SPEAKERS, fixed, in_room, row, row_in, texts

NORTH, SOUTH, MAPS = ("caucus", "north"), ("caucus", "south"), ("task_force", "maps")
LEADERS = {PLENARY: ("amara", "sara"), NORTH: ("amara", "sara"), SOUTH: ("amara", "sara"), MAPS: ("amara",)}
DECIDING = dict.fromkeys(LEADERS, ("amara",))
THEIRS = {audience: SPEAKERS[audience] for audience in LEADERS}
HEADS = {PLENARY: ("lena", "idris"), NORTH: ("lena",), SOUTH: ("idris",), MAPS: ("idris",)}


def deeds(setting: Setting) -> dict[str, Any]:
    session = {"session": row("process.Session", PLENARY)}
    kinds = {"kind": st.sampled_from(("summary", "agreed", "verbatim"))}

    def drafted(audience: Audience) -> dict[str, Any]:
        return {**session, "text": texts, **({} if audience == PLENARY else {"book": st.just(Room(audience))})}

    def of(model: str) -> Any:
        return lambda audience: {model.lower(): row_in(f"minutes.{model}", audience)}

    return {
        "minutes.draft": in_room("minutes.draft", fixed(drafted, kinds), LEADERS),
        "minutes.propose_correction": in_room(
            "minutes.propose_correction", fixed(lambda a: {**of("Paragraph")(a), "words": texts}), THEIRS
        ),
        "minutes.take_in": in_room("minutes.take_in", fixed(of("Correction"), {"why": texts}), DECIDING),
        "minutes.decline": in_room("minutes.decline", fixed(lambda a: {**of("Correction")(a), "why": texts}), DECIDING),
        "minutes.withdraw_correction": in_room("minutes.withdraw_correction", fixed(_own), THEIRS),
        "minutes.approve": in_room(
            "minutes.approve", fixed(lambda a: {**of("Minutes")(a), "version": st.integers(1, 3)}), HEADS
        ),
    }


def _own(audience: Audience) -> dict[str, Any]:
    return {
        "correction": st.builds(Row, st.just("minutes.Correction"), st.just(audience), st.integers(0, 3), st.just(True))
    }


ENTAILED = {"minutes.lock": "follows from the last approval, or from a decision that was adopted"}


def afterwards(setting: Setting) -> list[Deed]:
    def draft(by: str, where: Audience, text: str, **more: Any) -> Deed:
        more |= {} if where == PLENARY else {"book": Room(where)}
        session = Row("process.Session", PLENARY, 0)
        return Deed(by, "minutes.draft", (where,), {"session": session, "text": text, **more})

    def correct(by: str, where: Audience, words: str, paragraph: int = 1) -> Deed:
        data = {"paragraph": Row("minutes.Paragraph", where, paragraph), "words": words}
        return Deed(by, "minutes.propose_correction", (where,), data)

    def on(by: str, kind: str, where: Audience, index: int, **more: Any) -> Deed:
        return Deed(by, f"minutes.{kind}", (where,), {"correction": Row("minutes.Correction", where, index), **more})

    def approve(by: str, where: Audience, version: int) -> Deed:
        data = {"minutes": Row("minutes.Minutes", where, 0), "version": version}
        return Deed(by, "minutes.approve", (where,), data)

    return [
        draft("sara", PLENARY, "Opened.\n\nWater was discussed (Plenary 3).\n\nClosed.", kind="verbatim"),
        correct("lena", PLENARY, "Fish was discussed."),
        on("amara", "take_in", PLENARY, 0, why="So it was."),
        correct("idris", PLENARY, "And water."),
        on("amara", "decline", PLENARY, 1, why="It was not."),
        correct("nils", PLENARY, "And birds."),
        on("nils", "withdraw_correction", PLENARY, 2),
        correct("salma", PLENARY, "Closed early.", 2),
        approve("nils", PLENARY, 2),
        approve("idris", PLENARY, 2),
        draft("amara", NORTH, "Among us: the dam.\n\nNothing else."),
        correct("nils", NORTH, "Among us: the dam, and fish.", 0),
        on("amara", "take_in", NORTH, 0),
        draft("sara", SOUTH, "Among us: ten days."),
        correct("salma", SOUTH, "Among us: twenty days.", 0),
        draft("amara", MAPS, "The maps were compared."),
        correct("idris", MAPS, "The maps were drawn.", 0),
    ]
