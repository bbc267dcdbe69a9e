"""In which order questions are answered: 401, 404 process, 422 shape, 404 audience, 200 repeated, 412 stale, 422 refused."""

import json
import threading

import pytest

from tests.contract.host import Caller, is_problem

NOT_A_SHAPE = {"kind": "no.such_kind", "data": {"x": 1}}


def statement(caller, text="Thirty days.", **more):
    return {"room": caller.room("plenary"), "text": text, **more}


# ---- Each answer, and that it goes before the next


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic bGVuYTpsZW5h",
        "nonsense",
        "Bearer \xe9\xff",
        "Bearer " + "x" * 5000,
    ],
)
def test_without_a_good_token_it_is_401_before_all_else(host, nobody, header):
    headers = {} if header is None else {"Authorization": header}
    for process in (host.process_id, "nothing"):
        for method, path, body in (
            ("GET", "/seats", None),
            ("GET", "/books/nothing/entries?after=x", None),
            ("POST", "/acts", json.dumps(NOT_A_SHAPE).encode()),
            ("POST", "/acts", b"not json"),
            ("GET", "/stream", None),
        ):
            answer = nobody.ask(method, f"/api/processes/{process}{path}", body, headers)
            is_problem(answer, 401)
            assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_is_looked_at_whatever_the_case_of_its_scheme(lena):
    answer = lena.ask("GET", f"{lena.base}/seats", headers={"Authorization": f"bearer {lena.token}"})
    assert answer.status == 200


@pytest.mark.parametrize("process", ["nothing", "x" * 300, "%00", "..%2F..", "a%20b", "%F0%9F%A6%84"])
def test_another_process_is_404_before_the_shape(host, lena, process):
    elsewhere = Caller(host, lena.token, process=process)
    for path in ("/seats", "/rooms", "/books", "/agenda", "/stream", "/books/x/entries?after=x"):
        is_problem(elsewhere.get(path), 404)
    is_problem(elsewhere.post(NOT_A_SHAPE), 404)
    is_problem(elsewhere.ask("POST", f"{elsewhere.base}/acts", b"not json"), 404)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (NOT_A_SHAPE, "kind"),
        ({"kind": "agenda.raise_issue"}, "data"),
        ({"data": {}}, "kind"),
        ({"kind": "agenda.raise_issue", "data": []}, "data"),
        ({"kind": "agenda.raise_issue", "data": {}}, "title"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x", "more": 1}}, "more"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "more": 1}, "more"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "key": ""}, "key"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "key": "k" * 201}, "key"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "key": 7}, "key"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "seen": {"book": "b"}}, "seen.number"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "seen": {"book": "b", "number": -1}}, "seen.number"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "seen": {"book": "b", "number": "one"}}, "seen.number"),
        ({"kind": "agenda.raise_issue", "data": {"title": "x"}, "seen": {"book": "b", "number": 1, "x": 1}}, "seen.x"),
        ({"kind": 5, "data": {}}, "kind"),
        ({"kind": "agenda.set_status", "data": {"issue": "nothing", "status": "nice"}}, "status"),
        ({"kind": "consultation.make_statement", "data": {"room": "nothing", "text": ""}}, "text"),
        (
            {"kind": "consultation.make_statement", "data": {"room": "nothing", "text": "x", "issues": ["a", 5]}},
            "issues.1",
        ),
    ],
)
def test_a_wrong_shape_is_422_before_it_is_asked_who_may(lena, body, field):
    is_problem(lena.post(body), 422, field)


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"not json", b"[]", b"null", b'"text"', b"5", b"{", b"\xff\xfe", b'{"kind": "agenda.raise_issue"',
        b'{"kind":"x","data":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
        b'{"kind":"agenda.raise_issue","data":{"title":NaN}}',
        b'{"kind":"agenda.raise_issue","data":{"title":"\\ud800"}}',
        b'{"kind":"\\ud800","data":{}}',
        b'{"kind":"agenda.raise_issue","data":{"title":"x","\\ud800":1}}',
        b'{"kind":"agenda.raise_issue","data":{"title":"x"},"key":"\\ud800"}',
        b'{"kind":"agenda.raise_issue","data":{"title":"x"},"seen":{"book":"b","number":' + b"9" * 5000 + b"}}",
        b'{"kind":"agenda.raise_issue","data":{"title":"x"},"seen":{"book":"b","number":1e400}}',
        b'{"kind":"agenda.raise_issue","data":{"title":"' + b"x" * 3_000_000 + b'"}}',
        b'{"kind":"agenda.raise_issue","data":{"title":"a\\u0000b"}}',
        b'{"kind":"agenda.raise_issue","data":{"title":"a\\u202eb"}}',
    ],
    ids=range(20),
)  # fmt: skip
def test_whatever_is_sent_as_a_body_is_answered_in_words(lena, raw):
    is_problem(lena.ask("POST", f"{lena.base}/acts", raw), 422)
    assert lena.get("/seats").status == 200  # and the host goes on


