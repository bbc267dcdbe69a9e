"""A check that cannot fail checks nothing: what a member does see makes a difference, and nothing is left out unnoticed."""

import re

import pytest
from django.apps import apps
from django.db import connections

from goodoffices.record.acts import KINDS
from goodoffices.record.models import Recorded
from tests.noninterference.asking import addresses, query_names, sort_of
from tests.noninterference.comparing import questions, told_apart
from tests.noninterference.deeds import (
    NOT_GENERATED,
    SPEAKERS,
    TWO_WAYS,
    UNRECORDED_TABLES,
    WHOLE,
    Deed,
    Room,
    recorded,
    unrecorded,
)
from tests.noninterference.members import AUDIENCES, MEMBERS, Audience, Setting, reads
from tests.noninterference.pairs import BOTH, HERE, Pair, Step, full_pair

INSIDE = [
    (name, audience)
    for name, member in MEMBERS.items()
    for audience in AUDIENCES
    if reads(member, audience, Setting()) and audience != ("public", "")
]


@pytest.mark.parametrize(
    ("member", "audience"), INSIDE, ids=lambda value: value if isinstance(value, str) else ":".join(value)
)
def test_what_a_member_does_see_makes_a_difference(stage, member: str, audience: Audience) -> None:
    by = next(name for name in SPEAKERS[audience] if name != member)
    said = Deed(by, "consultation.make_statement", (audience,), {"room": Room(audience), "text": "One word more."})
    assert told_apart(Pair(member, Setting(), (Step(said, HERE),), chance=3), stage) is not None


@pytest.mark.parametrize("member", ["amara", "idris", "ada"])
def test_the_same_history_twice_makes_none(stage, member: str) -> None:
    """Else the comparison would cry wolf: whatever is not a function of the history is found here."""
    pair = full_pair(member)
    steps = tuple(Step(step.deed, BOTH) for step in pair.steps[:20])
    difference = told_apart(Pair(member, Setting(), steps, chance=5), stage)
    assert difference is None, str(difference)


def test_every_kind_of_act_is_generated() -> None:
    made_up = set(recorded(Setting()))
    assert set(KINDS) - made_up - set(NOT_GENERATED) == set(), "say in deeds.py how one does this, or why not"
    assert (made_up | set(NOT_GENERATED)) - set(KINDS) == TWO_WAYS | WHOLE, "kinds that are no more"


def test_every_table_that_is_not_recorded_is_filled() -> None:
    ours = {
        m._meta.label
        for m in apps.get_models()
        if m.__module__.startswith("goodoffices.") and not issubclass(m, Recorded)
    }
    ours -= {m._meta.label for m in apps.get_app_config("record").get_models()}
    assert ours - set(UNRECORDED_TABLES) == set(), "say in deeds.py which deed fills it, or why none has to"
    assert set(UNRECORDED_TABLES) - ours == set()
    assert {deed for deed in UNRECORDED_TABLES.values() if deed.startswith("~")} <= set(unrecorded())


def test_every_address_and_every_kind_is_asked(stage) -> None:
    a, b = full_pair("idris").worlds(stage)
    asked = questions(a, b, "idris", None)
    by_route = {re.split(r", ", probe.about)[0] for probe in asked}
    assert {address.route for address in addresses()} <= by_route
    assert set(KINDS) <= by_route
    for name in query_names():
        assert any(f"?{name}=" in probe.path for probe in asked), name
    with a:
        ids = {id for rows in a.rows().values() for id in rows}
    whole = " ".join(f"{probe.path} {probe.body.decode()}" for probe in asked)
    assert len([id for id in ids if id in whole]) > len(ids) / 3, "few of the ids that there are occur in what is asked"
    stage.drop(a, b)


def test_a_share_of_all_questions_comes_to_all_in_the_end(stage) -> None:
    a, b = full_pair("salma").worlds(stage)
    asked = {re.split(r", ", probe.about)[0] for chance in range(25) for probe in questions(a, b, "salma", chance)}
    inside = {address.route for address in addresses() if "process" in address.names}
    assert inside - asked == set()
    assert set(KINDS) - asked == set()
    stage.drop(a, b)


def test_parameters_are_known_by_name() -> None:
    """A parameter whose name does not say of which sort its values are is tried with ids of every sort."""
    inside = {name for address in addresses() if "process" in address.names for name in address.names}
    unknown = {name for name in inside if sort_of(name) is None}
    assert unknown <= {"number", "token", "task_force"}, "call it as the table is called, or say so in asking.CALLED"


def test_a_world_that_is_left_gives_back_the_connection(stage) -> None:
    """Else a later test would read that world here, and its own database in every thread that it starts."""
    before, world = connections["default"], stage.world(Setting())
    with world:
        with world:
            assert connections["default"] is not before
        assert connections["default"] is not before
    assert connections["default"] is before
    stage.drop(world)
