"""What clients see when the talks change: suspended, closed, Chatham House, seats that come and go. On a host of its own."""

import time

import pytest

from tests.contract.host import Caller, Host, is_problem, ran
from tests.contract.test_stream import Stream

pytestmark = pytest.mark.xdist_group("contract-states")


@pytest.fixture(scope="module")
def host(tmp_path_factory, folders):
    folder = folders.played(tmp_path_factory.mktemp("states"))
    with Host("demo", "--case", "river", "--data", folder, "--no-browser") as host:
        host.folder = folder
        yield host


@pytest.fixture(scope="module")
def amara(host):
    return host.seat("mediator")


@pytest.fixture(scope="module")
def lena(host):
    return host.seat("head", "north")


@pytest.fixture(scope="module")
def idris(host):
    return host.seat("head", "south")


def taken(host, seat):
    """A client for a seat that was admitted meanwhile."""
    return Caller(host, ran("token", "--seat", seat, "--data", host.folder)["token"], seat)


def accepted(amara, lena, idris, **terms):
    rules = amara.done("process.propose_ground_rules", terms)["id"]
    for head in (lena, idris):
        head.done("process.accept_ground_rules", {"rules": rules})
    return rules


def say(caller, kind="plenary", text="Thirty days."):
    return caller.act("consultation.make_statement", {"room": caller.room(kind), "text": text})


def test_suspended_talks_refuse_in_the_plenary_and_nowhere_else(amara, lena, idris):
    before = amara.done("process.propose_ground_rules", {"text": "As they are."})["id"]
    for head in (lena, idris):
        head.done("process.accept_ground_rules", {"rules": before})
    lena.done("process.withdraw_consent", {"words": "Shots at the bridge."})
    for caller in (amara, lena, idris):
        problem = is_problem(say(caller), 422)
        assert problem["errors"] == {}
        assert "suspended" in problem["detail"]
        is_problem(caller.act("agenda.raise_issue", {"title": "x"}), 422)
    for caller in (lena, idris):
        assert say(caller, "caucus").status == say(caller, "delegation").status == 201
    lena.done("process.accept_ground_rules", {"rules": before})
    assert say(idris).status == 201


def test_a_closed_room_is_said_to_be_closed(amara, lena):
    room = lena.room("plenary")
    done = amara.done("consultation.close_room", {"room": room, "words": "Until Monday."})
    assert done["id"] == room
    assert [r["open"] for r in lena.told("/rooms")["rooms"]] == [False, True, True]
    is_problem(say(lena), 422)
    amara.done("consultation.reopen_room", {"room": room})
    assert [r["open"] for r in lena.told("/rooms")["rooms"]] == [True, True, True]


def test_under_the_chatham_house_rule_nobody_is_named(amara, lena, idris):
    accepted(amara, lena, idris, chatham_house=True)
    done = say(lena)
    assert (done.status, done.json["by"]) == (201, None)
    statement = done.json["id"]
    entry = idris.entries(done.json["book"], done.json["number"] - 1)[0]
    assert entry["by"] is None
    assert lena.seat not in str(entry)
    amended = lena.done("consultation.amend_statement", {"statement": statement, "text": "Forty days."})
    assert amended["by"] is None
    seen = {"book": done.json["book"], "number": done.json["number"]}
    stale = idris.act(
        "consultation.make_statement",
        {"room": idris.room("plenary"), "text": "Who?", "answers": statement},
        seen=seen,
    )
    is_problem(stale, 412)
    assert lena.seat not in stale.text
    copy = idris.get(f"/books/{done.json['book']}/copy").text.splitlines()
    assert lena.seat not in copy[done.json["number"]] + copy[amended["number"]]
    assert say(lena, "caucus").json["by"] == lena.seat
    accepted(amara, lena, idris, attribution="party")
    done = say(lena).json
    assert done["by"] is None
    accepted(amara, lena, idris)


