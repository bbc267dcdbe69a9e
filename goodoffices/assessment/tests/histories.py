"""Assessments, for the two-world test: what all drew at the table, judged in narrower rooms; and what stands in those alone."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.assessment.working import work
from tests.noninterference.deeds import Deed, Room, Row, Who
from tests.noninterference.members import PLENARY, THIRD, Audience, Member, Setting, reads
from tests.noninterference.strategies import SPEAKERS, fixed, in_room, row_in, texts, titles
from tests.noninterference.worlds import World

NORTH, SOUTH = ("caucus", "north"), ("caucus", "south")
AMONG_NORTH, AMONG_SOUTH = ("delegation", "north"), ("delegation", "south")
#: Where what stands in the plenary may be judged and run: there, and in rooms all of whose readers read the plenary.
NARROWER: dict[Audience, tuple[str, ...]] = {
    room: SPEAKERS[room] for room in (PLENARY, THIRD, NORTH, SOUTH, AMONG_NORTH, AMONG_SOUTH)
}
LIKELIHOOD = st.sampled_from(("very_unlikely", "unlikely", "even", "likely", "very_likely"))
SEVERITY = st.sampled_from(("negligible", "minor", "moderate", "major", "severe"))
VALUES = st.sampled_from(("-3", "-1.5", "0", "2", "3"))
SHEET = {"rows": [{"name": "The dam"}], "columns": [{"name": "The delta"}, {"scope": "global"}]}
DRAWN = {
    "descriptors": [{"name": "Rain", "variants": ["much", "little"]}, {"name": "Gate", "variants": ["open", "shut"]}]
}


def _book(audience: Audience) -> dict[str, Any]:
    return {} if audience == PLENARY else {"book": st.just(Room(audience))}


def _of(model: str, index: Any = None) -> Any:
    """A row that stands at the table."""
    which = st.integers(0, 3) if index is None else index
    return st.builds(Row, st.just(f"assessment.{model}"), st.just(PLENARY), which)


def _own(model: str, audience: Audience) -> Any:
    return st.builds(Row, st.just(f"assessment.{model}"), st.just(audience), st.integers(0, 3), st.just(True))


def _thing(audience: Audience) -> Any:
    return st.builds(Row, st.just("agenda.Issue"), st.sampled_from((audience, PLENARY)), st.integers(0, 3))


def deeds(setting: Setting) -> dict[str, Any]:
    def there(verb: str, needed: Any, optional: Any = None, who: Any = NARROWER) -> Any:
        return in_room(f"assessment.{verb}", fixed(needed, optional), who)

    judged = {"likelihood": LIKELIHOOD, "severity": SEVERITY}
    pair = {"from": _of("Variant", st.just(0)), "to": _of("Variant", st.sampled_from((2, 3)))}
    return {
        "assessment.open_sheet": there(
            "open_sheet", lambda a: {"title": titles, **_fixed(SHEET), **_book(a)}, None, SPEAKERS
        ),
        "assessment.amend_sheet": there(
            "amend_sheet",
            lambda a: {"sheet": _own("Sheet", a), "title": titles},
            {"rows": st.lists(st.fixed_dictionaries({"row": _of("SheetRow"), "name": titles}), min_size=1, max_size=1)},
        ),
        "assessment.add_row": there("add_row", lambda a: {"sheet": row_in("assessment.Sheet", a), "name": titles}),
        "assessment.add_column": there(
            "add_column",
            lambda a: {"sheet": row_in("assessment.Sheet", a), "scope": st.just("affected"), "name": titles},
        ),
        "assessment.describe": there(
            "describe", lambda a: {"cell": row_in("assessment.Implication", a), "words": texts}
        ),
        "assessment.judge": there(
            "judge", lambda a: {"cell": _of("Implication"), **judged, **_book(a)}, {"reasons": texts}
        ),
        "assessment.revise": there("revise", lambda a: {"judgement": _own("Judgement", a), "likelihood": LIKELIHOOD}),
        "assessment.withdraw_judgement": there("withdraw_judgement", lambda a: {"judgement": _own("Judgement", a)}),
        "assessment.judge_many": there(
            "judge_many",
            lambda a: {
                "sheet": _of("Sheet", st.just(0)),
                "judgements": st.lists(
                    st.fixed_dictionaries({"cell": _of("Implication", st.just(1)), **judged}), min_size=1, max_size=1
                ),
                **_book(a),
            },
        ),
        "assessment.link": there(
            "link", lambda a: {"cell": _of("Implication"), "about": _thing(a), **_book(a)}, {"words": texts}
        ),
        "assessment.unlink": there("unlink", lambda a: {"link": _own("Link", a)}),
        "assessment.set_precedent": there(
            "set_precedent", lambda a: {"decision": _thing(a), "words": texts, **_book(a)}
        ),
        "assessment.invoke_precedent": there(
            "invoke_precedent",
            lambda a: {"precedent": _of("Precedent"), "for": _thing(a), **_book(a)},
            {"words": texts},
        ),
        "assessment.withdraw_precedent": there("withdraw_precedent", lambda a: {"precedent": _own("Precedent", a)}),
        "assessment.submit_view": in_room(
            "assessment.submit_view",
            fixed(lambda a: {"words": texts, "anonymous": st.just(True), **_book(a)}, {"group": titles}),
            dict.fromkeys((PLENARY, THIRD, NORTH, SOUTH), ("amara", "sara")),
        ),
        "assessment.correct_view": in_room(
            "assessment.correct_view",
            fixed(lambda a: {"view": _own("StakeholderView", a), "words": texts}, {"group": titles}),
            dict.fromkeys((PLENARY, THIRD, NORTH, SOUTH), ("amara", "sara")),
        ),
        "assessment.withdraw_view": in_room(
            "assessment.withdraw_view",
            fixed(lambda a: {"view": _own("StakeholderView", a)}),
            dict.fromkeys((PLENARY, THIRD, NORTH, SOUTH), ("amara", "sara")),
        ),
        "assessment.draw_influences": there(
            "draw_influences", lambda a: {"title": titles, **_fixed(DRAWN), **_book(a)}, None, SPEAKERS
        ),
        "assessment.amend_influences": there(
            "amend_influences",
            lambda a: {"influences": _own("Influences", a), "title": titles},
            {
                "variants": st.lists(
                    st.fixed_dictionaries({"variant": _of("Variant", st.just(0)), "name": titles}),
                    min_size=1,
                    max_size=1,
                )
            },
        ),
        "assessment.judge_influence": there(
            "judge_influence", lambda a: {**pair, "value": VALUES, **_book(a)}, {"reason": texts}
        ),
        "assessment.judge_influences": there(
            "judge_influences",
            lambda a: {
                "influences": _of("Influences", st.just(0)),
                "cells": st.lists(st.fixed_dictionaries({**pair, "value": VALUES}), min_size=1, max_size=1),
                **_book(a),
            },
        ),
        "assessment.withdraw_influences": there(
            "withdraw_influences",
            lambda a: {
                "influences": _of("Influences", st.just(0)),
                "pairs": st.lists(st.fixed_dictionaries(pair), min_size=1, max_size=1),
                **_book(a),
            },
        ),
        "assessment.withdraw_adoption": in_room(
            "assessment.withdraw_adoption",
            fixed(
                lambda a: {
                    "influences": _of("Influences", st.just(0)),
                    "pairs": st.lists(st.fixed_dictionaries(pair), min_size=1, max_size=1),
                }
            ),
            {PLENARY: ("lena", "idris")},
        ),
        "assessment.adopt_influences": in_room(
            "assessment.adopt_influences",
            fixed(
                lambda a: {
                    "influences": _of("Influences", st.just(0)),
                    "cells": st.lists(st.fixed_dictionaries({**pair, "value": VALUES}), min_size=1, max_size=1),
                }
            ),
            {PLENARY: ("lena", "idris")},
        ),
    }


def _fixed(data: dict[str, Any]) -> dict[str, Any]:
    return {name: st.just(value) for name, value in data.items()}


def _run(world: World, deed: Deed, way: int) -> str:
    """A run from its question to the answer; on one of the ways another was asked before and cancelled."""
    data = dict(deed.data["run"])
    if way == 1:
        asked = world.do(deed.by, "assessment.run", {**data, "near": 1})
        world.do(deed.by, "assessment.cancel_run", {"run": asked.id})
    run = world.do(deed.by, "assessment.run", data)
    while work():
        pass
    tip = world.do(deed.by, "assessment.tip", {"run": run.id, **deed.data["tip"]})
    while work():
        pass
    return "done" if tip.id != run.id else "not there"


def _is_run_elsewhere(deed: Deed, member: Member, setting: Setting) -> bool:
    """Who does not read the room where it was asked."""
    return not reads(member, deed.told[0], setting)


PLAYED = {"~run": _run}
TWO_WAYS = {"~run": _is_run_elsewhere}
ENTAILED = {
    "assessment.run": "in ~run",
    "assessment.cancel_run": "in ~run, on one of its ways; and in the long history",
    "assessment.tip": "in ~run",
    "assessment.answer_run": "by the host: in ~run",
    "assessment.close_sheet": "in the long history",
    "assessment.reopen_sheet": "in the long history",
}
CALLED = {"scenario_run": "run", "onto": "descriptor"}
TABLES = {"assessment.Job": "a row while the host is at work; in tests nobody looks meanwhile: test_working.py"}


def _do(by: str, verb: str, where: Audience = PLENARY, **data: Any) -> Deed:
    more = {} if where == PLENARY or verb in IN_ITS_OWN else {"book": Room(where)}
    return Deed(by, f"assessment.{verb}", (where,), {**data, **more})


#: What stands in the book of what it is about, which nobody names.
IN_ITS_OWN = ("add_row", "add_column", "amend_sheet", "amend_influences", "describe", "revise", "unlink", "withdraw_precedent", "close_sheet", "reopen_sheet",
              "adopt_influences", "withdraw_adoption", "withdraw_judgement", "cancel_run", "correct_view", "withdraw_view")  # fmt: skip


def _row(model: str, index: int = 0, where: Audience = PLENARY) -> Row:
    return Row(f"assessment.{model}", where, index)


def history(setting: Setting) -> list[Deed]:
    return [*_sheets(), *_precedents(), *_influences()]


def _sheets() -> list[Deed]:
    judged = {"likelihood": "likely", "severity": "major"}
    issue = Row("agenda.Issue", PLENARY, 0)
    ours, our_row, row = _row("Sheet", 0, AMONG_NORTH), _row("SheetRow", 0, AMONG_NORTH), _row("SheetRow")
    return [
        _do("amara", "open_sheet", title="What the dam means", **SHEET, judges=[Who("lena"), Who("idris")]),
        _do("amara", "add_row", sheet=_row("Sheet"), name="The ferry"),
        _do("amara", "add_column", sheet=_row("Sheet"), scope="affected", name="Fishers"),
        _do("idris", "describe", cell=_row("Implication"), words="Less water in summer."),
        _do("lena", "judge", cell=_row("Implication"), **judged, reasons="The gauges say so."),
        _do("lena", "revise", judgement=_row("Judgement"), likelihood="even"),
        _do("idris", "judge_many", sheet=_row("Sheet"), judgements=[{"cell": _row("Implication", 1), **judged}]),
        _do("lena", "judge", AMONG_NORTH, cell=_row("Implication"), likelihood="very_likely", severity="severe"),
        _do("lena", "revise", AMONG_NORTH, judgement=_row("Judgement", 0, AMONG_NORTH), severity="minor"),
        _do("idris", "judge", AMONG_SOUTH, cell=_row("Implication"), likelihood="unlikely", severity="minor"),
        _do("amara", "judge", THIRD, cell=_row("Implication"), likelihood="even", severity="moderate"),
        _do("nils", "open_sheet", AMONG_NORTH, title="Among ourselves", **SHEET),
        _do("nils", "judge", AMONG_NORTH, cell=_row("Implication", 0, AMONG_NORTH), **judged),
        _do(
            "nils", "amend_sheet", AMONG_NORTH, sheet=ours, title="Between us", rows=[{"row": our_row, "name": "A dam"}]
        ),
        _do(
            "amara", "amend_sheet", sheet=_row("Sheet"), title="What it means", rows=[{"row": row, "name": "The weir"}]
        ),
        _do("lena", "revise", judgement=_row("Judgement", 1), likelihood="likely"),
        _do("lena", "withdraw_judgement", AMONG_NORTH, judgement=_row("Judgement", 1, AMONG_NORTH)),
        _do("lena", "judge", AMONG_NORTH, cell=_row("Implication"), likelihood="even", severity="minor"),
        _do("idris", "withdraw_judgement", judgement=_row("Judgement", 2)),
        _do("lena", "link", cell=_row("Implication"), about=issue, words="If it is built."),
        _do("lena", "link", AMONG_NORTH, cell=_row("Implication", 1), about=issue, words="Only if we must."),
        _do("lena", "unlink", link=_row("Link")),
        _do("amara", "submit_view", words="Mind the fish.", anonymous=True, group="Fishers", about=_row("Implication")),
        _do("sara", "submit_view", THIRD, words="Do not say that we asked.", **{"from": "A fisher"}),
        _do("amara", "correct_view", view=_row("StakeholderView"), words="Mind the fish, and the nets."),
        _do("sara", "withdraw_view", THIRD, view=_row("StakeholderView", 0, THIRD)),
        _do("amara", "close_sheet", sheet=_row("Sheet")),
        _do("amara", "reopen_sheet", sheet=_row("Sheet")),
    ]


def _precedents() -> list[Deed]:
    issue, other = Row("agenda.Issue", PLENARY, 0), Row("agenda.Issue", PLENARY, 1)
    return [
        _do("amara", "set_precedent", decision=issue, words="What is raised is answered."),
        _do("idris", "invoke_precedent", precedent=_row("Precedent"), **{"for": other}),
        _do(
            "lena",
            "invoke_precedent",
            AMONG_NORTH,
            precedent=_row("Precedent"),
            applies=False,
            words="Not here.",
            **{"for": other},
        ),
        _do("lena", "set_precedent", AMONG_NORTH, decision=issue, words="They gave way once."),
        _do("lena", "withdraw_precedent", AMONG_NORTH, precedent=_row("Precedent", 0, AMONG_NORTH)),
    ]


def _influences() -> list[Deed]:
    pair = {"from": _row("Variant"), "to": _row("Variant", 2)}
    back = {"from": _row("Variant", 3), "to": _row("Variant", 1)}
    other = {"from": _row("Variant", 1), "to": _row("Variant", 3)}
    whole = _row("Influences")
    cells = [{**pair, "value": "2"}, {**back, "value": "-1"}]
    tip = {"fix": [_row("Variant", 1)], "wish": [_row("Variant", 3)]}
    return [
        _do("amara", "draw_influences", title="If it rains", **DRAWN, judges=[Who("lena"), Who("idris")]),
        _do("lena", "judge_influence", **pair, value="2", reason="It always did."),
        _do("idris", "judge_influences", influences=whole, cells=[{**pair, "value": "1.5"}]),
        _do("lena", "judge_influence", AMONG_NORTH, **back, value="-3", reason="Between us."),
        _do("lena", "adopt_influences", influences=whole, cells=cells),
        _do("idris", "adopt_influences", influences=whole, cells=cells),
        _do("nils", "draw_influences", AMONG_NORTH, title="Ours", **DRAWN),
        _do("nils", "amend_influences", AMONG_NORTH, influences=_row("Influences", 0, AMONG_NORTH), title="Our own"),
        _do("amara", "amend_influences", influences=whole, variants=[{"variant": _row("Variant"), "name": "plenty"}]),
        _do("idris", "judge_influence", **back, value="-2"),
        Deed("lena", "~run", (PLENARY,), {"run": {"influences": whole, "whose": "joint"}, "tip": tip}),
        Deed("lena", "~run", (AMONG_NORTH,), {"run": {"influences": whole, "book": Room(AMONG_NORTH)}, "tip": tip}),
        _do("lena", "judge_influence", AMONG_NORTH, **other, value="1"),
        _do("lena", "withdraw_influences", AMONG_NORTH, influences=whole, pairs=[other]),
        _do("idris", "withdraw_influences", influences=whole, pairs=[pair]),
        _do("lena", "withdraw_adoption", influences=whole, pairs=[back]),
        _do("lena", "run", influences=whole),
        _do("lena", "cancel_run", run=_row("Run", 2)),
    ]
