"""Who reads what, as a whole: every sort of seat against every sort of book, and what may be named where."""

from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace

import pytest

from goodoffices.process import audience as audiences
from goodoffices.process.audience import (
    audience_called,
    caucus_of,
    commission_of,
    delegation_of,
    goes_on,
    has_members,
    is_among_colleagues,
    is_caucus,
    is_commission,
    is_delegation,
    is_joint,
    is_room,
    is_sidebar,
    is_table,
    is_third_party,
    may_cite,
    named_how,
    parties_in,
    party_key_of,
    sidebar_of,
    table_first,
    task_force_of,
)
from goodoffices.process.audience_in_words import book_in_words, later_readers_in_words, readers_in_words
from goodoffices.record.appending import BookRow
from goodoffices.record.audience import PLENARY, PUBLIC, THIRD_PARTY, Audience

NORTH, SOUTH = caucus_of("north"), caucus_of("south")
OURS, THEIRS = delegation_of("north"), delegation_of("south")
FORCE, OTHER_FORCE = task_force_of("gauges"), task_force_of("maps")
JOINT = commission_of("joint")
QUIET = sidebar_of("dam")
EVERY = (PLENARY, NORTH, SOUTH, OURS, THEIRS, THIRD_PARTY, FORCE, OTHER_FORCE, JOINT, QUIET, PUBLIC)


@dataclass(frozen=True)
class Chair:
    """A seat, as far as it matters who reads what."""

    id: str
    role: str
    party_key: str = ""
    number: int = 20  # of the entry that admitted it
    left: int | None = None
    process_id: str = "process"
    book_id: str = "plenary"

    @property
    def third(self) -> bool:
        return self.role in ("mediator", "co_mediator", "secretariat", "interpreter")


MEDIATOR, INTERPRETER = Chair("amara", "mediator", number=1), Chair("joon", "interpreter")
LENA, NILS, IDRIS = Chair("lena", "head", "north"), Chair("nils", "delegate", "north"), Chair("idris", "head", "south")
MAREK = Chair("marek", "observer")
SEATS = (MEDIATOR, INTERPRETER, LENA, NILS, IDRIS, MAREK)
MEMBERS = {
    FORCE: {LENA.id: 3, INTERPRETER.id: 9},
    OTHER_FORCE: {IDRIS.id: 1},
    JOINT: {LENA.id: 1, IDRIS.id: 7},
    QUIET: {NILS.id: 1, IDRIS.id: 4},
}


def rows(seat: Chair) -> list[BookRow]:
    def welcomed(audience: Audience) -> int | None:
        return MEMBERS.get(audience, {}).get(seat.id)

    return [BookRow(str(a), a.kind, a.key, str(a), 40, "", b"", "{}", welcomed(a)) for a in EVERY]


def reads(seat: Chair, observers_admitted: int | None = None) -> dict[Audience, int]:
    """What the seat reads of every book there is, each from which number on."""
    table = SimpleNamespace(
        gone=set(), reads_from={}, observers_admitted=observers_admitted, party_keys=["north", "south"]
    )
    found = audiences._among(rows(seat), seat, audiences._audiences_of(seat, table))
    return {row.audience: first for row, first in found}


READ = {
    MEDIATOR: {PLENARY, NORTH, SOUTH, THIRD_PARTY, PUBLIC},
    INTERPRETER: {PLENARY, NORTH, SOUTH, THIRD_PARTY, FORCE, PUBLIC},
    LENA: {PLENARY, NORTH, OURS, FORCE, JOINT, PUBLIC},
    NILS: {PLENARY, NORTH, OURS, QUIET, PUBLIC},
    IDRIS: {PLENARY, SOUTH, THEIRS, OTHER_FORCE, JOINT, QUIET, PUBLIC},
    MAREK: {PUBLIC},
}


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat.id)
def test_each_seat_reads_its_own_books_and_no_other(seat):
    assert set(reads(seat)) == READ[seat]


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat.id)
def test_a_seat_that_has_left_reads_nothing(seat):
    gone = Chair(seat.id, seat.role, seat.party_key, seat.number, left=30)
    assert reads(gone, observers_admitted=5) == {}


