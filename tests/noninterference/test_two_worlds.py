"""Worlds that differ outside a member's audiences answer alike.

Quick by default, with the same examples each time. `make test-long ARGS=tests/noninterference` asks everything that can be
asked, and of many more histories; it takes an hour or two.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.noninterference.comparing import told_apart
from tests.noninterference.conftest import SAME
from tests.noninterference.members import MEMBERS, Setting
from tests.noninterference.pairs import full_pair, pairs
from tests.profiles import examples

INSIDE = [name for name, member in MEMBERS.items() if member.seated and not member.removed]
OUTSIDE = [name for name in MEMBERS if name not in INSIDE]
EVERY = examples(2, 1)  # about a made-up history CI asks every second question


@pytest.mark.parametrize("member", INSIDE)
@settings(**SAME, max_examples=examples(1, 4))
@given(data=st.data())
def test_what_a_member_may_not_know_changes_no_answer(stage, member, data):
    assert told_apart(data.draw(pairs(member)), stage, every=EVERY) is None


@pytest.mark.parametrize("member", OUTSIDE)
@settings(**SAME, max_examples=examples(1, 3))
@given(data=st.data())
def test_who_is_outside_learns_nothing_at_all(stage, member, data):
    assert told_apart(data.draw(pairs(member)), stage, every=EVERY) is None


@pytest.mark.parametrize("member", ["amara", "nils", "noor"])
def test_a_full_history_that_a_member_may_not_know_changes_no_answer(stage, member):
    difference = told_apart(full_pair(member), stage)
    assert difference is None, str(difference)


def test_an_observer_whom_the_ground_rules_do_not_admit_learns_nothing_at_all(stage):
    difference = told_apart(full_pair("olga", Setting(observers=False), without=()), stage)
    assert difference is None, str(difference)


@pytest.mark.long
@pytest.mark.parametrize("member", MEMBERS)
@settings(**SAME, max_examples=150)
@given(data=st.data())
def test_no_answer_changes_in_many_more_and_longer_histories(stage, member, data):
    assert told_apart(data.draw(pairs(member, longest=20)), stage) is None


@pytest.mark.long
@pytest.mark.parametrize("member", MEMBERS)
def test_nothing_that_can_be_asked_tells_of_a_full_history(stage, member):
    difference = told_apart(full_pair(member), stage, everything=True)
    assert difference is None, str(difference)
