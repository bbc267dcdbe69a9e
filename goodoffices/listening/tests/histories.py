"""Loops of understanding, guided talk and the pulse, for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.listening import pulse, signals
from goodoffices.listening.labels import SIGNALS
from tests.noninterference.deeds import Deed, Room, Row, Who, said
from tests.noninterference.members import PLENARY, THIRD, UNRECORDED, Audience, Setting
from tests.noninterference.strategies import CLOSABLE, delegates, fixed, in_room, row, row_in, texts
from tests.noninterference.worlds import NotThere, World


def deeds(setting: Setting) -> dict[str, Any]:
    def statement(a: Audience) -> dict[str, Any]:
        return {"statement": row("consultation.Statement", a)}

    def restatement(a: Audience) -> dict[str, Any]:
        return {"restatement": row_in("listening.Restatement", a)}

    entrusted = st.sampled_from([("lena", "nils"), ("idris", "salma")])
    return {
        "consultation.ask_restatement": in_room(
            "consultation.ask_restatement", fixed(statement, {"of": st.sampled_from(("north", "south"))})
        ),
        "consultation.restate": in_room(
            "consultation.restate", fixed(lambda a: {**statement(a), "text": texts}, {"agreement": texts})
        ),
        "consultation.correct": in_room(
            "consultation.correct", fixed(lambda a: {**restatement(a), "missing": texts}, {"right": texts})
        ),
        "consultation.confirm": in_room("consultation.confirm", fixed(restatement)),
        "consultation.waive": in_room(
            "consultation.waive", fixed(lambda a: {**statement(a), "reason": texts}), CLOSABLE
        ),
        "consultation.guide": in_room("consultation.guide", fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE),
        "consultation.end_guidance": in_room(
            "consultation.end_guidance", fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE
        ),
        **{
            kind: entrusted.map(lambda pair, kind=kind: Deed(pair[0], kind, (PLENARY,), {"seat": Who(pair[1])}))
            for kind in ("consultation.entrust_confirming", "consultation.end_confirming")
        },
    }


def unrecorded() -> dict[str, Any]:
    return {
        # Told to nobody: two delegates of a side are fewer than three, and nothing is told of fewer.
        "~pulse": st.builds(
            lambda by, at, marks: Deed(
                by, "~pulse", (UNRECORDED,), {"session": Row("process.Session", PLENARY, at), "marks": marks}
            ),
            delegates,
            st.sampled_from((-1, -1, 0)),
            st.lists(st.integers(1, 7), min_size=8, max_size=8),
        ),
        "~signal": st.builds(
            lambda by, word: Deed(by, "~signal", (THIRD,), {"word": word}), delegates, st.sampled_from(("", *SIGNALS))
        ),
    }


def _pulse(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    pulse.keep(seat, world.row(deed.data["session"], deed.by), deed.data["marks"])
    return "done"


def _signal(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    signals.signal(seat, deed.data["word"])
    return "done"


TABLES = {"listening.PulseAnswer": "~pulse", "listening.Signal": "~signal"}
PLAYED = {"~pulse": _pulse, "~signal": _signal}


def history(setting: Setting) -> list[Deed]:
    """Loops in the plenary and in a caucus, guided talk, and whom a head lets confirm."""
    caucus, maps = ("caucus", "north"), ("task_force", "maps")

    def last(audience: Audience) -> Row:
        return Row("listening.Restatement", audience, -1)

    return [
        Deed("amara", "consultation.ask_restatement", (PLENARY,), {"statement": said(PLENARY, 1), "of": "north"}),
        Deed(
            "lena", "consultation.restate", (PLENARY,), {"statement": said(PLENARY, 1), "text": "You see Plenary 12."}
        ),
        Deed("amara", "consultation.correct", (PLENARY,), {"restatement": last(PLENARY), "missing": "Why I see it."}),
        Deed("nils", "consultation.restate", (PLENARY,), {"statement": said(PLENARY, 1), "text": "You see it so."}),
        Deed("amara", "consultation.confirm", (PLENARY,), {"restatement": last(PLENARY)}),
        Deed("lena", "consultation.ask_restatement", (caucus,), {"statement": said(caucus, 1)}),
        Deed("amara", "consultation.restate", (caucus,), {"statement": said(caucus, 1), "text": "The lower dam."}),
        Deed("lena", "consultation.entrust_confirming", (PLENARY,), {"seat": Who("nils")}),
        Deed("nils", "consultation.confirm", (caucus,), {"restatement": last(caucus)}),
        Deed("lena", "consultation.end_confirming", (PLENARY,), {"seat": Who("nils")}),
        Deed("amara", "consultation.waive", (caucus,), {"statement": said(caucus), "reason": "It is late."}),
        Deed("idris", "consultation.restate", (maps,), {"statement": said(maps, -1), "text": "One to five thousand."}),
        Deed("amara", "consultation.guide", (PLENARY,), {"room": Room(PLENARY)}),
        Deed("sara", "consultation.guide", (caucus,), {"room": Room(caucus)}),
        Deed("amara", "consultation.end_guidance", (PLENARY,), {"room": Room(PLENARY)}),
    ]


def afterwards(setting: Setting) -> list[Deed]:
    """About the session that `process` has closed."""
    return [
        *[
            Deed(
                by,
                "~pulse",
                (UNRECORDED,),
                {"session": Row("process.Session", PLENARY, 0), "marks": [mark, 6, 2, 6, 5, 3, 6, 4]},
            )
            for by, mark in (("lena", 2), ("nils", 7), ("salma", 1))
        ],
    ]


def ending(setting: Setting) -> list[Deed]:
    return [
        Deed("nils", "~pulse", (UNRECORDED,), {"session": Row("process.Session", PLENARY, 1), "marks": [1, *[5] * 7]}),
    ]
