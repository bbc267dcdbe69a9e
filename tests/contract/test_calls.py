"""Every call of the table, and exactly what it answers."""

import re

import pytest

ENTRY = {"number", "kind", "by", "at", "citation", "id", "data", "facts"}
PERFORMED = {"book", "number", "kind", "by", "at", "citation", "id"}
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
OPAQUE = re.compile(r"[A-Za-z0-9._~-]+")  # safe in an address as it stands


def test_the_demonstration_says_where_it_is_and_who_to_be(host):
    assert set(host.hello) == {"url", "process", "seats"}
    assert re.fullmatch(r"http://localhost:\d+", host.hello["url"])
    for seat in host.hello["seats"]:
        assert set(seat) == {"seat", "party", "role", "name", "sign_in", "token"}
        assert seat["sign_in"].startswith(host.hello["url"])
    assert [(seat["role"], seat["party"]) for seat in host.hello["seats"]] == [
        ("mediator", None),
        ("head", "north"),
        ("head", "south"),
    ]
    assert len({seat["token"] for seat in host.hello["seats"]}) == 3


def test_the_sign_in_link_opens_the_table(host, nobody):
    for seat in host.hello["seats"]:
        answer = nobody.ask("GET", seat["sign_in"].removeprefix(host.hello["url"]))
        assert answer.status == 302
        cookie = answer.headers["set-cookie"].split(";")[0]
        page = nobody.ask("GET", answer.headers["location"], headers={"Cookie": cookie})
        assert page.status == 200
        assert seat["name"] in page.text


def test_healthz(nobody):
    answer = nobody.ask("GET", "/healthz")
    assert (answer.status, answer.type, answer.json) == (200, "application/json", {"status": "ok"})


def test_an_act_is_answered_with_its_entry(lena, plenary):
    answer = lena.act("consultation.make_statement", {"room": lena.room("plenary"), "text": "Good morning."})
    assert answer.status == 201
    done = answer.json
    assert set(done) == PERFORMED
    assert (done["book"], done["kind"], done["by"]) == (plenary, "consultation.make_statement", lena.seat)
    assert done["citation"] == f"Plenary {done['number']}"
    assert AT.fullmatch(done["at"])
    (entry,) = lena.entries(plenary, done["number"] - 1)[:1]
    assert set(entry) == ENTRY
    assert {name: entry[name] for name in PERFORMED - {"book"}} == {n: done[n] for n in PERFORMED - {"book"}}
    assert entry["data"] == {"room": lena.room("plenary"), "text": "Good morning."}
    assert entry["facts"]["id"] == done["id"]


def test_the_seats_are_those_of_the_demonstration(host, amara, lena, idris):
    for caller in (amara, lena, idris):
        seats = caller.told("/seats")
        assert set(seats) == {"seats"}
        for seat in seats["seats"]:
            assert set(seat) == {"seat", "party", "role", "name"}
        known = {(seat["seat"], seat["party"], seat["role"], seat["name"]) for seat in seats["seats"]}
        assert known >= {(seat["seat"], seat["party"], seat["role"], seat["name"]) for seat in host.hello["seats"]}


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("amara", ["plenary", "caucus", "caucus", "third_party"]),
        ("lena", ["plenary", "caucus", "delegation"]),
        ("idris", ["plenary", "caucus", "delegation"]),
    ],
)
def test_the_rooms_are_those_one_may_enter(request, who, rooms):
    caller = request.getfixturevalue(who)
    answer = caller.told("/rooms")
    assert set(answer) == {"rooms"}
    assert [room["kind"] for room in answer["rooms"]] == rooms
    books = {book["book"] for book in caller.told("/books")["books"]}
    for room in answer["rooms"]:
        assert set(room) == {"id", "kind", "name", "book", "open"}
        assert room["open"] is True
        assert room["book"] in books
        assert OPAQUE.fullmatch(room["id"]) and OPAQUE.fullmatch(room["book"])


def test_the_books_are_those_one_may_read(amara, lena, idris):
    seen = {}
    for name, caller in (("amara", amara), ("lena", lena), ("idris", idris)):
        answer = caller.told("/books")
        assert set(answer) == {"books"}
        for book in answer["books"]:
            assert set(book) == {"book", "name", "kind", "head", "checkpoint"}
            assert isinstance(book["head"], int) and book["head"] >= 0
            origin, size, *_ = book["checkpoint"].split("\n")
            assert int(size) == book["head"]
            assert origin.endswith(book["book"])
        seen[name] = {book["book"]: book["name"] for book in answer["books"] if book["kind"] != "public"}
    assert sorted(seen["lena"].values()) == ["North caucus", "North delegation", "Plenary"]
    assert sorted(seen["amara"].values()) == ["North caucus", "Plenary", "South caucus", "Third party"]
    assert len(set(seen["lena"]) & set(seen["idris"])) == 1


