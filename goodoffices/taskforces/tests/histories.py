"""Task forces, for the two-world test: terms in the plenary, work in each task force's own book."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Row, Who
from tests.noninterference.members import PLENARY, Member, Setting
from tests.noninterference.strategies import heads, plenary, texts, titles
from tests.noninterference.worlds import World

LATER = "2026-06-01"
FORCES = {"water": ("lena", "salma"), "maps": ("amara", "nils", "idris")}


def deeds(setting: Setting) -> dict[str, Any]:
    terms = {"terms": st.builds(Row, st.just("taskforces.Terms"), st.just(PLENARY), st.integers(0, 2))}
    lines = st.lists(st.fixed_dictionaries({"what": titles}, optional={"due": st.just("2026-05-01")}), max_size=2)
    recommendation = st.builds(Row, st.just("taskforces.Recommendation"), st.just(PLENARY), st.integers(0, 2))
    issue = st.builds(Row, st.just("agenda.Issue"), st.just(PLENARY), st.integers(0, 3))
    return {
        "taskforces.draft_terms": plenary(
            "taskforces.draft_terms",
            st.sampled_from(("amara", "lena")),
            {"task_force": st.sampled_from(("water", "maps")), "purpose": texts, "sunset": st.just(LATER)},
            {
                "scope": texts,
                "deliverables": lines,
                "partners": st.just(["A fund"]),
                "means": st.just({"north": "Boats"}),
            },
        ),
        "taskforces.adopt_terms": plenary("taskforces.adopt_terms", heads, {**terms, "unequal": st.just(True)}),
        "taskforces.name_chair": plenary(
            "taskforces.name_chair", heads, {**terms, "seat": st.sampled_from([Who(n) for n in ("lena", "idris")])}
        ),
        "taskforces.name_rapporteur": plenary(
            "taskforces.name_rapporteur",
            st.just("amara"),
            {**terms, "seat": st.sampled_from([Who(n) for n in ("amara", "sara")])},
        ),
        "taskforces.extend": plenary(
            "taskforces.extend", heads, {**terms, "sunset": st.just("2026-08-01"), "why": texts}
        ),
        "taskforces.wind_up": plenary("taskforces.wind_up", heads, {**terms, "why": texts}),
        "taskforces.take_up": plenary(
            "taskforces.take_up", st.just("amara"), {"recommendation": recommendation, "issue": issue}
        ),
        "taskforces.add_item": _inside(
            "taskforces.add_item",
            lambda key: {"task_force": st.just(key), "what": titles, "due": st.just("2026-04-01")},
        ),
        "taskforces.assign": _inside(
            "taskforces.assign", lambda key: {"item": _of("Item", key), "due": st.just(LATER)}
        ),
        "taskforces.set_item_state": _inside(
            "taskforces.set_item_state",
            lambda key: {"item": _of("Item", key), "state": st.sampled_from(("under_way", "done"))},
        ),
    }


def _of(model: str, key: str) -> Any:
    return st.builds(Row, st.just(f"taskforces.{model}"), st.just(("task_force", key)), st.integers(0, 2))


def _inside(kind: str, data: Any) -> Any:
    """Deeds of this kind in either task force."""
    return st.sampled_from(sorted(FORCES)).flatmap(
        lambda key: st.builds(
            lambda by, data: Deed(by, kind, (("task_force", key),), data),
            st.sampled_from(FORCES[key]),
            st.fixed_dictionaries(data(key)),
        )
    )


DRAINS = ("task_force", "drains")


def _report(world: World, deed: Deed, way: int) -> str:
    """All that leads to a report which the plenary reads; on one of the ways it was drafted twice, and planned for."""
    if way == 1:
        world.do("lena", "taskforces.add_item", {"task_force": "drains", "what": "Count them again"})
        world.do("sara", "taskforces.draft_report", {"task_force": "drains", "words": "Thirty, so far."})
    report = world.do("sara", "taskforces.draft_report", {"task_force": "drains", **deed.data["says"]}).id
    world.do("lena", "taskforces.dissent", {"report": report, "words": "Thirty-nine."})
    for chair in ("lena", "idris"):
        world.do(chair, "taskforces.deliver", {"report": report})
    return "done"


def _is_delivered_once(deed: Deed, member: Member, setting: Setting) -> bool:
    """Who is not in it reads what was delivered, and nothing of how it came about."""
    return member.name not in ("lena", "idris", "sara")


PLAYED = {"~report": _report}
TWO_WAYS = {"~report": _is_delivered_once}
ENTAILED = {
    "taskforces.end": "done by the clock",
    "taskforces.table_report": "entailed by the last delivery",
    "taskforces.draft_report": "in ~report, by the rapporteur",
    "taskforces.dissent": "in ~report, by a co-chair",
    "taskforces.deliver": "in ~report, by both co-chairs",
}
UNPLAYED = {"taskforces.end": "by the clock: test_sunset.py, and the river case, 26 April"}


def _do(by: str, verb: str, told: Any = (PLENARY,), **data: Any) -> Deed:
    return Deed(by, f"taskforces.{verb}", told, data)


def _terms(index: int) -> Row:
    return Row("taskforces.Terms", PLENARY, index)


def history(setting: Setting) -> list[Deed]:
    """A task force from its terms to what was taken up, and one that is planned in another."""
    do, terms = _do, _terms
    inside, water = (DRAINS,), (("task_force", "water"),)
    item = Row("taskforces.Item", DRAINS, 0)
    members = [Who("lena"), Who("idris"), Who("sara")]
    given = {"purpose": "Count them.", "sunset": LATER}
    return [
        Deed(
            "amara",
            "process.set_up_task_force",
            (PLENARY, DRAINS),
            {"task_force": "drains", "name": "Drains", "members": members},
        ),
        do("amara", "draft_terms", task_force="drains", **given, rapporteur=Who("sara"), co_chairs=[Who("lena")]),
        do("idris", "name_chair", terms=terms(0), seat=Who("idris")),
        do("lena", "adopt_terms", terms=terms(0)),
        do("idris", "adopt_terms", terms=terms(0)),
        do("lena", "add_item", inside, task_force="drains", what="Walk along them", owner=Who("idris")),
        do("idris", "assign", inside, item=item, owner=Who("lena"), due="2026-04-01"),
        do("lena", "set_item_state", inside, item=item, state="under_way"),
        do("lena", "add_item", water, task_force="water", what="Among us alone"),
        Deed(
            "idris",
            "~report",
            (DRAINS, PLENARY),
            {"says": {"words": "Forty.", "recommendations": ["Clean them."], "consensus": True}},
        ),
        do(
            "amara",
            "take_up",
            recommendation=Row("taskforces.Recommendation", PLENARY, 0),
            issue=Row("agenda.Issue", PLENARY, 0),
        ),
        do("lena", "extend", terms=terms(0), sunset="2026-08-01", why="More drains."),
    ]


def closing(setting: Setting) -> list[Deed]:
    """Once everything else has been done in its room: that of the maps is planned as a joint initiative, and wound up."""
    return [
        _do(
            "nils",
            "draft_terms",
            task_force="maps",
            purpose="Draw them.",
            sunset=LATER,
            partners=["A fund"],
            means={"north": "Boats"},
            co_chairs=[Who("idris")],
        ),
        _do("nils", "adopt_terms", terms=_terms(1), unequal=True),
        _do("idris", "adopt_terms", terms=_terms(1), unequal=True),
        _do("amara", "name_rapporteur", terms=_terms(1), seat=Who("amara")),
        _do("nils", "wind_up", terms=_terms(1)),
        _do("idris", "wind_up", terms=_terms(1), why="Drawn."),
    ]
