"""Renderings, what is asked about them, and the glossaries, for the two-world test."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.interpretation.queries import read_first
from tests.noninterference.deeds import Deed, Room, Row, said
from tests.noninterference.members import PLENARY, PUBLIC, THIRD, UNRECORDED, Audience, Setting
from tests.noninterference.strategies import SPEAKERS, everybody, fixed, heads, in_room, row, row_in, texts
from tests.noninterference.worlds import World

NAMES = ({"en": "dam"}, {"en": "words", "fr": "mots"}, {"en": "ten days"}, {"ar": "الماء", "en": "water"})
RENDERERS: dict[Audience, tuple[str, ...]] = {
    **{audience: tuple(n for n in names if n in ("amara", "sara")) for audience, names in SPEAKERS.items()},
    **{a: SPEAKERS[a] for a in SPEAKERS if a[0] == "delegation"},
}
RENDERERS = {audience: names for audience, names in RENDERERS.items() if names and audience != PUBLIC}


def deeds(setting: Setting) -> dict[str, Any]:
    def rendering(a: Audience) -> dict[str, Any]:
        return {"rendering": row_in("interpretation.Rendering", a)}

    def term(a: Audience) -> dict[str, Any]:
        return {"term": row_in("interpretation.Term", a)}

    return {
        "interpretation.render": in_room(
            "interpretation.render",
            fixed(
                lambda a: {
                    "statement": row("consultation.Statement", a),
                    "language": st.sampled_from(("en", "ar", "fr")),
                    "text": texts,
                },
                {"made": st.sampled_from(("machine", "revised")), "original": st.just("tr")},
            ),
            RENDERERS,
        ),
        "interpretation.query_rendering": in_room(
            "interpretation.query_rendering", fixed(lambda a: {**rendering(a), "words": texts})
        ),
        "interpretation.answer_query": in_room(
            "interpretation.answer_query",
            fixed(lambda a: {"query": row_in("interpretation.Query", a), "words": texts}),
            RENDERERS,
        ),
        "interpretation.withdraw_rendering": in_room("interpretation.withdraw_rendering", fixed(rendering), RENDERERS),
        "interpretation.ask_rendering": in_room(
            "interpretation.ask_rendering",
            fixed(lambda a: {"about": row("consultation.Statement", a), "language": st.sampled_from(("ar", "fr"))}),
        ),
        "interpretation.read_original": in_room(
            "interpretation.read_original", fixed(lambda a: {"about": row("consultation.Statement", a)})
        ),
        "interpretation.propose_term": in_room(
            "interpretation.propose_term",
            fixed(lambda a: {"called": st.sampled_from(NAMES), "book": st.just(Room(a))}, {"meaning": texts}),
        ),
        "interpretation.settle_term": in_room(
            "interpretation.settle_term",
            fixed(lambda a: {**term(a), "status": st.sampled_from(("avoided", "deliberately_open"))}, {"words": texts}),
        ),
        **{
            kind: heads.flatmap(
                lambda by, kind=kind, more=more: st.builds(
                    lambda data: Deed(by, kind, (PLENARY,), data), st.fixed_dictionaries({**term(PLENARY), **more})
                )
            )
            for kind, more in (("interpretation.accept_term", {}), ("interpretation.state_usage", {"usage": texts}))
        },
    }


def unrecorded() -> dict[str, Any]:
    return {
        "~reading_first": st.builds(
            lambda by, language: Deed(by, "~reading_first", (UNRECORDED,), {"language": language}),
            everybody,
            st.sampled_from(("", "ar", "fr")),
        ),
    }


def _reading_first(world: World, deed: Deed, way: int) -> str:
    if seat := world.seat(deed.by):
        read_first(seat, deed.data["language"])
    return "done"


TABLES = {"interpretation.FirstReading": "~reading_first"}
PLAYED = {"~reading_first": _reading_first}


def history(setting: Setting) -> list[Deed]:
    """Renderings of what was said in the plenary, a caucus and a delegation's room; a term in each state, and lists of one's own."""
    caucus, north = ("caucus", "north"), ("delegation", "north")

    def rendering(audience: Audience) -> Row:
        return Row("interpretation.Rendering", audience, 0)

    def query(audience: Audience) -> Row:
        return Row("interpretation.Query", audience, 0)

    def propose(by: str, audience: Audience, called: dict[str, str]) -> Deed:
        return Deed(by, "interpretation.propose_term", (audience,), {"called": called, "book": Room(audience)})

    def term(audience: Audience, index: int = 0) -> Row:
        return Row("interpretation.Term", audience, index)

    deeds = []
    for by, audience in (("amara", PLENARY), ("sara", caucus), ("lena", north)):
        words = {"statement": said(audience, 1 if audience == caucus else 0), "language": "fr", "text": "Dix jours."}
        asker = "nils"
        deeds += [
            Deed(by, "interpretation.render", (audience,), {**words, "made": "machine"}),
            Deed(
                asker, "interpretation.query_rendering", (audience,), {"rendering": rendering(audience), "words": "?"}
            ),
            Deed(by, "interpretation.answer_query", (audience,), {"query": query(audience), "words": "Yes."}),
        ]
    for by, audience in (("lena", PLENARY), ("nils", caucus), ("lena", north)):
        deeds += [
            Deed(by, kind, (audience,), {"about": said(audience, 0), **more})
            for kind, more in (
                ("interpretation.ask_rendering", {"language": "ru"}),
                ("interpretation.read_original", {}),
            )
        ]
    return [
        *deeds,
        Deed("sara", "interpretation.withdraw_rendering", (caucus,), {"rendering": rendering(caucus)}),
        propose("amara", PLENARY, {"en": "summer"}),
        propose("amara", PLENARY, {"en": "fish", "ar": "سمك"}),
        propose("nils", north, {"en": "words of a probe"}),
        propose("lena", caucus, {"en": "morning"}),
        propose("sara", THIRD, {"en": "landing zone"}),
        *[Deed(head, "interpretation.accept_term", (PLENARY,), {"term": term(PLENARY)}) for head in ("lena", "idris")],
        *[
            Deed(
                head, "interpretation.state_usage", (PLENARY,), {"term": term(PLENARY, 1), "usage": f"As {head} says."}
            )
            for head in ("lena", "idris")
        ],
        Deed(
            "amara", "interpretation.settle_term", (PLENARY,), {"term": term(PLENARY, 1), "status": "agreed_to_differ"}
        ),
        Deed("nils", "interpretation.settle_term", (north,), {"term": term(north), "status": "avoided"}),
    ]


def afterwards(setting: Setting) -> list[Deed]:
    return [
        Deed("lena", "~reading_first", (UNRECORDED,), {"language": "ar"}),
    ]