def test_a_seat_that_is_removed_hears_and_does_nothing_more(host, lena):
    seat = lena.done("process.admit_seat", {"role": "delegate", "name": "Delegate, North", "party": "north"})["id"]
    assert seat in [s["seat"] for s in lena.told("/seats")["seats"]]
    marek = taken(host, seat)
    with Stream(marek) as stream:
        assert say(marek).status == 201
        stream.event()
        lena.done("process.remove_seat", {"seat": seat})
        gone = time.monotonic()
        while stream.answer.readline():
            assert time.monotonic() - gone < 5
        assert time.monotonic() - gone < 2  # its stream has ended
    for path in ("/seats", "/books", "/stream"):
        is_problem(marek.get(path), 401)
    is_problem(say(lena).status == 201 and marek.post({"kind": "x", "data": {}}), 401)
    assert seat not in [s["seat"] for s in lena.told("/seats")["seats"]]


def test_an_observer_reads_from_the_admission_on(host, amara, lena, idris):
    before = say(lena, text="Not for observers.").json
    seat = amara.done("process.admit_seat", {"role": "observer", "name": "Observer of the Lakes"})["id"]
    ines = taken(host, seat)
    assert ines.told("/rooms") == {"rooms": []}
    assert ines.told("/seats") == {"seats": []}
    is_problem(ines.get(f"/books/{before['book']}/entries"), 404)

    accepted(amara, lena, idris, observers=True)
    after = say(lena, text="For observers, too.").json
    entries = ines.entries(before["book"])
    assert before["number"] < entries[0]["number"]
    assert entries[-1]["number"] == after["number"]
    numbers = [entry["number"] for entry in entries]
    assert numbers == list(range(numbers[0], after["number"] + 1))
    copy = ines.get(f"/books/{before['book']}/copy").text
    assert "Not for observers." not in copy
    assert "For observers, too." in copy
    is_problem(say(ines), 404)
    is_problem(ines.get(f"/books/{before['book']}/entries/{before['number']}/proof"), 404)
    (host.folder / "observers-copy.jsonl").write_text(copy)
    whole = lena.get(f"/books/{before['book']}/copy").text
    (host.folder / "whole.jsonl").write_text(whole)
    # What is withheld verifies all the same, and holds against the whole.
    for file, against in (("observers-copy", "whole"), ("whole", "observers-copy")):
        ran("record", "verify", host.folder / f"{file}.jsonl", "--against", host.folder / f"{against}.jsonl")


def test_a_task_force_has_a_room_of_its_own(amara, lena, idris):
    done = amara.done(
        "process.set_up_task_force", {"task_force": "gauges", "name": "Gauges", "members": [lena.seat, idris.seat]}
    )
    assert done["book"] == amara.book("plenary")
    room = lena.room("task_force")
    assert [r["name"] for r in lena.told("/rooms")["rooms"] if r["kind"] == "task_force"] == ["Gauges"]
    assert say(idris, "task_force").status == 201
    assert room not in str(amara.told("/rooms"))
    amara.done("process.change_task_force", {"task_force": "gauges", "release": [idris.seat]})
    is_problem(idris.act("consultation.make_statement", {"room": room, "text": "One more."}), 404)


def test_moments_never_decrease_within_a_book(lena, amara):
    for caller in (lena, amara):
        for book in caller.told("/books")["books"]:
            moments = [entry["at"] for entry in caller.entries(book["book"])]
            assert moments == sorted(moments)


def test_concluded_talks_take_nothing_more_and_stay_readable(amara, lena, idris):
    ending = {"outcome": "agreement", "words": "Signed at Vienna."}
    motion = amara.done("process.propose_conclusion", ending)["id"]
    for head in (lena, idris):
        head.done("process.consent_to_conclusion", {"motion": motion})
    assert "concluded" in is_problem(say(lena), 422)["detail"]
    is_problem(amara.act("process.frame_round", {"title": "Another"}), 422)
    assert lena.entries(lena.book("plenary"))[-1]["data"] == {"motion": motion}
