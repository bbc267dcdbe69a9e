"""Who may be seated by whom, who decides, and what each seat reads from when on."""

from unittest.mock import patch

import pytest

from goodoffices.process.acts import (
    AdmitParty,
    AdmitSeat,
    AppointActingHead,
    ChangeTaskForce,
    FoundProcess,
    HandOver,
    HandOverLead,
    ReleaseMembers,
    RemoveSeat,
    SetMandate,
    SetUpTaskForce,
    WelcomeMembers,
)
from goodoffices.process.models import Party, Process, Seat, TaskForce
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.table import admit, book, founded, not_there, now, parties, refused, rules, say, task_force


def kinds_read_by(seat: Seat) -> list[str]:
    return sorted(str(book.audience) for book in now(seat).shelf().values())


# ---- Founding, and the mandate


def test_a_new_process_has_its_mediator_and_three_books(database, keyed, replayed):
    mediator = founded("Talks on the Sea", notice="Invented.")
    assert (mediator.role, mediator.name, mediator.process.state) == ("mediator", "Mediator", "preparing")
    assert kinds_read_by(mediator) == ["plenary", "public", "third_party"]
    (entry,) = Entry.objects.all()
    assert (entry.kind, entry.number, entry.by, entry.book.kind) == ("process.found", 1, None, "plenary")


def test_nobody_founds_from_inside_a_process(river, amara, lena, idris):
    not_there(FoundProcess(title="A second one"), amara, lena, idris)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../../etc/passwd", "", "UTC\0"])
def test_a_process_is_founded_in_a_zone_that_there_is(zone):
    with pytest.raises(ValueError, match="zone"):
        FoundProcess(title="Somewhere", zone=zone)


def test_the_third_party_states_its_mandate(river, amara, lena, idris):
    perform(SetMandate(mandate="facilitation", words="As both asked."), amara)
    assert Process.objects.seen_by(idris).get().mandate == "facilitation"
    not_there(SetMandate(mandate="good_offices"), lena, idris, admit(amara, "interpreter", "Interpreter"))


@pytest.mark.parametrize("role", ["co_mediator", "secretariat"])
def test_the_mediators_team_speaks_for_the_third_party(river, amara, role):
    perform(SetMandate(mandate="conciliation"), admit(amara, role, "The team"))
    assert now(amara).process.mandate == "conciliation"


# ---- Parties