def test_what_others_have_and_what_is_nowhere_are_the_same_404(lena, idris):
    theirs = idris.done("agenda.raise_issue", {"title": "Ours", "book": idris.book("caucus")})["id"]
    said = idris.done("consultation.make_statement", {"room": idris.room("caucus"), "text": "Between us."})["id"]
    solution = idris.done("agenda.table_solution", {"issue": theirs, "title": "Ours", "book": idris.book("caucus")})[
        "id"
    ]
    position = idris.done("agenda.state_position", {"issue": theirs, "position": "Half."})["id"]
    pairs = [
        ("consultation.make_statement", {"room": idris.room("caucus"), "text": "Let me in."}, "room"),
        ("consultation.make_statement", statement(lena, answers=said), "answers"),
        ("consultation.make_statement", statement(lena, issues=[theirs]), "issues"),
        ("agenda.raise_issue", {"title": "Mine", "book": idris.book("caucus")}, "book"),
        ("agenda.set_status", {"issue": theirs, "status": "closed"}, "issue"),
        ("agenda.table_solution", {"issue": theirs, "title": "Mine"}, "issue"),
        ("agenda.support_solution", {"solution": solution}, "solution"),
        ("agenda.reserve_solution", {"solution": solution}, "solution"),
        ("agenda.withdraw_solution", {"solution": solution}, "solution"),
        ("agenda.state_position", {"issue": theirs, "position": "Mine"}, "issue"),
        ("agenda.table_position", {"position": position}, "position"),
    ]
    for kind, data, field in pairs:
        absent = {**data, field: ["nothing"] if isinstance(data[field], list) else "nothing"}
        answers = [lena.act(kind, data), lena.act(kind, absent)]
        for answer in answers:
            is_problem(answer, 404)
        assert answers[0].body == answers[1].body, kind
    for path in (f"/books/{idris.book('caucus')}/entries", f"/books/{idris.book('caucus')}/copy",
                 f"/books/{idris.book('caucus')}/entries/1/proof", f"/agenda/issues/{theirs}"):  # fmt: skip
        answers = [lena.get(path), lena.get(path.replace(idris.book("caucus"), "nothing").replace(theirs, "nothing"))]
        is_problem(answers[0], 404)
        assert answers[0].body == answers[1].body


def test_what_one_may_not_do_is_404_before_a_key_is_looked_at(lena, amara):
    issue = lena.done("agenda.raise_issue", {"title": "Gauges"}, key="not-yours-1")["id"]
    is_problem(amara.act("agenda.state_position", {"issue": issue, "position": "x"}, key="not-yours-1"), 404)
    is_problem(lena.act("agenda.set_status", {"issue": "nothing", "status": "open"}, key="not-yours-1"), 404)


