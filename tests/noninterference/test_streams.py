"""What may not be known is not heard either: the streams of two worlds are the same."""

import difflib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.noninterference.conftest import SAME
from tests.noninterference.deeds import Deed, Room
from tests.noninterference.histories import VISIT
from tests.noninterference.leaks import STREAMS, Seed, seeds
from tests.noninterference.members import MEMBERS, PLENARY, Setting
from tests.noninterference.pairs import BOTH, HERE, RESTING, Pair, Step, full_pair, pairs
from tests.noninterference.streams import Told, streams_differ
from tests.profiles import LONG, examples, long_only


@pytest.fixture(autouse=True)
def frozen():
    """The loop's own clock has to go."""


# A mediator, a delegate and an observer; at length also who sits beside them, who has left, and who never sat there.
LISTENERS = ["amara", "nils", "olga", *(long_only(name) for name in ("sara", "idris", "petra", "noor"))]


# Whoever has a page open is shown the same as on a visit, so the visits to all other pages come at length alone.
WITHOUT = RESTING if LONG else (*RESTING, VISIT)


@pytest.mark.parametrize("member", LISTENERS)
def test_a_stream_tells_nothing_of_what_its_listener_may_not_know(stage, member):
    different = streams_differ(full_pair(member, without=WITHOUT), stage)
    assert different is None, apart(*different)


def apart(here: Told, there: Told) -> str:
    """Where the two part, field by field."""
    said = [f"{here.about}: "]
    for name, one, other in zip(Told._fields, here, there, strict=True):
        if one != other:
            lines = [(each.decode() if isinstance(each, bytes) else str(each)).splitlines() for each in (one, other)]
            said += [f"{name}:", *difflib.unified_diff(*lines, "one world", "the other", lineterm="", n=1)]
    return "\n".join(said)


@pytest.mark.parametrize("member", ["idris", "olga"])
@settings(**SAME, max_examples=examples(1, 2))
@given(data=st.data())
def test_nor_does_it_in_other_histories(stage, member, data):
    assert streams_differ(data.draw(pairs(member)), stage) is None


@pytest.mark.long
@pytest.mark.parametrize("member", MEMBERS)
@settings(**SAME, max_examples=50)
@given(data=st.data())
def test_nor_in_many_more(stage, member, data):
    assert streams_differ(data.draw(pairs(member, longest=20)), stage) is None


def test_a_stream_tells_what_its_listener_may_know(stage):
    """A check that cannot fail checks nothing."""
    said = Deed("lena", "consultation.make_statement", (PLENARY,), {"room": Room(PLENARY), "text": "One word more."})
    here, there = streams_differ(Pair("idris", Setting(), (Step(said, HERE),), 0), stage)
    assert b"event: entry" in here.entries and b"event: entry" not in there.entries


def test_how_busy_others_were_does_not_show(stage):
    """Three hundred entries at once in rooms one does not enter, and one in the plenary: it is shown as ever."""
    north = ("delegation", "north")
    many = Deed(
        "lena", "~burst", (north,), {"room": Room(north), "text": "Again.", "count": 300, "then": Room(PLENARY)}
    )
    few = Deed("lena", "~burst", (north,), {"room": Room(north), "text": "Again.", "count": 0, "then": Room(PLENARY)})
    pair = Pair("idris", Setting(), (Step(many, HERE), Step(few, "there"), Step(few, BOTH)), 0)
    assert streams_differ(pair, stage) is None


@pytest.mark.parametrize("seed", seeds(STREAMS), ids=str)
def test_a_leak_seeded_in_the_streams_is_caught(seed: Seed, stage):
    pair = full_pair(seed.noticed_by, seed.setting)
    with seed.leak():
        assert streams_differ(replace(pair, steps=pair.steps[:20]), stage) is not None