def test_a_delegation_is_read_by_no_third_party():
    assert [seat.id for seat in SEATS if OURS in reads(seat)] == ["lena", "nils"]


@pytest.mark.parametrize(("admitted", "first"), [(5, 20), (20, 20), (33, 33)])
def test_an_observer_reads_from_the_later_of_its_own_admission_and_that_of_observers(admitted, first):
    assert reads(MAREK, admitted) == {PUBLIC: 1, PLENARY: first}


def test_ground_rules_that_admit_observers_change_nothing_for_others():
    for seat in set(SEATS) - {MAREK}:
        assert reads(seat, observers_admitted=33) == reads(seat)


def test_a_member_reads_from_its_welcome_on_and_others_from_the_beginning():
    assert reads(INTERPRETER)[FORCE] == 9
    assert {first for audience, first in reads(INTERPRETER).items() if audience != FORCE} == {1}


def test_a_book_of_a_kind_that_nobody_knows_is_read_by_nobody():
    strange = BookRow("x", "back_channel", "", "x", 1, "", b"", "{}", 1)
    table = SimpleNamespace(gone=set(), reads_from={}, observers_admitted=1, party_keys=["north"])
    for seat in SEATS:
        assert audiences._among([strange], seat, audiences._audiences_of(seat, table)) == ()


def test_a_membership_elsewhere_opens_nothing_but_that_task_force():
    """A row of membership beside a caucus, however it came there, is not looked at."""
    forged = BookRow("south", "caucus", "south", "South caucus", 40, "", b"", "{}", 1)
    table = SimpleNamespace(gone=set(), reads_from={}, observers_admitted=None, party_keys=["north", "south"])
    assert audiences._among([forged], LENA, audiences._audiences_of(LENA, table)) == ()


# ---- what may be named where -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("thing", "within"), list(product(EVERY, EVERY)), ids=str)
def test_only_what_every_reader_reads_may_be_named(thing, within):
    """References go up: nobody who reads the one is pointed at something they may not read."""
    if not may_cite(thing, within):
        return
    for seat in set(SEATS) - {MAREK}:  # an observer in a task force is a matter for its own seat: see Seat.may_cite
        if within in reads(seat):
            assert thing in reads(seat), f"{seat.id} reads {within}, and not {thing}"


@pytest.mark.parametrize("audience", EVERY, ids=str)
def test_a_book_may_name_itself_and_the_public_book(audience):
    assert may_cite(audience, within=audience)
    assert may_cite(PUBLIC, within=audience)


def test_what_is_named_up_a_chain_may_be_named_at_once():
    for one, two, three in product(EVERY, EVERY, EVERY):
        if may_cite(one, two) and may_cite(two, three):
            assert may_cite(one, three), f"{one} in {two} in {three}"


def test_the_whole_of_it():
    inner = {(thing, within) for thing, within in product(EVERY, EVERY) if may_cite(thing, within)}
    inner -= {(each, each) for each in EVERY} | {(PUBLIC, each) for each in EVERY}
    inner -= {(PLENARY, each) for each in EVERY if each not in (PUBLIC, PLENARY)}
    assert inner == {(NORTH, THIRD_PARTY), (SOUTH, THIRD_PARTY), (NORTH, OURS), (SOUTH, THEIRS)}


# ---- what an audience is like ----------------------------------------------------------------------------------------

LIKE = {
    is_table: {PLENARY},
    is_room: set(EVERY) - {PUBLIC},
    is_caucus: {NORTH, SOUTH},
    is_delegation: {OURS, THEIRS},
    is_third_party: {THIRD_PARTY},
    is_joint: {PLENARY, FORCE, OTHER_FORCE, JOINT, QUIET},
    has_members: {FORCE, OTHER_FORCE, JOINT, QUIET},
    is_sidebar: {QUIET},
    is_commission: {JOINT},
    is_among_colleagues: {OURS, THEIRS, THIRD_PARTY, FORCE, OTHER_FORCE, JOINT, QUIET},
    goes_on: {NORTH, SOUTH, OURS, THEIRS, THIRD_PARTY, JOINT, QUIET},
}


