"""Who sits, under which rules, in which rounds, for the two-world test; and what happens in other processes of the host."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.process.invitations import invite
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import KINDS
from goodoffices.record.models import Book, Register
from goodoffices.record.perform import found, perform
from tests.noninterference.deeds import Deed, Room, Row, Who, say
from tests.noninterference.members import ELSEWHERE, HOST, PLENARY, THIRD, Setting
from tests.noninterference.strategies import (
    dictionaries,
    fixed,
    heads,
    in_room,
    index,
    leaders,
    plenary,
    row,
    row_in,
    texts,
    titles,
)
from tests.noninterference.worlds import NotThere, World

QUIET = ("sidebar", "Quiet")


def aside(by: str) -> tuple[str, str]:
    """The sidebar that somebody opens: of each opener another, so that a name tells which."""
    return ("sidebar", f"Aside, {by}")


def deeds(setting: Setting) -> dict[str, Any]:
    task_force_members = st.lists(
        st.sampled_from([Who(n) for n in ("nils", "salma", "sara")]), min_size=1, max_size=2, unique=True
    )
    return {
        "process.set_mandate": plenary(
            "process.set_mandate",
            leaders,
            {"mandate": st.sampled_from(("facilitation", "mediation"))},
            {"words": texts},
        ),
        "process.admit_seat": st.one_of(
            plenary(
                "process.admit_seat",
                st.just("amara"),
                {"role": st.sampled_from(("interpreter", "observer")), "name": titles},
            ),
            plenary(
                "process.admit_seat",
                st.just("lena"),
                {"role": st.just("delegate"), "party": st.just("north"), "name": titles},
            ),
            plenary(
                "process.admit_seat",
                st.just("idris"),
                {"role": st.just("adviser"), "party": st.just("south"), "name": titles},
            ),
        ),
        "process.remove_seat": plenary(
            "process.remove_seat",
            st.sampled_from(("amara", "lena", "idris")),
            {"seat": st.builds(Row, st.just("newcomer"), st.just(PLENARY), index)},
        ),
        "process.hand_over": st.sampled_from([("lena", "nils"), ("idris", "salma")]).map(
            lambda pair: Deed(pair[0], "process.hand_over", (PLENARY,), {"seat": Who(pair[1])})
        ),
        **{
            kind: st.sampled_from([("lena", "nils", "north"), ("idris", "salma", "south")]).flatmap(
                lambda those, kind=kind: st.builds(
                    lambda to_do: Deed(
                        those[0], kind, (("delegation", those[2]),), {"seat": Who(those[1]), "to_do": to_do}
                    ),
                    st.sampled_from(("tabling", "releasing")),
                )
            )
            for kind in ("process.entrust", "process.end_entrusting")
        },
        "process.say_languages": plenary(
            "process.say_languages",
            st.sampled_from(("amara", "lena", "idris")),
            {"languages": st.sampled_from((["en"], ["ar"], ["ar", "en"], ["fr"]))},
        ),
        "process.assign_interpreter": st.one_of(
            in_room(
                "process.assign_interpreter",
                fixed(
                    lambda a: {
                        "seat": st.builds(Row, st.just("newcomer"), st.just(PLENARY), index),
                        "book": st.just(Room(a)),
                    }
                ),
                dict.fromkeys((PLENARY, THIRD, ("caucus", "north"), ("caucus", "south")), ("amara", "sara")),
            ),
            st.sampled_from([("lena", "nils", "north"), ("idris", "salma", "south")]).flatmap(
                lambda those: st.sampled_from(("caucus", "delegation")).map(
                    lambda kind: _assigns(those[0], Who(those[1]), (kind, those[2]))
                )
            ),
        ),
        "process.accept_interpreter": in_room(
            "process.accept_interpreter",
            fixed(lambda a: {"assignment": row_in("process.Assignment", a)}),
            {("caucus", "north"): ("lena",), ("caucus", "south"): ("idris",)},
        ),
        "process.end_interpreter": in_room(
            "process.end_interpreter",
            fixed(lambda a: {"assignment": row_in("process.Assignment", a)}),
            {
                PLENARY: ("amara",),
                ("caucus", "north"): ("lena", "amara"),
                ("caucus", "south"): ("idris", "amara"),
                ("delegation", "north"): ("lena",),
                ("delegation", "south"): ("idris",),
            },
        ),
        "process.hand_over_lead": st.just(
            Deed("amara", "process.hand_over_lead", (PLENARY,), {"seat": Who("sara")}),
        ),
        "process.appoint_acting_head": st.sampled_from(
            [("lena", "nils"), ("idris", "salma"), ("lena", ""), ("idris", "")]
        ).map(
            lambda pair: Deed(
                pair[0], "process.appoint_acting_head", (PLENARY,), {"seat": Who(pair[1])} if pair[1] else {}
            )
        ),
        "process.set_up_task_force": st.builds(
            lambda key, name, members: Deed(
                "amara",
                "process.set_up_task_force",
                (PLENARY, ("task_force", key)),
                {"task_force": key, "name": name, "members": members},
            ),
            st.sampled_from(("rain", "snow")),
            titles,
            task_force_members,
        ),
        "process.change_task_force": st.one_of(
            *(
                st.builds(
                    lambda who, change=change: Deed(
                        "amara",
                        "process.change_task_force",
                        (PLENARY, ("task_force", "maps")),
                        {"task_force": "maps", change: [who]},
                    ),
                    st.sampled_from([Who(n) for n in ("lena", "salma", "idris", "nils")]),
                )
                for change in ("welcome", "release")
            )
        ),
        "process.set_up_commission": st.builds(
            lambda key, name, members: Deed(
                "amara",
                "process.set_up_commission",
                (PLENARY, ("commission", key)),
                {"commission": key, "name": name, "members": members},
            ),
            st.sampled_from(("dams", "weirs")),
            titles,
            task_force_members,
        ),
        "process.change_commission": st.one_of(
            *(
                st.builds(
                    lambda who, change=change: Deed(
                        "amara",
                        "process.change_commission",
                        (PLENARY, ("commission", "joint")),
                        {"commission": "joint", change: [who]},
                    ),
                    st.sampled_from([Who(n) for n in ("lena", "salma", "idris", "nils")]),
                )
                for change in ("welcome", "release")
            )
        ),
        "process.open_sidebar": st.builds(
            lambda by, members, words: Deed(
                by,
                "process.open_sidebar",
                (aside(by),),
                {"members": members, "words": words, "name": aside(by)[1]},
            ),
            st.sampled_from(("amara", "lena", "idris")),
            st.lists(st.sampled_from([Who(n) for n in ("nils", "salma", "sara")]), min_size=1, max_size=2, unique=True),
            texts,
        ),
        "process.change_sidebar": st.one_of(
            *(
                st.builds(
                    lambda by, who, room, change=change: Deed(
                        by,
                        "process.change_sidebar",
                        (room,),
                        {"sidebar": Row("process.Sidebar", room, 0), change: [who]},
                    ),
                    st.sampled_from(("lena", "idris")),
                    st.sampled_from([Who(n) for n in ("amara", "salma", "nils")]),
                    st.sampled_from((QUIET, aside("lena"))),
                )
                for change in ("add", "remove")
            )
        ),
        "process.close_sidebar": st.builds(
            lambda by, data: Deed(by, "process.close_sidebar", (QUIET,), data),
            st.sampled_from(("lena", "idris")),
            dictionaries({"sidebar": st.just(Row("process.Sidebar", QUIET, 0))}, {"words": texts}),
        ),
        "process.frame_round": plenary(
            "process.frame_round", leaders, {"title": titles}, {"venue": texts, "items": st.lists(titles, max_size=2)}
        ),
        "process.reframe_round": plenary(
            "process.reframe_round",
            leaders,
            {"round": row("process.Round", PLENARY)},
            {"title": titles, "items": st.lists(titles, max_size=2)},
        ),
        "process.adopt_highlights": plenary(
            "process.adopt_highlights", heads, {"round": row("process.Round", PLENARY)}
        ),
        "process.adopt_agenda": plenary("process.adopt_agenda", heads, {"round": row("process.Round", PLENARY)}),
        "process.open_round": plenary("process.open_round", leaders, {"round": row("process.Round", PLENARY)}),
        "process.take_up_item": plenary("process.take_up_item", leaders, {"item": row("process.AgendaItem", PLENARY)}),
        "process.conclude_round": plenary(
            "process.conclude_round",
            leaders,
            {"round": row("process.Round", PLENARY)},
            {"highlights": st.lists(titles, max_size=2)},
        ),
        "process.open_session": plenary(
            "process.open_session", leaders, {"round": row("process.Round", PLENARY), "title": titles}
        ),
        "process.close_session": plenary(
            "process.close_session", leaders, {"session": row("process.Session", PLENARY)}
        ),
        "process.set_programme": st.one_of(
            plenary(
                "process.set_programme",
                leaders,
                {"session": row("process.Session", PLENARY), "items": _programme()},
            ),
            plenary(
                "process.set_programme",
                leaders,
                {
                    "round": row("process.Round", PLENARY),
                    "day": st.sampled_from(("2025-04-10", "2025-04-11", "2025-05-06")),
                    "items": _programme(),
                },
            ),
        ),
        "process.propose_ground_rules": plenary("process.propose_ground_rules", leaders, _proposal(setting)),
        "process.accept_ground_rules": plenary(
            "process.accept_ground_rules", heads, {"rules": row("process.GroundRules", PLENARY)}
        ),
        "process.decline_ground_rules": plenary(
            "process.decline_ground_rules",
            heads,
            {"rules": row("process.GroundRules", PLENARY), "words": texts},
            {"instead": texts},
        ),
        "process.withdraw_consent": plenary("process.withdraw_consent", heads, {}, {"words": texts}),
        "process.conclude": plenary("process.conclude", leaders, {"outcome": texts}),
        "process.propose_conclusion": plenary(
            "process.propose_conclusion",
            st.just("amara"),
            {"outcome": st.sampled_from(("agreement", "adjourned_sine_die", "ended_without")), "words": texts},
        ),
        "process.resume": plenary("process.resume", st.just("amara"), {}, {"words": texts}),
        "process.consent_to_conclusion": plenary(
            "process.consent_to_conclusion", heads, {"motion": row("process.Motion", PLENARY)}
        ),
        "process.object_to_conclusion": plenary(
            "process.object_to_conclusion", heads, {"motion": row("process.Motion", PLENARY), "words": texts}
        ),
        "process.conclude_on_notice": plenary(
            "process.conclude_on_notice", st.just("amara"), {"motion": row("process.Motion", PLENARY)}
        ),
        "process.propose_accession": plenary(
            "process.propose_accession",
            heads,
            {"party": st.sampled_from(("isles", "coast")), "name": titles},
            {"words": texts},
        ),
        **{
            f"process.{does}_accession": plenary(
                f"process.{does}_accession", heads, {"accession": row("process.Accession", PLENARY)}
            )
            for does in ("accept", "decline", "withdraw")
        },
        "process.leave_talks": st.sampled_from([("lena", "north"), ("idris", "south")]).map(
            lambda pair: Deed(pair[0], "process.leave_talks", (PLENARY, ("caucus", pair[1])), {"words": "We go."})
        ),
        "process.admit_party": st.builds(
            lambda key, name: Deed("noor", "process.admit_party", (ELSEWHERE,), {"party": key, "name": name}),
            st.sampled_from(("north", "east")),
            titles,
        ),
        "process.found": titles.map(lambda title: Deed("ada", "process.found", (HOST,), {"title": title})),
    }


def _assigns(by: str, seat: Any, audience: Any) -> Deed:
    return Deed(by, "process.assign_interpreter", (audience,), {"seat": seat, "book": Room(audience)})


def _proposal(setting: Setting) -> dict[str, Any]:
    return {
        "attribution": st.just(setting.attribution),
        "chatham_house": st.just(setting.chatham_house),
        "observers": st.just(setting.observers),
        "text": texts,
        "regime": st.sampled_from(("closed", "open_unless_marked")),
    }


def unrecorded() -> dict[str, Any]:
    return {
        "~invitation": st.builds(
            lambda pair, at: Deed(pair[0], "~invitation", (pair[1],), {"seat": Row("newcomer", PLENARY, at)}),
            # Whoever may choose who sits there sees that somebody has been invited.
            st.sampled_from([("lena", ("delegation", "north")), ("idris", ("delegation", "south")), ("sara", THIRD)]),
            index,
        ),
        "~elsewhere": st.builds(lambda text: Deed("noor", "~elsewhere", (ELSEWHERE,), {"text": text}), texts),
    }


def _found(world: World, deed: Deed, way: int) -> str:
    found(FoundProcess(**deed.data), Founder(f"elsewhere {Register.objects.count()}"))
    return "done"


def _elsewhere(world: World, deed: Deed, way: int) -> str:
    seat = world.seat("noor")
    assert seat is not None
    room = Book.objects.get(register_id=seat.process_id, kind="third_party")
    perform(KINDS["consultation.make_statement"](room=room.id, text=deed.data["text"]), seat)
    return "done"


def _invitation(world: World, deed: Deed, way: int) -> str:
    seat, to = world.seat(deed.by), seat_with_id(world.row(deed.data["seat"], deed.by))
    if seat is None or to is None:
        raise NotThere
    invite(to, seat)
    return "done"


TABLES = {"process.Invitation": "~invitation", "process.Holder": "~account"}
PLAYED = {"process.found": _found, "~elsewhere": _elsewhere, "~invitation": _invitation}
ENTAILED = {
    "process.welcome_members": "entailed by process.set_up_task_force and process.change_task_force",
    "process.release_members": "entailed by process.change_task_force and process.leave_talks",
    "process.welcome_commissioners": "entailed by process.set_up_commission and process.change_commission",
    "process.release_commissioners": "entailed by process.change_commission and process.leave_talks",
    "process.admit_acceding_party": "entailed by process.accept_accession",
    "process.end_caucus": "entailed by process.leave_talks",
    "process.leave_sidebar": "entailed by process.remove_seat",
}
UNPLAYED = {
    "process.conclude": "refused by now; it stands in old books alone",
    "process.conclude_on_notice": "seven days later than all else: tests/test_concluding.py",
    "process.resume": "only after an adjournment, when nothing else is done: tests/test_concluding.py",
}
CALLED = {"rules": "groundrules", "members": "seat", "about": "thing"}


def sessions(setting: Setting) -> list[Deed]:
    """People come and go; then a round, and a session in it."""
    north, maps = ("delegation", "north"), ("task_force", "maps")
    issue = Row("agenda.Issue", PLENARY, 1)
    return [
        Deed("amara", "process.set_mandate", (PLENARY,), {"mandate": "facilitation", "words": "As agreed."}),
        Deed(
            "lena",
            "process.admit_seat",
            (PLENARY,),
            {"role": "delegate", "party": "north", "name": "A second delegate"},
        ),
        Deed("lena", "~invitation", (north,), {"seat": Row("newcomer", PLENARY, 0)}),
        Deed("lena", "process.admit_seat", (PLENARY,), {"role": "adviser", "party": "north", "name": "Not for long"}),
        Deed("lena", "process.remove_seat", (PLENARY,), {"seat": Row("newcomer", PLENARY, 1)}),
        Deed("amara", "process.admit_seat", (PLENARY,), {"role": "interpreter", "name": "Interpreter"}),
        Deed("sara", "~invitation", (THIRD,), {"seat": Row("newcomer", PLENARY, 2)}),
        Deed("idris", "process.appoint_acting_head", (PLENARY,), {"seat": Who("salma")}),
        Deed("salma", "agenda.set_status", (PLENARY,), {"issue": issue, "status": "rising"}),
        Deed("idris", "process.appoint_acting_head", (PLENARY,)),
        Deed("lena", "process.entrust", (north,), {"seat": Who("nils"), "to_do": "releasing"}),
        Deed("lena", "process.end_entrusting", (north,), {"seat": Who("nils"), "to_do": "releasing"}),
        Deed("lena", "process.entrust", (north,), {"seat": Who("nils"), "to_do": "tabling"}),
        Deed("idris", "process.entrust", (("delegation", "south"),), {"seat": Who("salma"), "to_do": "tabling"}),
        Deed("lena", "process.say_languages", (PLENARY,), {"languages": ["en"]}),
        Deed("idris", "process.say_languages", (PLENARY,), {"languages": ["ar", "en"]}),
        _assigns("amara", Row("newcomer", PLENARY, 2), ("caucus", "north")),
        Deed(
            "lena",
            "process.accept_interpreter",
            (("caucus", "north"),),
            {"assignment": Row("process.Assignment", ("caucus", "north"), 0)},
        ),
        _assigns("lena", Who("nils"), north),
        _assigns("idris", Who("salma"), ("caucus", "south")),
        Deed("lena", "process.end_interpreter", (north,), {"assignment": Row("process.Assignment", north, 0)}),
        Deed("amara", "process.hand_over_lead", (PLENARY,), {"seat": Who("sara")}),
        Deed("sara", "process.hand_over_lead", (PLENARY,), {"seat": Who("amara")}),
        Deed("lena", "process.hand_over", (PLENARY,), {"seat": Who("nils")}),
        Deed(
            "amara",
            "process.set_up_task_force",
            (PLENARY, ("task_force", "rain")),
            {"task_force": "rain", "name": "Rain", "members": [Who("nils")]},
        ),
        Deed("amara", "process.change_task_force", (PLENARY, maps), {"task_force": "maps", "release": [Who("nils")]}),
        say("amara", maps, "Without him, then."),
        Deed(
            "amara",
            "process.set_up_commission",
            (PLENARY, ("commission", "dams")),
            {"commission": "dams", "name": "On dams", "members": [Who("nils"), Who("sara")], "rapporteur": Who("sara")},
        ),
        say("nils", ("commission", "dams"), "Where do we begin?"),
        Deed(
            "amara",
            "process.change_commission",
            (PLENARY, ("commission", "dams")),
            {"commission": "dams", "release": [Who("nils")]},
        ),
        *_sidebars(),
        Deed("amara", "process.frame_round", (PLENARY,), {"title": "Round two", "items": ["Fish"]}),
        Deed("idris", "process.adopt_agenda", (PLENARY,), {"round": Row("process.Round", PLENARY, 1)}),
        Deed(
            "amara",
            "process.reframe_round",
            (PLENARY,),
            {"round": Row("process.Round", PLENARY, 1), "items": ["Fish", "Water"]},
        ),
        *[
            Deed(head, "process.adopt_agenda", (PLENARY,), {"round": Row("process.Round", PLENARY, 1)})
            for head in ("nils", "idris")
        ],
        Deed("amara", "process.open_round", (PLENARY,), {"round": Row("process.Round", PLENARY, 1)}),
        Deed("amara", "process.take_up_item", (PLENARY,), {"item": Row("process.AgendaItem", PLENARY, -1)}),
        Deed(
            "amara", "process.open_session", (PLENARY,), {"round": Row("process.Round", PLENARY, 1), "title": "Morning"}
        ),
        *_programmes(),
        say("lena", PLENARY, "In session."),
        say("lena", PLENARY, "When do we meet again?", speech_act="question"),
        Deed("amara", "process.close_session", (PLENARY,), {"session": Row("process.Session", PLENARY, 0)}),
    ]


def _programme() -> Any:
    """Up to three items, each later than the one before it."""
    hours = (("09:00", "10:00"), ("10:00", "11:30"), ("11:00", "12:00"))
    return st.lists(st.tuples(titles, st.sampled_from((None, "Hall A"))), max_size=3).map(
        lambda lines: [
            {"from": since, "to": to, "item": item, "room": room}
            for (since, to), (item, room) in zip(hours, lines, strict=False)
        ]
    )


def _programmes() -> list[Deed]:
    """Of a day ahead, and of the session that is open: set, moved, and partly called off."""
    fish = {"from": "09:00", "to": "10:30", "item": "Fish", "room": "Hall A"}
    ahead = {"round": Row("process.Round", PLENARY, 1), "day": "2025-06-02"}
    return [
        Deed("amara", "process.set_programme", (PLENARY,), {**ahead, "items": [fish, {**fish, "item": "Dinner"}]}),
        Deed("amara", "process.set_programme", (PLENARY,), {**ahead, "items": [{**fish, "from": "09:15"}]}),
        Deed(
            "sara",
            "process.set_programme",
            (PLENARY,),
            {"session": Row("process.Session", PLENARY, 0), "items": [{**fish, "item": "Statements"}]},
        ),
    ]


def _sidebars() -> list[Deed]:
    """One without the mediator, one with her, and one of which a seat that is then removed is a member."""
    hers, his = aside("amara"), aside("idris")
    return [
        Deed("amara", "process.open_sidebar", (hers,), {"members": [Who("nils")], "name": hers[1], "words": "A word."}),
        say("nils", hers, "Nobody else hears this."),
        Deed(
            "amara",
            "process.change_sidebar",
            (hers,),
            {"sidebar": Row("process.Sidebar", hers, 0), "add": [Who("salma")]},
        ),
        say("salma", hers, "From now on I do."),
        Deed("idris", "process.admit_seat", (PLENARY,), {"role": "adviser", "party": "south", "name": "Soon gone"}),
        Deed(
            "idris",
            "process.open_sidebar",
            (his,),
            {"members": [Row("newcomer", PLENARY, -1), Who("lena")], "name": his[1], "words": "Us three."},
        ),
        say("lena", his, "We are three."),
        Deed("idris", "process.remove_seat", (PLENARY,), {"seat": Row("newcomer", PLENARY, -1)}),
        say("lena", his, "We are two."),
        say("lena", QUIET, "Whatever the others do."),
    ]


def afterwards(setting: Setting) -> list[Deed]:
    return [
        Deed(
            "amara",
            "process.open_session",
            (PLENARY,),
            {"round": Row("process.Round", PLENARY, 1), "title": "Afternoon"},
        ),
        Deed("amara", "process.close_session", (PLENARY,), {"session": Row("process.Session", PLENARY, 1)}),
        Deed(
            "amara",
            "process.conclude_round",
            (PLENARY,),
            {"round": Row("process.Round", PLENARY, 1), "highlights": ["Water was heard."]},
        ),
        Deed("idris", "process.adopt_highlights", (PLENARY,), {"round": Row("process.Round", PLENARY, 1)}),
        Deed(
            "idris", "process.close_sidebar", (QUIET,), {"sidebar": Row("process.Sidebar", QUIET, 0), "words": "Over."}
        ),
        Deed("amara", "process.propose_accession", (PLENARY,), {"party": "isles", "name": "Isles"}),
        Deed("idris", "process.decline_accession", (PLENARY,), {"accession": Row("process.Accession", PLENARY, 0)}),
        Deed("amara", "process.propose_accession", (PLENARY,), {"party": "coast", "name": "Coast"}),
        Deed("amara", "process.withdraw_accession", (PLENARY,), {"accession": Row("process.Accession", PLENARY, 1)}),
        Deed("idris", "process.propose_accession", (PLENARY,), {"party": "hills", "name": "Hills"}),
        *[
            Deed(head, "process.accept_accession", (PLENARY,), {"accession": Row("process.Accession", PLENARY, 2)})
            for head in ("nils", "idris")
        ],
        say(
            "lena", ("delegation", "north"), "Late, among ourselves."
        ),  # the last thing of all, in a book that few read
        Deed("noor", "process.admit_party", (ELSEWHERE,), {"party": "east", "name": "East"}),
        Deed("noor", "~elsewhere", (ELSEWHERE,), {"text": "Another matter altogether."}),
        Deed("ada", "process.found", (HOST,), {"title": "A third matter"}),
    ]


def ending(setting: Setting) -> list[Deed]:
    """After this little can be done any more."""
    north, south, caucus = ("delegation", "north"), ("delegation", "south"), ("caucus", "north")
    issue = Row("agenda.Issue", PLENARY, 1)
    return [
        Deed(
            "amara",
            "process.propose_ground_rules",
            (PLENARY,),
            {"observers": setting.observers, "attribution": "party", "text": "New ones."},
        ),
        Deed(
            "nils",
            "process.decline_ground_rules",
            (PLENARY,),
            {"rules": Row("process.GroundRules", PLENARY, 3), "words": "Too open.", "instead": "As before."},
        ),
        Deed("idris", "process.accept_ground_rules", (PLENARY,), {"rules": Row("process.GroundRules", PLENARY, 3)}),
        Deed("idris", "process.withdraw_consent", (PLENARY,), {"words": "Enough."}),
        say("nils", caucus, "They have left the plenary.", issues=[issue]),
        say("salma", south, "Let us wait."),
        Deed(
            "amara",
            "process.propose_conclusion",
            (PLENARY,),
            {"outcome": "ended_without", "words": "Both sides went home."},
        ),
        Deed(
            "idris",
            "process.object_to_conclusion",
            (PLENARY,),
            {"motion": Row("process.Motion", PLENARY, 0), "words": "No."},
        ),
        Deed("nils", "process.consent_to_conclusion", (PLENARY,), {"motion": Row("process.Motion", PLENARY, 0)}),
        Deed("idris", "process.leave_talks", (PLENARY, ("caucus", "south")), {"words": "We go."}),
        say("salma", south, "We are out."),
        say("lena", north, "It is over."),
    ]
