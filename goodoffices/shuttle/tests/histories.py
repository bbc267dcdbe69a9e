"""The release ledger of a caucus, and what comes of it in the other one, for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.process.models import Seat
from tests.noninterference.deeds import Deed, Room, Row, said
from tests.noninterference.members import PLENARY, Audience, Member, Setting, reads
from tests.noninterference.strategies import CAUCUSES, fixed, in_room, leaders, row, row_in, texts
from tests.noninterference.worlds import World

OTHER = {"north": "south", "south": "north"}


def deeds(setting: Setting) -> dict[str, Any]:
    def statement(a: Audience) -> dict[str, Any]:
        return {"statement": row("consultation.Statement", a)}

    def release(a: Audience) -> dict[str, Any]:
        return {"release": row_in("shuttle.Release", a)}

    third = dict.fromkeys(CAUCUSES, ("amara", "sara"))

    def whole(kind: str, by: Any) -> Any:
        """Told in the giver's caucus, and what comes of it in the recipient's."""
        return st.builds(
            lambda by, giver, text: Deed(
                by, kind, (("caucus", giver), ("caucus", OTHER[giver])), {"giver": giver, "text": text}
            ),
            by,
            st.sampled_from(("north", "south")),
            texts,
        )

    def to(a: Audience) -> dict[str, Any]:
        return {"to": st.just(OTHER[a[1]])}

    return {
        "consultation.release": in_room(
            "consultation.release",
            fixed(
                lambda a: {**statement(a), **to(a), "form": st.sampled_from(("gist", "mediators_idea")), "text": texts},
                {"condition": texts},
            ),
            CAUCUSES,
        ),
        "consultation.revoke_release": in_room("consultation.revoke_release", fixed(release), CAUCUSES),
        "~convey": whole("~convey", leaders),
        "~carry": whole("~carry", leaders),
        "consultation.draft_gist": in_room(
            "consultation.draft_gist", fixed(lambda a: {**statement(a), **to(a), "text": texts}), third
        ),
        "consultation.withhold": in_room("consultation.withhold", fixed(statement), CAUCUSES),
        "consultation.end_withholding": in_room("consultation.end_withholding", fixed(statement), CAUCUSES),
        "~idea": st.builds(
            lambda giver, text: Deed(
                "amara",
                "~idea",
                (("caucus", giver), ("caucus", OTHER[giver])),
                {"giver": giver, "room": Room(("caucus", OTHER[giver])), "text": text},
            ),
            st.sampled_from(("north", "south")),
            texts,
        ),
    }


def _is_her_own(deed: Deed, member: Member, setting: Setting) -> bool:
    """What is conveyed as the mediator's own idea is, to whoever does not read the giver's caucus, one that she had."""
    return not reads(member, ("caucus", deed.data["giver"]), setting)


def _idea(world: World, deed: Deed, way: int) -> str:
    """The mediator says it of her own accord, or conveys it as her own idea: to the recipient it is the same."""
    if way == 0:
        return world.perform("amara", "consultation.make_statement", {n: deed.data[n] for n in ("room", "text")})
    return _conveyed(world, deed, "mediators_idea")


def _convey(world: World, deed: Deed, way: int) -> str:
    return _conveyed(world, deed, "gist")


def _conveyed(world: World, deed: Deed, form: str) -> str:
    head, said, to = _said_in_caucus(world, deed)
    release = {"statement": said, "form": form, "text": deed.data["text"], "to": to}
    made = world.do(head, "consultation.release", release)
    return world.perform(deed.by, "consultation.convey", {"release": made.id})


def _carry(world: World, deed: Deed, way: int) -> str:
    _head, said, to = _said_in_caucus(world, deed)
    data = {"statement": said, "form": "gist", "text": deed.data["text"], "to": to}
    return world.perform(deed.by, "consultation.carry", data)


def _said_in_caucus(world: World, deed: Deed) -> tuple[str, str, str]:
    """By a seat of the giver's that may decide there; the statement; the other party."""
    giver = deed.data["giver"]
    heads = Seat._base_manager.filter(process_id=world.process, party__key=giver, decides=True, left__isnull=True)
    head = next(name for name, id in world.seats.items() if id in heads.values_list("id", flat=True))
    caucus: Audience = ("caucus", giver)
    said = world.do(head, "consultation.make_statement", {"room": Room(caucus), "text": "Between us."})
    return head, said.id, OTHER[giver]


PLAYED = {"~idea": _idea, "~convey": _convey, "~carry": _carry}
TWO_WAYS = {"~idea": _is_her_own}
ENTAILED = {
    "consultation.convey": "part of ~convey and ~idea",
    "consultation.carry": "part of ~carry",
}


def history(setting: Setting) -> list[Deed]:
    """A gist drafted, released and conveyed; one revoked; one marked; an idea of the mediator's that was another's."""
    caucus, other = ("caucus", "north"), ("caucus", "south")

    def release(audience: Audience, index: int) -> Row:
        return Row("shuttle.Release", audience, index)

    opened = Row("process.GroundRules", PLENARY, 2)
    terms = {
        "regime": "open_unless_marked",
        "attribution": setting.attribution,
        "chatham_house": setting.chatham_house,
        "observers": setting.observers,
        "sidebars": True,
    }
    drafted = {"statement": said(caucus), "to": "south", "text": "They could move."}
    return [
        Deed("amara", "consultation.draft_gist", (caucus,), drafted),
        Deed("lena", "consultation.withhold", (caucus,), {"statement": said(caucus)}),
        Deed("lena", "consultation.end_withholding", (caucus,), {"statement": said(caucus)}),
        Deed("lena", "consultation.release", (caucus,), {**drafted, "form": "gist", "condition": "If they come."}),
        Deed("lena", "consultation.revoke_release", (caucus,), {"release": release(caucus, 0)}),
        Deed("sara", "~convey", (caucus, other), {"giver": "north", "text": "They could come."}),
        Deed("lena", "consultation.release", (caucus,), {**drafted, "form": "mediators_idea", "text": "Thirty-five?"}),
        Deed("amara", "process.propose_ground_rules", (PLENARY,), terms),
        *[Deed(head, "process.accept_ground_rules", (PLENARY,), {"rules": opened}) for head in ("lena", "idris")],
        Deed("amara", "~carry", (caucus, other), {"giver": "north", "text": "They could come in May."}),
        Deed("amara", "~idea", (caucus, other), {"giver": "north", "room": Room(other), "text": "What about thirty?"}),
    ]
