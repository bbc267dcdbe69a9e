"""Issues, solutions and positions, for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Room, Row
from tests.noninterference.members import MEMBERS, PLENARY, THIRD, Audience, Member, Setting, reads
from tests.noninterference.strategies import (
    BY_DELEGATES,
    BY_HEADS,
    delegates,
    fixed,
    heads,
    in_delegation,
    in_room,
    plenary,
    row,
    row_in,
    texts,
    titles,
)
from tests.noninterference.worlds import World

STATUSES = ("open", "tense", "blocked", "converging", "deferred", "closed")


def deeds(setting: Setting) -> dict[str, Any]:
    return {
        "agenda.raise_issue": in_room(
            "agenda.raise_issue",
            fixed(
                lambda a: {"title": titles, "book": st.just(Room(a))},
                {"summary": texts, "status": st.sampled_from(STATUSES)},
            ),
        ),
        "agenda.set_status": in_room(
            "agenda.set_status",
            fixed(
                lambda a: {"issue": row_in("agenda.Issue", a), "status": st.sampled_from(STATUSES)}, {"words": texts}
            ),
        ),
        "agenda.say_status": in_room(
            "agenda.say_status",
            fixed(
                lambda a: {"issue": row_in("agenda.Issue", a), "status": st.sampled_from(STATUSES)}, {"words": texts}
            ),
            BY_HEADS,
        ),
        "agenda.amend_issue": in_room(
            "agenda.amend_issue",
            fixed(lambda a: {"issue": row_in("agenda.Issue", a)}, {"title": titles, "summary": texts}),
        ),
        "agenda.table_solution": in_room(
            "agenda.table_solution",
            fixed(
                lambda a: {"issue": row("agenda.Issue", a), "title": titles, "book": st.just(Room(a))}, {"text": texts}
            ),
        ),
        "agenda.support_solution": in_room(
            "agenda.support_solution",
            fixed(lambda a: {"solution": row("agenda.Solution", a)}, {"words": texts}),
            BY_DELEGATES,
        ),
        "agenda.reserve_solution": in_room(
            "agenda.reserve_solution",
            fixed(lambda a: {"solution": row("agenda.Solution", a)}, {"words": texts}),
            BY_DELEGATES,
        ),
        "agenda.accept_solution": plenary(
            "agenda.accept_solution", heads, {"solution": row("agenda.Solution", PLENARY)}
        ),
        **{
            kind: plenary(kind, heads, {"solution": row("agenda.Solution", PLENARY)}, {"words": texts})
            for kind in ("agenda.confirm_solution", "agenda.decline_solution")
        },
        "agenda.withdraw_solution": in_room(
            "agenda.withdraw_solution", fixed(lambda a: {"solution": row("agenda.Solution", a)})
        ),
        "agenda.state_position": in_delegation(delegates, "agenda.state_position", _wanted),
        "~table": in_delegation(
            heads,
            "~table",
            lambda name: {"issue": row("agenda.Issue", PLENARY), "position": texts, "interest": texts},
            also=(PLENARY,),
        ),
    }


def _wanted(name: str) -> dict[str, Any]:
    return {"issue": row("agenda.Issue", ("delegation", MEMBERS[name].party)), "position": texts, "interest": texts}


def _is_tabled_at_once(deed: Deed, member: Member, setting: Setting) -> bool:
    """A position kept first and then tabled is, to whoever does not read the delegation's book, one that was put at once."""
    return not reads(member, ("delegation", MEMBERS[deed.by].party), setting)


def _table(world: World, deed: Deed, way: int) -> str:
    if way == 0:
        stated = world.do(deed.by, "agenda.state_position", deed.data)
        world.do(deed.by, "agenda.table_position", {"position": stated.id, "interest": True})
    else:
        world.do(deed.by, "agenda.put_position", deed.data)
    return "done"


PLAYED = {"~table": _table}
TWO_WAYS = {"~table": _is_tabled_at_once}
ENTAILED = {
    "agenda.table_position": "one of the two ways of ~table",
    "agenda.put_position": "the other way of ~table",
    "agenda.take_up_item": "entailed by process.adopt_agenda and process.leave_talks",
    "agenda.note_acceptance": "entailed by process.leave_talks",
}

