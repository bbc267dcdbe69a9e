"""Commitments and checks, for the two-world test: in the plenary, in caucuses and in delegations."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.followup.tests import dispute_histories
from tests.noninterference.deeds import Deed, Room, Row
from tests.noninterference.members import PLENARY, PUBLIC, Audience, Setting
from tests.noninterference.strategies import fixed, heads, in_room, leaders, plenary, row, row_in, texts, titles

NORTH, SOUTH = ("caucus", "north"), ("caucus", "south")
#: Who may bind a side, and which, in each room.
BINDING: dict[Audience, tuple[str, ...]] = {
    PLENARY: ("amara", "sara", "lena", "idris"),
    NORTH: ("amara", "sara", "lena"),
    SOUTH: ("amara", "sara", "idris"),
    ("delegation", "north"): ("lena",),
    ("delegation", "south"): ("idris",),
}
SIDES = {PLENARY: ("north", "south", "third_party"), NORTH: ("north", "third_party"), SOUTH: ("south", "third_party")}
HEADS: dict[Audience, tuple[str, ...]] = {
    PLENARY: ("lena", "idris", "amara"),
    NORTH: ("lena", "amara"),
    SOUTH: ("idris", "amara"),
}
LEADING: dict[Audience, tuple[str, ...]] = dict.fromkeys((PLENARY, NORTH, SOUTH), ("amara", "sara"))
DUE = st.sampled_from(("", "2031-05-01", "within 30 days of Day 1"))


def _sides(audience: Audience) -> Any:
    known = SIDES.get(audience, (audience[1],))
    return st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)


def _commitment(audience: Audience) -> dict[str, Any]:
    return {"commitment": row_in("followup.Commitment", audience)}


def _in(audience: Audience) -> dict[str, Any]:
    return {} if audience == PLENARY else {"book": st.just(Room(audience))}


def deeds(setting: Setting) -> dict[str, Any]:
    def of(kind: str, who: dict[Audience, tuple[str, ...]], **more: Any) -> Any:
        return in_room(kind, fixed(lambda a: {**_commitment(a), **more}), who)

    check = {"check": row("followup.Check", PLENARY)}
    return {
        "followup.propose_commitment": in_room(
            "followup.propose_commitment",
            fixed(
                lambda a: {"who": _sides(a), "what": texts, **_in(a)},
                {"objective": texts, "due": DUE, "publicity": st.sampled_from(("parties", "table"))},
            ),
            BINDING,
        ),
        "followup.accept_commitment": of("followup.accept_commitment", HEADS),
        "followup.decline_commitment": of("followup.decline_commitment", HEADS, words=texts),
        "followup.withdraw_commitment": of("followup.withdraw_commitment", BINDING),
        "followup.close_commitment": of("followup.close_commitment", LEADING),
        "followup.name_event": in_room(
            "followup.name_event",
            fixed(lambda a: {"event": st.just("Day 1"), "on": st.sampled_from(("2031-01-01", "2031-06-01")), **_in(a)}),
            LEADING,
        ),
        "followup.consent_publicity": of("followup.consent_publicity", HEADS),
        "followup.hold_check": plenary("followup.hold_check", leaders, {**check, "present": st.just(["The heads"])}),
        "followup.report": of("followup.report", HEADS, progress=st.sampled_from(("not_begun", "under_way", "done"))),
        "followup.verify": of(
            "followup.verify", HEADS, finding=st.sampled_from(("met", "partly", "not_met")), words=texts
        ),
        "followup.adjust": of("followup.adjust", HEADS, change=st.fixed_dictionaries({"method": texts}), why=texts),
        "followup.consent_adjustment": in_room(
            "followup.consent_adjustment", fixed(lambda a: {"adjustment": row_in("followup.Adjustment", a)}), HEADS
        ),
        "followup.withdraw_adjustment": in_room(
            "followup.withdraw_adjustment", fixed(lambda a: {"adjustment": row_in("followup.Adjustment", a)}), LEADING
        ),
        "followup.frame_checks": plenary(
            "followup.frame_checks",
            leaders,
            {"first": st.just("2031-01-06"), "level": titles},
            {"standing_items": st.just(["The dam"])},
        ),
        "followup.adopt_checks": plenary(
            "followup.adopt_checks", heads, {"framework": row("followup.Framework", PLENARY)}
        ),
        "followup.declare_strategy": plenary(
            "followup.declare_strategy", heads, {"name": titles}, {"description": texts}
        ),
        "followup.consent_check": plenary("followup.consent_check", heads, check),
        **dispute_histories.deeds(),
    }


ENTAILED = {
    "followup.tell_public": "comes with the last consent that a commitment be public",
    "followup.miss": "done by the clock",
    "followup.lapse_level": "done by the clock",
}
UNPLAYED = {
    "followup.lapse_level": "by the clock: test_disputes_clocks.py, and the river case",
    "followup.miss": "by the clock: test_commitments.py, test_checks.py, and the river case",
    "followup.hold_check": "on the day of a check: test_checks.py, and the river case",
    "followup.consent_check": "on the day of a check: test_checks.py, and the river case",
}


def history(setting: Setting) -> list[Deed]:
    def propose(by: str, where: Audience, who: list[str], what: str, *also: Audience, **more: Any) -> Deed:
        more |= {} if where == PLENARY else {"book": Room(where)}
        return Deed(by, "followup.propose_commitment", (where, *also), {"who": who, "what": what, **more})

    def on(by: str, kind: str, where: Audience, index: int, *also: Audience, **more: Any) -> Deed:
        data = {"commitment": Row("followup.Commitment", where, index), **more}
        return Deed(by, f"followup.{kind}", (where, *also), data)

    def adjusted(by: str, kind: str, where: Audience, index: int) -> Deed:
        return Deed(by, f"followup.{kind}", (where,), {"adjustment": Row("followup.Adjustment", where, index)})

    return [
        # The public reads in the end who owes this, so every step that leads there is one of its own.
        propose(
            "amara",
            PLENARY,
            ["north"],
            "Publish the readings.",
            PUBLIC,
            to=["south"],
            verifier="third_party",
            publicity="public",
        ),
        on("lena", "accept_commitment", PLENARY, 0, PUBLIC),
        on("lena", "consent_publicity", PLENARY, 0, PUBLIC),
        on("idris", "consent_publicity", PLENARY, 0, PUBLIC),
        on("lena", "report", PLENARY, 0, PUBLIC, progress="done", words="Published."),
        on("amara", "verify", PLENARY, 0, PUBLIC, finding="met", publicity="public"),
        on("amara", "close_commitment", PLENARY, 0, PUBLIC),
        propose("idris", PLENARY, ["south"], "Open the gate.", to=["north"], due="within 30 days of Day 1"),
        on("idris", "accept_commitment", PLENARY, 1),
        Deed("amara", "followup.name_event", (PLENARY,), {"event": "Day 1", "on": "2031-01-01"}),
        on("idris", "adjust", PLENARY, 1, change={"due": "2031-09-01"}, why="The gate is old."),
        adjusted("idris", "consent_adjustment", PLENARY, 0),
        adjusted("lena", "consent_adjustment", PLENARY, 0),
        propose("lena", PLENARY, ["south"], "Read the gauge."),
        on("idris", "decline_commitment", PLENARY, 3, words="Not yet."),
        on("lena", "withdraw_commitment", PLENARY, 3),
        propose("amara", NORTH, ["north"], "Bring a map.", to=["third_party"]),
        on("lena", "accept_commitment", NORTH, 0),
        on("lena", "report", NORTH, 0, progress="under_way"),
        on("lena", "adjust", NORTH, 0, change={"what": "Bring two maps."}, why="One is not enough."),
        adjusted("lena", "withdraw_adjustment", NORTH, 0),
        propose("amara", SOUTH, ["third_party"], "Ask the north.", to=["south"]),
        on("amara", "accept_commitment", SOUTH, 0),
        propose("lena", ("delegation", "north"), ["north"], "Among ourselves: find the map."),
        # A day that one room has named decides nothing in another one, whoever knows both.
        Deed("amara", "followup.name_event", (SOUTH,), {"event": "Day 3", "on": "2031-02-02", "book": Room(SOUTH)}),
        propose("amara", PLENARY, ["third_party"], "Write it down.", due="within 5 days of Day 3"),
        Deed("amara", "followup.frame_checks", (PLENARY,), {"first": "2031-01-06", "level": "Experts", "times": 2}),
        Deed("lena", "followup.adopt_checks", (PLENARY,), {"framework": Row("followup.Framework", PLENARY, 0)}),
        Deed("idris", "followup.adopt_checks", (PLENARY,), {"framework": Row("followup.Framework", PLENARY, 0)}),
        Deed("amara", "followup.declare_strategy", (PLENARY,), {"name": "Active listening", "indicator": "loops"}),
        *dispute_histories.history(owed=2),
    ]