def test_entries_ascend_without_gaps_and_know_the_head(lena, plenary):
    answer = lena.told(f"/books/{plenary}/entries?after=0")
    assert set(answer) == {"entries", "head"}
    numbers = [entry["number"] for entry in answer["entries"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert answer["head"] >= numbers[-1]
    for entry in answer["entries"]:
        assert set(entry) == ENTRY
        assert entry["citation"] == f"Plenary {entry['number']}"
        assert AT.fullmatch(entry["at"])
        assert entry["by"] is None or OPAQUE.fullmatch(entry["by"])
        assert entry["id"] is None or OPAQUE.fullmatch(entry["id"])
    moments = [entry["at"] for entry in answer["entries"]]
    assert moments == sorted(moments)


def test_after_goes_on_from_there(lena, plenary):
    head = lena.told(f"/books/{plenary}/entries")["head"]
    assert lena.entries(plenary, 0) == lena.told(f"/books/{plenary}/entries")["entries"]
    assert next(entry["number"] for entry in lena.entries(plenary, 3)) == 4
    for beyond in (head + 1000, 2**31, 2**53, 2**63, 2**64, 10**30):
        answer = lena.told(f"/books/{plenary}/entries?after={beyond}")
        assert answer["entries"] == []
        assert answer["head"] >= head


def test_at_most_500_entries_at_a_time(idris):
    """Five hundred and some, in a book that nobody else fills."""
    book = idris.book("delegation")
    room = idris.room("delegation")
    for n in range(501 - idris.told(f"/books/{book}/entries")["head"]):
        idris.done("consultation.make_statement", {"room": room, "text": f"Line {n}"})
    first = idris.told(f"/books/{book}/entries?after=0")
    assert [entry["number"] for entry in first["entries"]] == list(range(1, 501))
    assert first["head"] >= 501
    rest = idris.entries(book, 500)
    assert [entry["number"] for entry in rest] == list(range(501, first["head"] + 1))
    assert idris.entries(book, first["head"] - 1)[-1]["number"] == first["head"]


def test_the_agenda_as_resources(lena, plenary):
    issue = lena.done("agenda.raise_issue", {"title": "Gauges", "summary": "Who reads them."})
    solution = lena.done("agenda.table_solution", {"issue": issue["id"], "title": "Both read"})
    (one,) = [each for each in lena.told("/agenda")["issues"] if each["id"] == issue["id"]]
    assert (one["title"], one["summary"], one["status"], one["book"]) == ("Gauges", "Who reads them.", "open", plenary)
    assert [each["id"] for each in one["solutions"]] == [solution["id"]]
    whole = lena.told(f"/agenda/issues/{issue['id']}")
    assert {name: whole[name] for name in one} == one
    assert [step["status"] for step in whole["history"]] == ["open"]


def test_ids_are_taken_unchanged_by_the_next_request(lena, amara):
    for room in lena.told("/rooms")["rooms"]:
        done = lena.done("consultation.make_statement", {"room": room["id"], "text": "Here."})
        assert done["book"] == room["book"]
        assert OPAQUE.fullmatch(done["id"])
        again = lena.done(
            "consultation.make_statement", {"room": room["id"], "text": "As I said.", "answers": done["id"]}
        )
        (entry,) = lena.entries(room["book"], again["number"] - 1)[:1]
        assert entry["data"]["answers"] == done["id"]
    for book in amara.told("/books")["books"]:
        assert amara.get(f"/books/{book['book']}/entries").status == 200
        assert amara.get(f"/books/{book['book']}/copy").status == 200


def test_ids_tell_nothing_of_how_many_there_are(lena):
    ids = [lena.done("agenda.raise_issue", {"title": "One of three"})["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    assert all(len(id) >= 20 for id in ids)
    assert len({id[:6] for id in ids}) == 3


def test_the_api_is_described_where_everyone_finds_it(nobody):
    whole = nobody.ask("GET", "/api/openapi.json").json
    assert set(whole["paths"]) >= {
        f"/api/processes/{{process}}{path}"
        for path in ("/acts", "/seats", "/rooms", "/books", "/books/{book}/entries", "/books/{book}/copy", "/agenda",
                     "/agenda/issues/{issue}", "/books/{book}/entries/{number}/proof")
    }  # fmt: skip


def test_answers_are_not_kept_by_the_way(lena):
    answer = lena.get("/seats")
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