UNPLAYED = {"agenda.note_acceptance": "only where all who remain have accepted: the river case, 23 April"}


def opening(setting: Setting) -> list[Deed]:
    north, south, caucus = ("delegation", "north"), ("delegation", "south"), ("caucus", "north")

    def issue(audience: Audience, index: int = 0) -> Row:
        return Row("agenda.Issue", audience, index)

    def solution(audience: Audience, index: int = 0) -> Row:
        return Row("agenda.Solution", audience, index)

    return [
        Deed(
            "lena",
            "agenda.raise_issue",
            (caucus,),
            {"title": "Fish ladders", "summary": "Our fear.", "book": Room(caucus)},
        ),
        Deed("nils", "agenda.raise_issue", (north,), {"title": "If all fails", "book": Room(north)}),
        Deed("sara", "agenda.raise_issue", (THIRD,), {"title": "Landing zone", "book": Room(THIRD)}),
        Deed("amara", "agenda.raise_issue", (PLENARY,), {"title": "Fish ladders", "book": Room(PLENARY)}),
        Deed(
            "lena",
            "agenda.set_status",
            (caucus,),
            {"issue": issue(caucus), "status": "blocked", "words": "Capital says no."},
        ),
        Deed("amara", "agenda.set_status", (PLENARY,), {"issue": issue(PLENARY), "status": "tense"}),
        Deed("lena", "agenda.say_status", (caucus,), {"issue": issue(caucus), "status": "tense", "words": "We wait."}),
        Deed("idris", "agenda.say_status", (PLENARY,), {"issue": issue(PLENARY), "status": "converging"}),
        Deed(
            "lena",
            "agenda.table_solution",
            (caucus,),
            {"issue": issue(PLENARY), "title": "Half a dam", "book": Room(caucus)},
        ),
        Deed(
            "nils",
            "agenda.table_solution",
            (PLENARY,),
            {"issue": issue(PLENARY), "title": "A year of trial", "book": Room(PLENARY)},
        ),
        Deed("lena", "agenda.support_solution", (caucus,), {"solution": solution(caucus), "words": "Quietly."}),
        Deed("nils", "agenda.reserve_solution", (caucus,), {"solution": solution(caucus)}),
        Deed("salma", "agenda.reserve_solution", (PLENARY,), {"solution": solution(PLENARY)}),
        Deed("lena", "agenda.withdraw_solution", (north,), {"solution": solution(north)}),
        Deed("lena", "agenda.accept_solution", (PLENARY,), {"solution": solution(PLENARY, 1)}),
        Deed("idris", "agenda.accept_solution", (PLENARY,), {"solution": solution(PLENARY, 1)}),
        Deed("lena", "agenda.confirm_solution", (PLENARY,), {"solution": solution(PLENARY, 1)}),
        Deed("idris", "agenda.decline_solution", (PLENARY,), {"solution": solution(PLENARY, 1), "words": "Too dear."}),
        Deed("lena", "agenda.amend_issue", (caucus,), {"issue": issue(caucus, 1), "title": "Ladders, or none"}),
        Deed("nils", "agenda.amend_issue", (north,), {"issue": issue(north, 1), "summary": "We hope it does not."}),
        Deed(
            "amara", "agenda.amend_issue", (PLENARY,), {"issue": issue(PLENARY, 1), "title": "Fish, and what eats it"}
        ),
        Deed(
            "nils",
            "agenda.state_position",
            (north,),
            {"issue": issue(PLENARY), "position": "Ten days.", "interest": "The harvest."},
        ),
        Deed(
            "salma",
            "agenda.state_position",
            (south,),
            {"issue": issue(PLENARY), "position": "Five days.", "interest": "The mills."},
        ),
        Deed(
            "lena",
            "~table",
            (north, PLENARY),
            {"issue": issue(PLENARY), "position": "Eight days.", "interest": "The harvest."},
        ),
        Deed(
            "idris", "~table", (south, PLENARY), {"issue": issue(PLENARY, 1), "position": "Six days.", "interest": ""}
        ),
    ]