def test_a_party_brings_a_delegation_room_and_a_caucus(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east")
    assert kinds_read_by(mediator) == ["caucus:east", "plenary", "public", "third_party"]  # not its delegation's
    assert [book(mediator, kind, "east").name for kind in ("delegation", "caucus")] == [
        "East delegation",
        "East caucus",
    ]


def test_what_everyone_reads_of_a_new_party_names_none_of_its_rooms(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east")
    entry = Entry.objects.get(kind="process.admit_party")
    assert entry.facts == {"id": parties(mediator)["east"].id, "mark": 1}
    rooms = [book(mediator, kind, "east").id for kind in ("delegation", "caucus")]
    assert not any(room in str((entry.data, entry.facts)) for room in rooms)


def test_parties_are_admitted_while_the_process_is_prepared(river, amara, lena):
    refused(AdmitParty(party="west", name="West"), amara, "being prepared")
    not_there(AdmitParty(party="west", name="West"), lena)


def test_no_two_parties_share_a_key_or_a_name(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east")
    refused(AdmitParty(party="east", name="Far East"), mediator, "this key")
    refused(AdmitParty(party="east2", name="EAST"), mediator, "this name")
    assert Party.objects.seen_by(mediator).count() == 1


@pytest.mark.parametrize("key", ["", "North", "1st", "a b", "a/b", "ø", "a" * 25, "..", "a\n"])
def test_a_key_is_a_plain_word(key):
    with pytest.raises(ValueError, match="party"):
        AdmitParty(party=key, name="North")


# ---- Seats


def test_the_third_party_seats_the_first_head_of_each_party(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east")
    adviser = admit(mediator, "adviser", "Adviser, East", "east")
    head = admit(mediator, "head", "Head of delegation, East", "east")
    assert (head.decides, adviser.decides, head.party.key) == (True, False, "east")
    not_there(AdmitSeat(role="delegate", name="Delegate, East", party="east"), mediator, adviser)


def test_once_a_head_sits_only_the_head_adds_seats_of_that_delegation(river, amara, lena, idris):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    act = AdmitSeat(role="adviser", name="Adviser, North", party="north")
    not_there(act, amara, idris, marek, admit(amara, "co_mediator", "Co-mediator"))
    not_there(AdmitSeat(role="head", name="Another head", party="north"), amara)
    perform(act, lena)
    assert [seat.name for seat in Seat.objects.seen_by(idris).filter(party__key="north", decides=False)] == [
        "Delegate, North",
        "Adviser, North",
    ]


def test_a_delegation_has_one_head(river, lena):
    refused(AdmitSeat(role="head", name="Another head", party="north"), lena, "has a head")


def test_an_acting_head_adds_seats_too(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    perform(AppointActingHead(seat=marek.id), lena)
    assert admit(now(marek), "adviser", "Adviser, North", "north").party_id == lena.party_id


@pytest.mark.parametrize("role", ["head", "delegate", "adviser"])
def test_delegates_belong_to_a_party(river, amara, role):
    refused(AdmitSeat(role=role, name="Someone"), amara, "belong to a party")


@pytest.mark.parametrize("role", ["mediator", "co_mediator", "secretariat", "interpreter", "observer"])
def test_the_third_party_and_observers_belong_to_none(river, amara, lena, role):
    refused(AdmitSeat(role=role, name="Someone", party="north"), lena, "to none")
    assert admit(amara, role, "Someone").party is None


def test_a_party_that_is_not_there_gets_no_seats(river, amara, lena):
    refused(AdmitSeat(role="delegate", name="Delegate, West", party="west"), amara, "no party")
    not_there(AdmitSeat(role="delegate", name="Delegate, West", party="west"), lena)


def test_a_delegations_new_seat_reads_its_whole_book(river, lena):
    first = say(lena, river.book("delegation", "north"), "Before you came.")
    marek = admit(lena, "delegate", "Delegate, North", "north")
    assert marek.books()[first.book_id] == 1
    assert [e["number"] for e in Api(marek).get(f"/books/{first.book_id}/entries").json()["entries"]] == [1]


@pytest.mark.parametrize(
    ("role", "party", "reads"),
    [
        ("delegate", "north", ["caucus:north", "delegation:north", "plenary", "public"]),
        ("adviser", "north", ["caucus:north", "delegation:north", "plenary", "public"]),
        ("co_mediator", None, ["caucus:north", "caucus:south", "plenary", "public", "third_party"]),
        ("secretariat", None, ["caucus:north", "caucus:south", "plenary", "public", "third_party"]),
        ("interpreter", None, ["caucus:north", "caucus:south", "plenary", "public", "third_party"]),
        ("observer", None, ["public"]),
    ],
)
def test_what_a_seat_reads_follows_from_where_it_sits(river, amara, lena, role, party, reads):
    seat = admit(lena if party else amara, role, "A new seat", party)
    assert kinds_read_by(seat) == reads


def test_an_outsider_can_do_nothing_here_and_name_nothing(river, noor, lena):
    not_there(RemoveSeat(seat=lena.id), noor)
    not_there(HandOver(seat=lena.id), noor)
    not_there(SetUpTaskForce(task_force="x", name="X", members=[lena.id]), noor)
    assert not Seat.objects.seen_by(noor).filter(id=lena.id).exists()


# ---- Removal


def test_a_head_removes_a_seat_of_the_delegation_and_nobody_else_does(river, amara, lena, idris):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    not_there(RemoveSeat(seat=marek.id), amara, idris, marek)
    perform(RemoveSeat(seat=marek.id), lena)
    assert Seat.objects.seen_by(lena).get(id=marek.id).left == river.book("plenary").head
    refused(RemoveSeat(seat=marek.id), lena, "already left the table")


def test_a_removed_seat_reads_and_does_nothing_more(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    api = Api(marek)
    assert api.get("/books").status_code == 200
    perform(RemoveSeat(seat=marek.id), lena)
    with pytest.raises(NotThere):
        say(marek, river.book("plenary"), "I am still here.")
    assert api.get("/books").status_code == 401
    assert Seat._base_manager.get(id=marek.id).books() == {}


def test_the_third_party_removes_its_own_and_observers(river, amara, lena):
    for role in ("observer", "interpreter", "co_mediator"):
        seat = admit(amara, role, f"A {role}")
        not_there(RemoveSeat(seat=seat.id), lena)
        perform(RemoveSeat(seat=seat.id), amara)
        assert Seat.objects.seen_by(lena).get(id=seat.id).left


def test_the_third_party_removes_delegates_only_while_no_head_sits(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east")
    adviser = admit(mediator, "adviser", "Adviser, East", "east")
    delegate = admit(mediator, "delegate", "Delegate, East", "east")
    perform(RemoveSeat(seat=adviser.id), mediator)
    admit(mediator, "head", "Head, East", "east")
    not_there(RemoveSeat(seat=delegate.id), mediator)


def test_nobody_removes_the_seat_they_sit_in_or_one_that_decides(river, amara, lena):
    refused(RemoveSeat(seat=amara.id), amara, "Hand over first")
    refused(RemoveSeat(seat=lena.id), lena, "Hand over first")
    marek = admit(lena, "delegate", "Delegate, North", "north")
    perform(AppointActingHead(seat=marek.id), lena)
    not_there(RemoveSeat(seat=marek.id), now(lena))  # who lets another act settles that first
    refused(RemoveSeat(seat=marek.id), now(marek), "Hand over first")
    refused(RemoveSeat(seat=lena.id), now(marek), "speaks for its delegation")
    not_there(RemoveSeat(seat=lena.id), amara)


# ---- Headship


def test_the_head_hands_over_and_decides_no_more(river, lena, amara):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    perform(HandOver(seat=marek.id), lena)
    assert (now(marek).role, now(marek).decides) == ("head", True)
    assert (now(lena).role, now(lena).decides) == ("delegate", False)
    not_there(AdmitSeat(role="adviser", name="Adviser", party="north"), now(lena), amara)
    admit(now(marek), "adviser", "Adviser", "north")


def test_only_the_head_hands_over_and_within_the_delegation(river, amara, lena, idris):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    not_there(HandOver(seat=marek.id), amara, marek)
    refused(HandOver(seat=marek.id), idris, "your own delegation")
    refused(HandOver(seat=idris.id), lena, "your own delegation")
    refused(HandOver(seat=lena.id), lena, "your own delegation")
    perform(RemoveSeat(seat=marek.id), lena)
    refused(HandOver(seat=marek.id), lena, "your own delegation")


def test_an_acting_head_decides_alone_and_hands_nothing_over(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    sofia = admit(lena, "adviser", "Adviser, North", "north")
    perform(AppointActingHead(seat=marek.id), lena)
    assert (now(marek).decides, now(lena).decides) == (True, False)
    assert now(marek).title == "Acting Delegate"
    not_there(HandOver(seat=sofia.id), now(marek))
    not_there(AppointActingHead(seat=sofia.id), now(marek))
    not_there(RemoveSeat(seat=sofia.id), now(lena))
    perform(AppointActingHead(), now(lena))
    assert (now(marek).decides, now(lena).decides) == (False, True)


def test_an_entry_from_when_a_head_decided_beside_who_acted_means_that_still(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    act = AppointActingHead(seat=marek.id)
    with patch.object(AppointActingHead, "draw", lambda act, draw, seat: {}):
        perform(act, lena)
    assert (now(marek).decides, now(lena).decides) == (True, True)


def test_a_headship_is_not_handed_to_a_seat_in_which_nobody_sits(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    client_of(lena)
    for act in (HandOver(seat=marek.id), AppointActingHead(seat=marek.id)):
        refused(act, lena, "This seat is vacant")
    client_of(marek)
    perform(HandOver(seat=marek.id), lena)


def test_the_mediator_hands_over_the_lead(river, amara, lena):
    other = admit(amara, "co_mediator", "Co-mediator")
    not_there(HandOverLead(seat=other.id), other, lena, admit(amara, "secretariat", "Secretary"))
    perform(HandOverLead(seat=other.id), amara)
    assert (now(other).role, now(amara).role) == ("mediator", "co_mediator")
    not_there(HandOverLead(seat=other.id), now(amara))
    perform(HandOverLead(seat=amara.id), now(other))
    assert (now(other).role, now(amara).role) == ("co_mediator", "mediator")


def test_the_lead_stays_with_those_who_work_for_the_third_party_and_sit(river, amara, lena):
    gone, interpreter = admit(amara, "co_mediator", "Gone"), admit(amara, "interpreter", "Interpreter")
    perform(RemoveSeat(seat=gone.id), amara)
    for seat in (gone, interpreter, lena, amara):
        refused(HandOverLead(seat=seat.id), amara, "co-mediator or a member of the secretariat")
    other = admit(amara, "co_mediator", "Co-mediator")
    client_of(amara)
    refused(HandOverLead(seat=other.id), amara, "This seat is vacant")
    client_of(other)
    perform(HandOverLead(seat=other.id), amara)


def test_there_is_one_acting_head_and_the_head_takes_it_back(river, lena, idris):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    sofia = admit(lena, "adviser", "Adviser, North", "north")
    refused(AppointActingHead(), lena, "Nobody acts for you")
    perform(AppointActingHead(seat=marek.id), lena)
    perform(AppointActingHead(seat=sofia.id), now(lena))
    assert [now(seat).decides for seat in (marek, sofia, lena)] == [False, True, False]
    perform(AppointActingHead(), now(lena))
    assert [now(seat).decides for seat in (marek, sofia, lena)] == [False, False, True]
    refused(AppointActingHead(seat=idris.id), lena, "your own delegation")
    refused(AppointActingHead(seat=lena.id), lena, "your own delegation")


def test_who_acts_for_the_other_side_is_untouched(river, lena, idris):
    ours, theirs = (
        admit(lena, "delegate", "Delegate, North", "north"),
        admit(idris, "delegate", "Delegate, South", "south"),
    )
    perform(AppointActingHead(seat=ours.id), lena)
    perform(AppointActingHead(seat=theirs.id), idris)
    perform(HandOver(seat=ours.id), lena)
    assert (now(ours).acting, now(ours).role) == (False, "head")
    assert (now(theirs).acting, now(theirs).decides) == (True, True)


def test_the_mediator_and_observers_appoint_nobody(river, amara, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    not_there(AppointActingHead(seat=marek.id), amara, marek, admit(amara, "observer", "Observer"))


# ---- Observers


@pytest.fixture
def ines(river, amara) -> Seat:
    """An observer, seated while the ground rules admit none."""
    return admit(amara, "observer", "Observer of the Lakes")


def test_an_observer_who_is_not_admitted_sees_no_book_but_the_public_one(river, ines):
    assert kinds_read_by(ines) == ["public"]
    api = Api(ines)
    assert api.get("/seats").json() == {"seats": []}
    assert api.get("/rooms").json() == {"rooms": []}
    assert api.get(f"/books/{river.book('plenary').id}/entries").status_code == 404


def test_observers_read_from_their_admission_on(river, amara, lena, idris, ines):
    said = say(amara, river.book("plenary"), "Before observers were admitted.")
    rules(amara, [lena, idris], observers=True)
    from_here = river.book("plenary").head  # the acceptance that put the rules in force
    assert now(ines).books()[said.book_id] == from_here

    later = say(amara, river.book("plenary"), "Welcome to our observers.")
    api = Api(ines)
    answer = api.get(f"/books/{said.book_id}/entries").json()
    assert [e["number"] for e in answer["entries"]] == [from_here, later.number]
    assert api.get(f"/books/{said.book_id}/entries/{said.number}/proof").status_code == 404
    assert "Before observers" not in api.get(f"/books/{said.book_id}/copy").getvalue().decode()


def test_an_observer_who_comes_later_reads_from_that_seat_on(river, amara, lena, idris):
    rules(amara, [lena, idris], observers=True)
    said = say(amara, river.book("plenary"))
    late = admit(amara, "observer", "Observer who came later")
    assert late.books()[said.book_id] == said.number + 1


def test_observers_keep_what_they_have_read_when_the_rules_change_and_admit_them_still(river, amara, lena, idris, ines):
    rules(amara, [lena, idris], observers=True)
    plenary = river.book("plenary")
    from_here = now(ines).books()[plenary.id]
    rules(amara, [lena, idris], observers=True, chatham_house=True)
    assert now(ines).books()[plenary.id] == from_here


def test_observers_whom_new_rules_do_not_admit_read_nothing_more(river, amara, lena, idris, ines):
    rules(amara, [lena, idris], observers=True)
    rules(amara, [lena, idris], observers=False)
    assert kinds_read_by(ines) == ["public"]
    say(amara, river.book("plenary"), "Among ourselves again.")
    rules(amara, [lena, idris], observers=True)
    assert now(ines).books()[river.book("plenary").id] == river.book("plenary").head


def test_observers_do_not_speak(river, amara, lena, idris, ines):
    rules(amara, [lena, idris], observers=True)
    ines = now(ines)
    with pytest.raises(NotThere):
        say(ines, river.book("plenary"), "May I?")
    for act in (SetMandate(mandate="mediation"), SetUpTaskForce(task_force="x", name="X", members=[ines.id])):
        not_there(act, ines)


# ---- Task forces


def test_a_task_force_is_read_by_its_members_alone(river, amara, lena, idris):
    gauges = task_force(amara, "gauges", lena, idris)
    assert "task_force:gauges" in kinds_read_by(lena)
    assert "task_force:gauges" not in kinds_read_by(amara)  # who set it up is not thereby a member
    marek = admit(lena, "delegate", "Delegate, North", "north")
    with pytest.raises(NotThere):
        say(marek, gauges, "Let me in.")
    say(now(lena), gauges, "The gauge at the bridge is broken.")


def test_the_deed_is_answered_in_the_plenary_and_names_no_narrower_book(river, amara, lena):
    entry = perform(SetUpTaskForce(task_force="gauges", name="Gauges", members=[lena.id]), amara).entry
    assert (entry.book.kind, entry.kind) == ("plenary", "process.set_up_task_force")
    gauges = book(amara, "task_force", "gauges")
    assert [e.kind for e in gauges.entries.all()] == ["process.welcome_members"]
    assert gauges.id not in str((entry.data, entry.facts))


def test_members_read_from_their_welcome_on_and_released_ones_no_more(river, amara, lena, idris):
    gauges = task_force(amara, "gauges", lena)
    said = say(now(lena), gauges, "Before South came.")
    perform(ChangeTaskForce(task_force="gauges", welcome=[idris.id]), amara)
    assert now(idris).books()[gauges.id] == said.number + 1
    assert "Before South" not in Api(now(idris)).get(f"/books/{gauges.id}/copy").getvalue().decode()

    perform(ChangeTaskForce(task_force="gauges", release=[lena.id]), amara)
    assert gauges.id not in now(lena).books()
    with pytest.raises(NotThere):
        say(lena, gauges, "One more thing.")
    perform(ChangeTaskForce(task_force="gauges", welcome=[lena.id]), amara)
    assert now(lena).books()[gauges.id] > said.number  # what was said in between stays unread


def test_a_member_named_twice_is_one_member(river, amara, lena):
    perform(SetUpTaskForce(task_force="gauges", name="Gauges", members=[lena.id, lena.id]), amara)
    assert TaskForce.objects.seen_by(lena).get().members == [lena.id]


def test_a_task_force_needs_members_who_sit_and_a_name_of_its_own(river, amara, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    perform(RemoveSeat(seat=marek.id), lena)
    refused(SetUpTaskForce(task_force="g", name="Gauges", members=[]), amara, "at least one")
    refused(SetUpTaskForce(task_force="g", name="Gauges", members=[marek.id]), amara, "left the table")
    for name in ("plenary", "North caucus", "SOUTH DELEGATION", "Third party", "Public"):
        refused(SetUpTaskForce(task_force="g", name=name, members=[lena.id]), amara, "this name")
    task_force(amara, "gauges", lena)
    refused(SetUpTaskForce(task_force="gauges", name="Other gauges", members=[lena.id]), amara, "this key")
    refused(SetUpTaskForce(task_force="gauges2", name="GAUGES", members=[lena.id]), amara, "this name")


def test_changes_to_a_task_force_fit_who_sits_in_it(river, amara, lena, idris):
    task_force(amara, "gauges", lena)
    refused(ChangeTaskForce(task_force="gauges"), amara, "whom")
    refused(ChangeTaskForce(task_force="gauges", welcome=[lena.id]), amara, "already a member")
    refused(ChangeTaskForce(task_force="gauges", release=[idris.id]), amara, "not a member")
    not_there(ChangeTaskForce(task_force="gauges", welcome=[idris.id]), lena, idris)
    not_there(ChangeTaskForce(task_force="other", welcome=[idris.id]), amara)


def test_nobody_asks_for_what_another_act_brings_about(river, amara, lena, idris):
    task_force(amara, "gauges", lena, amara)
    not_there(WelcomeMembers(task_force="gauges", members=[idris.id]), now(amara), now(lena))
    not_there(ReleaseMembers(task_force="gauges", members=[lena.id]), now(amara), now(lena))


def test_only_the_third_party_sets_up_task_forces(river, amara, lena):
    act = SetUpTaskForce(task_force="gauges", name="Gauges", members=[lena.id])
    not_there(act, lena, admit(amara, "interpreter", "Interpreter"))


def test_a_book_that_is_opened_while_a_request_goes_on_is_found_by_the_next(river, amara, lena):
    """A seat is read together with its books: it knows all of them with their heads, or not yet."""
    here = now(lena)  # the request has its seat; meanwhile somebody else
    perform(SetUpTaskForce(task_force="gauge", name="Gauge", members=[lena.id]), amara)
    force = river.book("task_force", "gauge")
    assert here.shelf().keys() == here.books().keys() and force.id not in here.shelf()
    assert now(lena).shelf()[force.id].head == force.head