def test_a_repeated_key_goes_before_stale_and_refused(lena, amara):
    issue = lena.done("agenda.raise_issue", {"title": "Water"})
    seen = {"book": issue["book"], "number": issue["number"]}
    data = {"issue": issue["id"], "status": "tense"}
    first = lena.act("agenda.set_status", data, key="before-stale", seen=seen)
    amara.done("agenda.set_status", {"issue": issue["id"], "status": "blocked"})
    again = lena.act("agenda.set_status", data, key="before-stale", seen=seen)
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    is_problem(lena.act("agenda.set_status", data, seen=seen), 412)

    solution = lena.done("agenda.table_solution", {"issue": issue["id"], "title": "Share it"})["id"]
    first = lena.act("agenda.withdraw_solution", {"solution": solution}, key="before-refused")
    assert lena.act("agenda.withdraw_solution", {"solution": solution}, key="before-refused").json == first.json
    is_problem(lena.act("agenda.withdraw_solution", {"solution": solution}), 422)


def test_stale_goes_before_refused(lena, amara):
    issue = lena.done("agenda.raise_issue", {"title": "Water"})["id"]
    solution = lena.done("agenda.table_solution", {"issue": issue, "title": "Share it"})
    lena.done("agenda.withdraw_solution", {"solution": solution["id"]})
    seen = {"book": solution["book"], "number": solution["number"]}
    is_problem(lena.act("agenda.support_solution", {"solution": solution["id"]}, seen=seen), 412)
    is_problem(lena.act("agenda.support_solution", {"solution": solution["id"]}), 422)


# ---- Keys


def test_a_key_is_a_seats_own(lena, idris, amara):
    issues = [c.done("agenda.raise_issue", {"title": "Same key"}, key="shared")["number"] for c in (lena, idris, amara)]
    assert len(set(issues)) == 3


@pytest.mark.parametrize("key", ["k", "x" * 200, "水" * 200, "a b\tc\n", "\0", "'; DROP TABLE record_entry; --", "🦄"])
def test_any_key_of_1_to_200_characters_is_kept(lena, key):
    first = lena.act("agenda.raise_issue", {"title": "Once"}, key=key)
    again = lena.act("agenda.raise_issue", {"title": "Once"}, key=key)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_a_key_with_another_body_is_422_and_nothing_is_recorded(lena, plenary):
    lena.done("agenda.raise_issue", {"title": "Once"}, key="one-body")
    head = lena.told(f"/books/{plenary}/entries")["head"]
    for kind, data in (
        ("agenda.raise_issue", {"title": "Twice"}),
        ("agenda.raise_issue", {"title": "Once", "summary": ""}),
        ("agenda.raise_issue", {"title": "Once", "status": "open"}),
        ("consultation.make_statement", statement(lena)),
    ):
        is_problem(lena.act(kind, data, key="one-body"), 422, "key")
    mine = [e for e in lena.entries(plenary, head) if e["by"] == lena.seat]
    assert mine == []


def test_bodies_are_compared_by_what_they_say_not_by_how_they_are_spelled(lena):
    title = "Gauges – naïve"
    spellings = [
        json.dumps({"kind": "agenda.raise_issue", "data": {"title": title, "summary": "x"}, "key": "spelled"}),
        json.dumps(
            {"key": "spelled", "data": {"summary": "x", "title": title}, "kind": "agenda.raise_issue"}, indent=3
        ),
        json.dumps(
            {"key": "spelled", "data": {"summary": "x", "title": title}, "kind": "agenda.raise_issue"},
            ensure_ascii=False,
        ),
    ]
    answers = [lena.ask("POST", f"{lena.base}/acts", each.encode()) for each in spellings]
    assert [answer.status for answer in answers] == [201, 200, 200]
    assert len({answer.body for answer in answers}) == 1


def test_a_key_counts_whatever_was_seen(lena):
    issue = lena.done("agenda.raise_issue", {"title": "Water"}, key="with-seen", seen={"book": "nothing", "number": 0})
    again = lena.act("agenda.raise_issue", {"title": "Water"}, key="with-seen", seen={"book": "other", "number": 9})
    assert (again.status, again.json) == (200, issue)


