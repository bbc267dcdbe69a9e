"""Worlds that differ outside a member's audiences answer alike; worlds that differ inside do not.

Quick by default, the same examples each time. `pytest -m long tests/noninterference` (or GOODOFFICES_LONG=1) asks
everything, of many more histories.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.noninterference.comparing import told_apart
from tests.noninterference.conftest import LONG, SAME
from tests.noninterference.members import MEMBERS
from tests.noninterference.pairs import full_pair, pairs

INSIDE = [name for name, member in MEMBERS.items() if member.seated and not member.removed]
OUTSIDE = [name for name in MEMBERS if name not in INSIDE]


@pytest.mark.parametrize("member", INSIDE)
@settings(**SAME, max_examples=150 if LONG else 3)
@given(data=st.data())
def test_what_a_member_may_not_know_changes_no_answer(stage, member, data):
    pair = data.draw(pairs(member, longest=20 if LONG else 9))
    assert told_apart(pair, stage) is None


@pytest.mark.parametrize("member", OUTSIDE)
@settings(**SAME, max_examples=100 if LONG else 2)
@given(data=st.data())
def test_who_is_outside_learns_nothing_at_all(stage, member, data):
    assert told_apart(data.draw(pairs(member)), stage) is None


@pytest.mark.parametrize("member", MEMBERS if LONG else ["amara", "nils", "olga", "noor"])
def test_a_full_history_that_a_member_may_not_know_changes_no_answer(stage, member):
    difference = told_apart(full_pair(member), stage)
    assert difference is None, str(difference)


@pytest.mark.long
@pytest.mark.parametrize("member", MEMBERS)
def test_nothing_that_can_be_asked_tells_of_a_full_history(stage, member):
    difference = told_apart(full_pair(member), stage, everything=True)
    assert difference is None, str(difference)
