"""Who is admitted later reads from then on: of what was before, that it was, and nothing of what it was.

Here the two worlds have as many entries before the admission, with other words in them, of other kinds, and written at
other times: one of the books had rested, the other had not. The table itself is shown to
late readers as it stands (`docs/decisions/0006-structure-for-latecomers.md`); what a later entry names of what was before, it
names to them by its number (decision 16); all else must be the same. The earlier entries reach the late reader as commitments, so that the copy
verifies; those, and what is computed from them, are masked.
"""

import re

import pytest

from tests.noninterference.answers import Mask, differences
from tests.noninterference.comparing import questions, restarted
from tests.noninterference.laying import Stage
from tests.noninterference.leaks import LATE as LATE_READERS
from tests.noninterference.leaks import Seed, seeds
from tests.noninterference.members import Setting
from tests.noninterference.worlds import World
from tests.profiles import examples

HASH, SIGNED = rb"[A-Za-z0-9+/]{43}=", rb"[A-Za-z0-9+/=]{80,}"
LATE = [("olga", "plenary"), ("idris", "task_force")]


def masks() -> list[Mask]:
    why = "earlier entries reach a late reader as salted commitments: without the salt they tell nothing"
    made_of = "computed from all commitments of the book"
    return [
        Mask(why, "a withheld entry", re.compile(rb'("number":\d+,"commitment":")([\w-]{43})(")')),
        Mask(made_of, "the root in a checkpoint", re.compile(rb"(\n\d+\n|\\n\d+\\n)(" + HASH + rb")(\n|\\n)")),
        Mask(made_of, "its signature", re.compile(rb"((?:\xe2\x80\x94|\\u2014) [\w./-]+ )(" + SIGNED + rb")(\n|\\n)")),
        Mask(made_of, "a proof's path", re.compile(rb"(^)(" + HASH + rb")($)", re.M)),
        Mask(made_of, "a step of a consistency proof", re.compile(rb'(")(' + HASH + rb')(")')),
        Mask(made_of, "a group of a fingerprint", re.compile(rb"(<span>)([0-9a-f]{4})(</span>)")),
    ]


@pytest.fixture(params=LATE, ids=lambda late: late[0])
def late(request: pytest.FixtureRequest, stage: Stage) -> tuple[str, World, World]:
    member, kind = request.param
    return member, stage.world(Setting(), (kind, "as before")), stage.world(Setting(), (kind, "otherwise"))


def test_a_late_reader_is_not_told_what_was_said_before(stage: Stage, late: tuple[str, World, World]) -> None:
    member, a, b = late
    declared = masks()
    for chance in range(examples(1, 2)):
        difference = next(differences(a, b, member, questions(a, b, member, chance), declared), None)
        assert difference is None, str(difference)
    everywhere = [
        p
        for p in questions(a, b, member, None)
        if re.search(
            r"(copy|proof|books|entries|minutes|marks|glossary/?|brief(/|/file)?\?since)$|/rooms/.room|/record/"
            r"|/witnesses|consistency$",
            p.about,
        )
        and p.method == "GET"
    ]
    difference = next(differences(a, b, member, everywhere, declared), None)
    assert difference is None, str(difference)
    assert [mask.name for mask in declared if not mask.used] == [], "masks that cover nothing"


@pytest.mark.parametrize("seed", seeds(LATE_READERS), ids=str)
def test_what_is_told_of_before_is_caught(stage: Stage, late: tuple[str, World, World], seed: Seed) -> None:
    member, a, b = late
    asked = [probe for probe in questions(a, b, member, None) if re.search(seed.asked, probe.about)]
    with restarted(a, b), seed.leak():
        assert next(differences(a, b, member, asked, masks()), None) is not None


def test_those_who_were_there_are_told(stage: Stage) -> None:
    a, b = stage.world(Setting(), ("plenary", "as before")), stage.world(Setting(), ("plenary", "otherwise"))
    assert next(differences(a, b, "lena", questions(a, b, "lena", 1), masks()), None) is not None
