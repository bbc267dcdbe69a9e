"""What is said in rooms, for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.consultation.models import room_of
from goodoffices.consultation.queries import mark_read
from tests.noninterference.deeds import Deed, Room, Row, said, say, speaker_is_not_known
from tests.noninterference.members import PLENARY, THIRD, UNRECORDED, Audience, Setting
from tests.noninterference.strategies import BY_HEADS, CLOSABLE, ROOMS, SPEAKERS, everybody, fixed, in_room, row, texts
from tests.noninterference.worlds import NotThere, World, or_unplayable

SPEECH = ("statement", "question", "proposal", "reservation")


def deeds(setting: Setting) -> dict[str, Any]:
    return {
        "consultation.make_statement": in_room("consultation.make_statement", _statement),
        "consultation.amend_statement": in_room(
            "consultation.amend_statement",
            fixed(lambda a: {"statement": row("consultation.Statement", a, own=True), "text": texts}),
        ),
        "consultation.strike_statement": in_room(
            "consultation.strike_statement",
            fixed(lambda a: {"statement": row("consultation.Statement", a, own=True)}, {"words": texts}),
        ),
        "consultation.withdraw_binding": in_room(
            "consultation.withdraw_binding",
            fixed(lambda a: {"statement": row("consultation.Statement", a), "words": texts}),
            BY_HEADS,
        ),
        "consultation.close_room": in_room(
            "consultation.close_room", fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE
        ),
        "consultation.reopen_room": in_room(
            "consultation.reopen_room", fixed(lambda a: {"room": st.just(Room(a))}), CLOSABLE
        ),
        "~say": st.builds(
            lambda audience, speakers, text: Deed(
                speakers[0], "~say", (audience,), {"room": Room(audience), "speakers": speakers, "text": text}
            ),
            st.just(PLENARY),
            st.sampled_from(
                [("lena", "nils"), ("idris", "salma"), ("salma", "idris"), ("lena", "salma"), ("sara", "nils")]
            ),
            texts,
        ),
    }


def _statement(audience: Audience) -> Any:
    return (
        {"room": st.just(Room(audience)), "text": texts},
        {
            "speech_act": st.sampled_from(SPEECH),
            "issues": st.lists(row("agenda.Issue", audience), min_size=1, max_size=2),
            "answers": row("consultation.Statement", audience),
        },
    )


def unrecorded() -> dict[str, Any]:
    return {
        "~reading": everybody.flatmap(
            lambda by: st.builds(
                lambda audience, number: Deed(
                    by, "~reading", (UNRECORDED,), {"room": Room(audience), "number": number}
                ),
                st.sampled_from([a for a in ROOMS if by in SPEAKERS[a]]),
                st.integers(1, 12),
            )
        ),
    }


def _say(world: World, deed: Deed, way: int) -> str:
    return world.perform(
        deed.data["speakers"][way],
        "consultation.make_statement",
        {"room": deed.data["room"], "text": deed.data["text"]},
    )


def _reading(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    room = room_of(seat, or_unplayable(world.book(deed.data["room"].audience)).id) if seat else None
    if seat is None or room is None:
        raise NotThere
    mark_read(seat, room, deed.data["number"])
    return "done"


def _burst(world: World, deed: Deed, way: int) -> str:
    """Much in one room, and a word in another, all told at once."""
    for _ in range(deed.data["count"]):
        world.do(deed.by, "consultation.make_statement", {"room": deed.data["room"], "text": deed.data["text"]})
    return world.perform(deed.by, "consultation.make_statement", {"room": deed.data["then"], "text": "And now to all."})


TABLES = {"consultation.ReadMark": "~reading"}
ENTAILED = {"consultation.convey_statement": "entailed by consultation.convey and consultation.carry"}
CALLED = {"answers": "statement", "answered": "statement", "issues": "issue"}
PLAYED = {"~say": _say, "~reading": _reading, "~burst": _burst}
TWO_WAYS = {"~say": speaker_is_not_known}


def opening(setting: Setting) -> list[Deed]:
    north, south = ("delegation", "north"), ("delegation", "south")
    caucus, other_caucus = ("caucus", "north"), ("caucus", "south")
    water, maps = ("task_force", "water"), ("task_force", "maps")

    def issue(audience: Audience, index: int = 0) -> Row:
        return Row("agenda.Issue", audience, index)

    return [
        say("amara", PLENARY, "Good morning. See Plenary 12, and North caucus 2.", issues=[issue(PLENARY)]),
        say(
            "lena",
            caucus,
            "Our red line is the dam. See North caucus 1.",
            issues=[issue(caucus), issue(PLENARY)],
        ),
        say("amara", caucus, "Understood.", answers=said(caucus)),
        say("nils", north, "The mediator does not know.", issues=[issue(north)]),
        say("idris", other_caucus, "We could live with less.", answers=said(other_caucus)),
        say("salma", south, "They will ask for ten."),
        say("sara", THIRD, "Both could agree.", issues=[issue(THIRD)]),
        say("lena", water, "In the task force.", issues=[issue(water)], binding=True),
        Deed("lena", "consultation.withdraw_binding", (water,), {"statement": said(water, -1), "words": "A slip."}),
        say("nils", maps, "One to five thousand."),
        Deed(
            "lena",
            "consultation.amend_statement",
            (caucus,),
            {"statement": said(caucus, 1, own=True), "text": "Our red line is the lower dam."},
        ),
        Deed(
            "amara",
            "consultation.amend_statement",
            (PLENARY,),
            {"statement": said(PLENARY, 9, own=True), "text": "Good afternoon."},
        ),
        Deed(
            "nils",
            "consultation.strike_statement",
            (north,),
            {"statement": said(north, 0, own=True), "words": "Too harsh."},
        ),
        Deed("idris", "consultation.strike_statement", (PLENARY,), {"statement": said(PLENARY, 0, own=True)}),
        say("lena", caucus, "May we ask what they said?", speech_act="question"),
        say("idris", other_caucus, "And may we?", speech_act="question"),
        Deed("amara", "consultation.close_room", (caucus,), {"room": Room(caucus), "words": "Until tomorrow."}),
        Deed("amara", "consultation.reopen_room", (caucus,), {"room": Room(caucus)}),
        Deed("amara", "consultation.close_room", (other_caucus,), {"room": Room(other_caucus)}),
        Deed(
            "lena",
            "~say",
            (PLENARY,),
            {"room": Room(PLENARY), "speakers": ("lena", "nils"), "text": "One of us said so."},
        ),
        Deed(
            "salma",
            "~say",
            (PLENARY,),
            {"room": Room(PLENARY), "speakers": ("salma", "lena"), "text": "Somebody said so."},
        ),
    ]


def afterwards(setting: Setting) -> list[Deed]:
    return [
        Deed("lena", "~reading", (UNRECORDED,), {"room": Room(PLENARY), "number": 9}),
    ]