@pytest.mark.parametrize("question", LIKE, ids=lambda question: question.__name__)
def test_each_question_about_an_audience_has_its_answer_for_every_kind(question):
    assert {audience for audience in EVERY if question(audience)} == LIKE[question]


def test_a_room_of_one_party_has_its_key_and_speakers_of_that_party_alone():
    parties = [SimpleNamespace(key="north"), SimpleNamespace(key="south")]
    assert {audience: party_key_of(audience) for audience in EVERY if party_key_of(audience)} == {
        NORTH: "north", OURS: "north", SOUTH: "south", THEIRS: "south",
    }  # fmt: skip
    assert parties_in(OURS, parties) == parties[:1]
    assert parties_in(PLENARY, parties) == parties_in(FORCE, parties) == parties_in(QUIET, parties) == parties
    assert parties_in(THIRD_PARTY, parties) == []
    assert parties_in(caucus_of("west"), parties) == []


def test_what_the_table_reads_is_sorted_first():
    assert sorted(EVERY, key=lambda audience: table_first(audience, str(audience)))[:2] == [PLENARY, NORTH]
    assert min(EVERY, key=lambda audience: audience.narrowness) == PLENARY


@pytest.mark.parametrize("audience", EVERY, ids=str)
def test_an_audience_is_written_and_read_back(audience):
    assert audience_called(str(audience)) == audience


@pytest.mark.parametrize(
    "name", ["", ":", "caucus", "caucus:", "delegation:", "task_force", "plenary:", "plenary:x", "third_party:north",
             "Plenary", " plenary", "everyone", ":north", "public:"],
)  # fmt: skip
def test_what_is_no_audience_is_none(name):
    assert audience_called(name) is None


def test_a_key_may_hold_a_colon_and_is_one_key():
    assert audience_called("task_force:a:b") == Audience("task_force", "a:b")


@pytest.mark.parametrize(
    ("rules", "joint"),
    [
        (None, "seat"),
        (SimpleNamespace(chatham_house=False, attribution="seat"), "seat"),
        (SimpleNamespace(chatham_house=False, attribution="party"), "party"),
        (SimpleNamespace(chatham_house=True, attribution="seat"), "nobody"),
        (SimpleNamespace(chatham_house=True, attribution="party"), "nobody"),
    ],
)
def test_speakers_are_named_by_the_rules_where_sides_meet_and_by_seat_among_themselves(rules, joint):
    for audience in EVERY:
        assert named_how(SimpleNamespace(rules=rules), audience) == (joint if is_joint(audience) else "seat")


# ---- in words --------------------------------------------------------------------------------------------------------


def test_every_kind_of_room_says_who_reads_it_now_and_later():
    now = [readers_in_words(kind, "North") for kind in Audience.KINDS]
    later = [later_readers_in_words(Audience(kind)) for kind in Audience.KINDS]
    assert len(set(now)) == len(set(later)) == len(Audience.KINDS)
    assert readers_in_words("caucus", "North") == "Only North and the third party"
    assert readers_in_words("of a later version") == readers_in_words("public") == "Anyone"


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("plenary", "Plenary", "Plenary"),
        ("caucus", "North caucus", "North caucus"),
        ("caucus", "caucus", "caucus"),
        ("delegation", "North & Co delegation", "North & Co delegation"),
        ("task_force", "Gauges", "Gauges"),
        ("task_force", "South caucus", "South caucus"),
        ("commission", "Joint commission", "Joint commission"),
        ("sidebar", "Sidebar", "Sidebar"),
        ("sidebar", "On the dam", "On the dam"),
    ],
)
def test_a_book_is_called_by_what_it_was_opened_as(kind, name, said):
    assert book_in_words(kind, name, "diplomacy") == said
