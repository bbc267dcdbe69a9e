"""A check that cannot fail checks nothing: what a member does see makes a difference, and nothing is left out unnoticed."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections

from goodoffices.record.acts import KINDS
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.wording import worded
from tests.noninterference import members, test_late_readers, test_seeded_leaks, test_streams
from tests.noninterference.asking import addresses, sort_of
from tests.noninterference.comparing import questions, told_apart
from tests.noninterference.deeds import Deed, Room
from tests.noninterference.heeding import query_names
from tests.noninterference.histories import entailed, played, recorded, unplayed, unrecorded, unrecorded_tables
from tests.noninterference.leaks import ANSWERS, LATE, STREAMS, seeds
from tests.noninterference.members import AUDIENCES, MEMBERS, Audience, Setting, reads
from tests.noninterference.pairs import BOTH, HERE, Pair, Step, full_pair
from tests.noninterference.strategies import SPEAKERS
from tests.profiles import long_only

HOW_TO = Path(__file__).resolve().parents[2] / "docs/how-to/tests.md"
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


@pytest.mark.parametrize("member", ["idris", long_only("amara"), long_only("ada")])
def test_the_same_history_twice_makes_none(stage, member: str) -> None:
    """Else the comparison would cry wolf: whatever is not a function of the history is found here."""
    pair = full_pair(member)
    steps = tuple(Step(step.deed, BOTH) for step in pair.steps[:20])
    difference = told_apart(Pair(member, Setting(), steps, chance=5), stage)
    assert difference is None, str(difference)


def test_every_kind_of_act_is_made_up_by_some_history() -> None:
    made_up = set(recorded(Setting()))
    assert set(KINDS) - made_up - set(entailed()) == set(), "say in the office's tests/histories.py how one does this"
    own = {name for name in made_up | set(unrecorded()) if name.startswith("~")}
    assert (made_up | set(entailed())) - set(KINDS) - own == set(), "kinds that are no more"
    assert own - set(played()) == set(), "say in PLAYED how this is done"


# What the long history tries in vain: by whom, what, and where.
IN_VAIN = {
    "nils agenda.reserve_solution caucus:north": "his head has said where his party stands",
    "salma agenda.reserve_solution plenary": "her head has said where her party stands",
    "salma files.attach caucus:south": "the room is closed by then",
    "idris files.attach task_force:maps": "about what was said before he was welcomed there",
    "salma text.criticise caucus:south": "the room is closed by then",
    "idris text.criticise caucus:south": "the room is closed by then",
}


def test_every_kind_is_recorded_by_the_long_history_and_put_into_words(stage) -> None:
    """Each entry of a history in which every kind occurs, for each of its readers, without a gap left over."""
    pair = full_pair("noor", Setting(), without=())
    a, b = pair.worlds(stage)
    done = zip([pair.steps[n].deed for n in pair.orders()[0]], a.outcomes, strict=True)
    in_vain = {f"{deed.by} {deed.kind} {':'.join(deed.told[0]).strip(':')}" for deed, came in done if came != "done"}
    assert in_vain == set(IN_VAIN), "a deed that is refused, or names a row that is not there, shows nothing"
    with a:
        told = Counter()
        for name in a.seats:
            seat = a.seat(name)
            for entry in Entry.objects.filter(book__in=seat.books()).select_related("book") if seat else []:
                words = worded(entry, seat)
                assert words and "%(" not in words, f"{entry.kind}: {words}"
                told[entry.kind] += 1
    stage.drop(a, b)
    assert set(KINDS) - set(told) == set(unplayed()), (
        "a kind that no history plays, and no reason why in UNPLAYED: the office's tests/histories.py"
    )


def test_every_table_that_is_not_recorded_is_filled() -> None:
    ours = {
        m._meta.label
        for m in apps.get_models()
        if m.__module__.startswith("goodoffices.") and not issubclass(m, Recorded)
    }
    ours -= {m._meta.label for m in apps.get_app_config("record").get_models()}
    tables = unrecorded_tables()
    assert ours - set(tables) == set(), (
        "say in TABLES of the office's tests/histories.py which deed fills it, or why none"
    )
    assert set(tables) - ours == set()
    assert {deed for deed in tables.values() if deed.startswith("~")} <= set(unrecorded())


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
    assert unknown <= {"number", "token", "upload", "task_force", "kind", "deed", "code"}, (
        "call it as the table is called, or say so in CALLED of the office's tests/histories.py"
    )


def test_a_world_that_is_left_gives_back_the_connection(stage) -> None:
    """Else a later test would read that world here, and its own database in every thread that it starts."""
    before, world = connections["default"], stage.world(Setting())
    with world:
        with world:
            assert connections["default"] is not before
        assert connections["default"] is not before
    assert connections["default"] is before
    stage.drop(world)


@pytest.mark.parametrize(
    ("test", "shows_in"),
    [
        (test_seeded_leaks.test_a_seeded_leak_is_caught, ANSWERS),
        (test_streams.test_a_leak_seeded_in_the_streams_is_caught, STREAMS),
        (test_late_readers.test_what_is_told_of_before_is_caught, LATE),
    ],
    ids=[ANSWERS, STREAMS, LATE],
)
def test_the_leaks_of_an_office_are_found_by_its_name(test, shows_in: str) -> None:
    """`pytest -k papers-` runs what the office of that name has put in; before, it ran nothing, and looked as if all were well."""
    (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]
    names = [getattr(each, "id", None) or mark.kwargs["ids"](each) for each in mark.args[1]]
    assert names == [f"{seed.office}-{seed.name}" for seed in seeds(shows_in)]


ROW = re.compile(r"^\|[^|]*\| `(?P<audience>[^`|]*)` \| (?P<noticed>[^|]*) \|$", re.MULTILINE)
SOWN = re.compile(
    r"`(?P<audience>\(\"[^`]*\))`|`@seed\(\"(?P<member>\w+)\", …(?:, setting=(?P<setting>Setting\([^)]*\)))?\)`"
)


def test_the_table_of_leaks_names_members_who_do_not_read_what_leaks() -> None:
    """In docs/how-to/tests.md; a seed for somebody who reads it all the same would never be told apart."""
    checked = 0
    for row in ROW.finditer(HOW_TO.read_text(encoding="utf-8")):
        audience = eval(row["audience"], vars(members))
        for said in SOWN.finditer(row["noticed"]):
            if said["audience"]:
                audience = eval(said["audience"])
                continue
            setting = eval(said["setting"] or "Setting()", vars(members))
            assert not reads(MEMBERS[said["member"]], audience, setting), row[0]
            checked += 1
    assert checked >= 8
