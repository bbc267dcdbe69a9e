"""The floor of a room: asked for, given, given back; turns, points of order, adjournments: for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Room, Row, Who, speaker_is_not_known
from tests.noninterference.members import PLENARY, Audience, Setting
from tests.noninterference.strategies import CLOSABLE, SPEAKERS, fixed, in_room, row_in, texts
from tests.noninterference.worlds import World

# Who chairs: the third party's leads where they sit, a head in its delegation's room.
CHAIRS: dict[Audience, tuple[str, ...]] = {
    **CLOSABLE,
    ("delegation", "north"): ("lena",),
    ("delegation", "south"): ("idris",),
    ("task_force", "maps"): ("amara",),
    ("sidebar", "Quiet"): ("lena",),
}
# Where speakers may be unnamed, a hand is another's in the other world: there the chair alone does something about it.
OVER_HANDS = {
    a: CHAIRS.get(a, ()) if a[0] in ("plenary", "task_force", "sidebar") else who for a, who in SPEAKERS.items()
}
ASKERS = [("lena", "nils"), ("idris", "salma"), ("salma", "idris"), ("lena", "salma"), ("sara", "nils")]


channels = st.sampled_from(("in_person", "by_phone", "video", "in_writing"))


def _times() -> dict[str, Any]:
    return {"began": st.just("2025-03-02T09:00"), "ended": st.sampled_from(("2025-03-02T10:00", "2025-03-02T11:30Z"))}


def deeds(setting: Setting) -> dict[str, Any]:
    def room(a: Audience) -> dict[str, Any]:
        return {"room": st.just(Room(a))}

    def hand(a: Audience) -> dict[str, Any]:
        return {"request": row_in("chairing.Hand", a)}

    def chaired(verb: str, data: Any = room, optional: dict[str, Any] | None = None) -> Any:
        return in_room(f"chairing.{verb}", fixed(data, optional), CHAIRS)

    over_hands = {audience: who for audience, who in OVER_HANDS.items() if who}
    minutes = {"minutes": st.integers(1, 30)}
    return {
        "chairing.ask_floor": in_room("chairing.ask_floor", fixed(room, {"words": texts})),
        "~ask": st.sampled_from(ASKERS).map(
            lambda pair: Deed(pair[0], "~ask", (PLENARY,), {"room": Room(PLENARY), "speakers": pair})
        ),
        "chairing.withdraw_request": in_room("chairing.withdraw_request", fixed(hand), over_hands),
        "chairing.give_floor": st.one_of(
            chaired("give_floor", hand),
            chaired("give_floor", lambda a: {**room(a), "seat": st.sampled_from([Who(name) for name in SPEAKERS[a]])}),
        ),
        "chairing.yield_floor": in_room("chairing.yield_floor", fixed(room), over_hands),
        "chairing.take_turns": chaired("take_turns", room, minutes),
        "chairing.end_turns": chaired("end_turns"),
        "chairing.raise_point_of_order": in_room(
            "chairing.raise_point_of_order", fixed(lambda a: {**room(a), "text": texts})
        ),
        "chairing.rule_on_point": chaired(
            "rule_on_point",
            lambda a: {"point": row_in("chairing.Point", a), "ruling": st.sampled_from(("upheld", "overruled"))},
            {"words": texts},
        ),
        "chairing.adjourn": chaired("adjourn", room, {"until": texts, "words": texts}),
        "chairing.resume": chaired("resume"),
        "chairing.log_meeting": chaired(
            "log_meeting",
            lambda a: {**room(a), **_times(), "channel": channels},
            {"place": texts, "words": texts, "present": st.just([Who("amara"), Who("lena")])},
        ),
        "chairing.correct_meeting": chaired(
            "correct_meeting",
            lambda a: {"meeting": row_in("chairing.Meeting", a), "channel": channels},
            {"words": texts, "ended": st.just("2025-03-02T12:00")},
        ),
        "chairing.set_meeting_link": chaired(
            "set_meeting_link",
            room,
            {"address": st.sampled_from(("https://meet.example.org/a", "https://meet.example.org/b"))},
        ),
    }


def _ask(world: World, deed: Deed, way: int) -> str:
    return world.perform(deed.data["speakers"][way], "chairing.ask_floor", {"room": deed.data["room"]})


PLAYED = {"~ask": _ask}
TWO_WAYS = {"~ask": speaker_is_not_known}
CALLED = {"request": "hand"}


def history(setting: Setting) -> list[Deed]:
    """The floor of the plenary, of a caucus, of a delegation's room; turns, points of order, adjournments, hands left up."""
    caucus, south, maps = ("caucus", "north"), ("delegation", "south"), ("task_force", "maps")

    def do(by: str, verb: str, audience: Audience, **data: Any) -> Deed:
        return Deed(by, f"chairing.{verb}", (audience,), data)

    def to(audience: Audience) -> dict[str, Any]:
        return {"room": Room(audience)}

    def hand(audience: Audience, index: int) -> dict[str, Any]:
        return {"request": Row("chairing.Hand", audience, index)}

    def point(audience: Audience) -> dict[str, Any]:
        return {"point": Row("chairing.Point", audience, -1)}

    return [
        Deed("lena", "~ask", (PLENARY,), {**to(PLENARY), "speakers": ("lena", "nils")}),
        Deed("salma", "~ask", (PLENARY,), {**to(PLENARY), "speakers": ("salma", "idris")}),
        do("amara", "give_floor", PLENARY, **hand(PLENARY, 0)),
        do("amara", "take_turns", PLENARY, **to(PLENARY), minutes=10),
        do("idris", "raise_point_of_order", PLENARY, **to(PLENARY), text="The list was closed."),
        do("amara", "rule_on_point", PLENARY, **point(PLENARY), ruling="overruled", words="It is open."),
        do("amara", "yield_floor", PLENARY, **to(PLENARY)),
        do("sara", "withdraw_request", PLENARY, **hand(PLENARY, 1)),
        do("amara", "end_turns", PLENARY, **to(PLENARY)),
        do("amara", "adjourn", PLENARY, **to(PLENARY), until="noon", words="We eat."),
        do("amara", "resume", PLENARY, **to(PLENARY)),
        do("lena", "ask_floor", caucus, **to(caucus), words="On our red line."),
        do("amara", "give_floor", caucus, **hand(caucus, 0)),
        do("lena", "yield_floor", caucus, **to(caucus)),
        do("nils", "ask_floor", caucus, **to(caucus), words="And on the fish."),
        do("nils", "withdraw_request", caucus, **hand(caucus, 1)),
        do("nils", "ask_floor", caucus, **to(caucus), words="On the fish, after all."),
        do("sara", "take_turns", caucus, **to(caucus), minutes=5),
        do("amara", "give_floor", caucus, **to(caucus), seat=Who("nils")),
        do("lena", "raise_point_of_order", caucus, **to(caucus), text="I was first."),
        do("lena", "ask_floor", caucus, **to(caucus), words="After him, then."),
        do("salma", "ask_floor", south, **to(south)),
        do("idris", "give_floor", south, **hand(south, 0)),
        do("idris", "adjourn", south, **to(south)),
        do("idris", "resume", south, **to(south)),
        do("nils", "ask_floor", maps, **to(maps)),
        *_meetings(),
    ]


def _meetings() -> list[Deed]:
    """In the plenary, in a caucus, in a delegation's room, in a sidebar; one corrected; and where a caucus meets by video."""

    def log(by: str, audience: Audience, **more: Any) -> Deed:
        said = {"began": "2025-03-02T09:00", "ended": "2025-03-02T10:15", "channel": "in_person", **more}
        return Deed(by, "chairing.log_meeting", (audience,), {"room": Room(audience), **said})

    caucus, quiet = ("caucus", "north"), ("sidebar", "Quiet")
    first = {"meeting": Row("chairing.Meeting", caucus, 0)}
    link = {"room": Room(caucus), "address": "https://meet.example.org/north"}
    return [
        log("amara", PLENARY, words="We met at the dam."),
        log("amara", caucus, place="Hotel Bellevue", present=[Who("amara"), Who("lena")], words="Their red line."),
        Deed(
            "sara",
            "chairing.correct_meeting",
            (caucus,),
            {**first, "channel": "by_phone", "words": "By phone, after all."},
        ),
        Deed("amara", "chairing.set_meeting_link", (caucus,), link),
        log("idris", ("delegation", "south"), channel="video"),
        log("lena", quiet, words="Over lunch."),
    ]