def test_a_key_is_not_used_up_by_what_was_refused(lena):
    refused = {"room": lena.room("plenary"), "text": "x", "answers": "nothing"}
    is_problem(lena.act("consultation.make_statement", refused, key="not-used-up"), 404)
    assert lena.act("consultation.make_statement", statement(lena), key="not-used-up").status == 201


def test_one_key_sent_by_many_at_once_is_one_entry(lena, plenary):
    answers = []

    def send():
        answers.append(lena.act("consultation.make_statement", statement(lena, "All at once."), key="at-once"))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200] * 7 + [201]
    assert len({answer.body for answer in answers}) == 1


# ---- Stale


def test_a_stale_form_is_told_what_the_thing_is_now(lena, amara):
    issue = lena.done("agenda.raise_issue", {"title": "Water"})
    amara.done("agenda.set_status", {"issue": issue["id"], "status": "tense", "words": "Since the drought."})
    seen = {"book": issue["book"], "number": issue["number"]}
    body = is_problem(lena.act("agenda.set_status", {"issue": issue["id"], "status": "agreed"}, seen=seen), 412)
    assert (body["now"]["id"], body["now"]["status"], body["now"]["words"]) == (
        issue["id"],
        "tense",
        "Since the drought.",
    )
    assert lena.told(f"/agenda/issues/{issue['id']}")["status"] == "tense"


@pytest.mark.parametrize("seen_is", ["the head", "far ahead", "another book", "nothing"])
def test_what_was_seen_as_it_is_goes_through(lena, amara, seen_is):
    issue = lena.done("agenda.raise_issue", {"title": "Water"})
    amara.done("agenda.set_status", {"issue": issue["id"], "status": "tense"})
    head = lena.told(f"/books/{issue['book']}/entries")["head"]
    seen = {
        "the head": {"seen": {"book": issue["book"], "number": head}},
        "far ahead": {"seen": {"book": issue["book"], "number": 2**53 - 1}},
        "another book": {"seen": {"book": lena.book("caucus"), "number": 0}},
        "nothing": {},
    }[seen_is]
    lena.done("agenda.set_status", {"issue": issue["id"], "status": "converging"}, **seen)


def test_only_what_the_data_names_can_be_stale(lena, amara):
    one, other = (lena.done("agenda.raise_issue", {"title": title}) for title in ("One", "Other"))
    amara.done("agenda.set_status", {"issue": other["id"], "status": "tense"})
    seen = {"book": one["book"], "number": other["number"]}
    lena.done("agenda.set_status", {"issue": one["id"], "status": "tense"}, seen=seen)


def test_answers_and_mentions_can_be_stale_too(lena, amara):
    said = amara.done("consultation.make_statement", statement(amara))
    amara.done("consultation.amend_statement", {"statement": said["id"], "text": "Forty days."})
    seen = {"book": said["book"], "number": said["number"]}
    is_problem(lena.act("consultation.make_statement", statement(lena, answers=said["id"]), seen=seen), 412)


# ---- Other answers below /api/


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/acts", 405), ("PUT", "/acts", 405), ("DELETE", "/seats", 405), ("POST", "/stream", 404),
        ("GET", "/nothing", 404), ("GET", "", 404), ("GET", "/books/", 404), ("GET", "/seats/", 404),
        ("GET", "/../../../etc/passwd", 404), ("PATCH", "/books", 405),
    ],
)  # fmt: skip
def test_whatever_else_is_asked_below_the_api_is_a_problem_too(lena, method, path, status):
    is_problem(lena.ask(method, lena.base + path), status)


@pytest.mark.parametrize("after", ["-1", "x", "", "1.5", "1e3", "%00", "0x10", "1%202"])
def test_after_is_a_number(lena, plenary, after):
    is_problem(lena.get(f"/books/{plenary}/entries?after={after}"), 422, "after")


@pytest.mark.parametrize("number", ["0", "-1", "99999", "9" * 30])
def test_a_proof_of_no_entry_is_not_there(lena, plenary, number):
    is_problem(lena.get(f"/books/{plenary}/entries/{number}/proof"), 404)
