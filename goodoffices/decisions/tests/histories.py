"""Decisions, for the two-world test. Their time does not run out there: what a reveal may tell, and what not, is tried by
answers with equal outcome (`test_reveal.py`)."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Row
from tests.noninterference.members import MEMBERS, PLENARY, Setting
from tests.noninterference.strategies import (
    fixed,
    heads,
    in_delegation,
    in_room,
    plenary,
    row,
    row_in,
    texts,
)

LATER = "2026-06-01T12:00:00Z"
CAUCUS_LEADERS = {("caucus", party): ("amara",) for party in ("north", "south")}


def deeds(setting: Setting) -> dict[str, Any]:
    decision = {"decision": row("decisions.Decision", PLENARY)}
    mediator = st.just("amara")
    methods = st.sampled_from(("consent", "silence", "blind"))
    about = st.one_of(st.builds(Row, st.just("agenda.Solution"), st.just(PLENARY), st.integers(0, 3)))
    return {
        "decisions.put": st.one_of(
            plenary("decisions.put", mediator, {"about": about, "method": methods, "expires": st.just(LATER)}),
            plenary("decisions.put", mediator, {"words": texts, "method": st.just("consent")}),
            in_room(
                "decisions.put",
                fixed(lambda a: {"about": row_in("consultation.Statement", a)}, {"words": texts}),
                CAUCUS_LEADERS,
            ),
        ),
        "decisions.consent": plenary("decisions.consent", heads, decision),
        "decisions.withdraw_consent": plenary("decisions.withdraw_consent", heads, decision),
        "decisions.break_silence": plenary(
            "decisions.break_silence", heads, {**decision, "words": texts}, {"amendment": texts}
        ),
        "decisions.withdraw": plenary("decisions.withdraw", mediator, decision),
        "decisions.explain": plenary("decisions.explain", heads, {**decision, "words": texts}),
        "decisions.note_receipt": in_delegation(heads, "decisions.note_receipt", lambda name: decision),
        "decisions.answer": in_delegation(
            heads, "decisions.answer", lambda name: {**decision, "answer": st.sampled_from(("yes", "no"))}
        ),
    }


ENTAILED = dict.fromkeys(("decisions.expire", "decisions.reveal"), "done by the clock")
UNPLAYED = {
    "decisions.expire": "by the clock: test_acts.py, and the river case, 20 April",
    "decisions.reveal": "by the clock: test_reveal.py, and the river case, 20 April",
}


def history(setting: Setting) -> list[Deed]:
    def put(by: str, **data: Any) -> Deed:
        return Deed(by, "decisions.put", (PLENARY,), data)

    def on(by: str, kind: str, index: int, **data: Any) -> Deed:
        own = kind in ("decisions.answer", "decisions.note_receipt")
        told = ("delegation", MEMBERS[by].party) if own else PLENARY
        return Deed(by, kind, (told,), {"decision": Row("decisions.Decision", PLENARY, index), **data})

    solution = Row("agenda.Solution", PLENARY, 0)
    return [
        put("amara", words="We meet again in May."),
        on("lena", "decisions.consent", 0),
        on("lena", "decisions.withdraw_consent", 0),
        on("lena", "decisions.consent", 0),
        on("idris", "decisions.consent", 0),
        on("idris", "decisions.explain", 0, words="In May, or soon after."),
        put("amara", about=solution, method="blind", expires=LATER),
        on("lena", "decisions.answer", 1, answer="yes_if", condition="If it is forty days."),
        on("idris", "decisions.answer", 1, answer="no"),
        put("amara", words="The minutes are adopted.", method="silence", expires=LATER),
        on("lena", "decisions.note_receipt", 2),
        put("amara", words="The map is adopted.", method="silence", expires=LATER),
        on("idris", "decisions.break_silence", 3, words="Not this map."),
        put("amara", words="Taken back.", method="consent"),
        on("amara", "decisions.withdraw", 4),
    ]
