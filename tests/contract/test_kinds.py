"""The kinds that are fixed now: each with all its optional fields, its defaults, and who may."""

import pytest

from tests.contract.host import is_problem

SPEECH_ACTS = ["statement", "question", "answer", "proposal", "reservation", "point_of_order", "clarification"]


@pytest.fixture(scope="module")
def issue(lena):
    """A common issue, on which nobody else's test decides anything."""
    return lena.done("agenda.raise_issue", {"title": "Water in dry years"})["id"]


def entry(caller, done):
    """The entry of what has been done, as its reader is told it."""
    return caller.entries(done["book"], done["number"] - 1)[0]


# ---- consultation.make_statement


def test_a_statement_needs_a_room_and_words(lena, plenary):
    done = lena.done("consultation.make_statement", {"room": lena.room("plenary"), "text": "Thirty days."})
    assert done["book"] == plenary
    assert entry(lena, done)["data"] == {
        "room": lena.room("plenary"),
        "text": "Thirty days.",
    }  # what was asked, no more
    for missing in ({"room": lena.room("plenary")}, {"text": "Thirty days."}):
        field = ({"room", "text"} - set(missing)).pop()
        is_problem(lena.act("consultation.make_statement", missing), 422, field)


def test_a_statement_takes_all_its_optional_fields(lena, amara, issue):
    question = amara.done("consultation.make_statement", {"room": amara.room("plenary"), "text": "How long?"})
    data = {
        "room": lena.room("plenary"),
        "text": "Thirty days.\n\nAs in the last dry year.",
        "speech_act": "answer",
        "issues": [issue],
        "binding": True,
        "answers": question["id"],
    }
    done = lena.done("consultation.make_statement", data)
    assert entry(lena, done)["data"] == data


@pytest.mark.parametrize("speech_act", SPEECH_ACTS)
def test_every_speech_act_is_taken(lena, speech_act):
    lena.done("consultation.make_statement", {"room": lena.room("caucus"), "text": "x", "speech_act": speech_act})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("speech_act", "shout"), ("speech_act", None), ("issues", "x"), ("issues", None), ("binding", "perhaps"),
        ("binding", None), ("binding", 2), ("answers", 5), ("answers", ["x"]), ("text", 5), ("text", None), ("room", None),
        ("text", "x" * 20_001), ("named", "seat"), ("party", "north"), ("by", "x"), ("at", "2025-04-01T00:00:00.000Z"),
    ],
)  # fmt: skip
def test_what_a_statement_does_not_take_is_422(lena, field, value):
    data = {"room": lena.room("caucus"), "text": "x", field: value}
    is_problem(lena.act("consultation.make_statement", data), 422)


def test_lines_end_one_way_and_words_stay_otherwise(lena):
    text = "  First\r\nSecond\rThird\t– “ﷺ” 👩‍🔧 <b>&amp;</b>  "
    done = lena.done("consultation.make_statement", {"room": lena.room("caucus"), "text": text})
    assert entry(lena, done)["data"]["text"] == "  First\nSecond\nThird\t– “ﷺ” 👩‍🔧 <b>&amp;</b>  "


def test_heads_bind_and_the_plenary_says_so(lena):
    done = lena.done("consultation.make_statement", {"room": lena.room("plenary"), "text": "We will.", "binding": True})
    assert entry(lena, done)["data"]["binding"] is True


def test_a_reference_goes_up_and_never_down(lena, amara):
    whispered = lena.done("consultation.make_statement", {"room": lena.room("caucus"), "text": "Between us."})
    ours = lena.done("agenda.raise_issue", {"title": "Ours", "book": lena.book("caucus")})
    common = amara.done("consultation.make_statement", {"room": amara.room("plenary"), "text": "Welcome."})
    lena.done("consultation.make_statement", {"room": lena.room("caucus"), "text": "x", "answers": common["id"]})
    lena.done("consultation.make_statement", {"room": lena.room("delegation"), "text": "x", "answers": whispered["id"]})
    for more in ({"answers": whispered["id"]}, {"issues": [ours["id"]]}):
        data = {"room": lena.room("plenary"), "text": "As I told you."} | more
        problem = is_problem(lena.act("consultation.make_statement", data), 422)
        assert problem["errors"] == {}
        assert "table it there first" in problem["detail"]


# ---- agenda.raise_issue, agenda.set_status


def test_an_issue_is_raised_in_the_plenary_by_default(lena, plenary):
    done = lena.done("agenda.raise_issue", {"title": "Gauges"})
    assert done["book"] == plenary
    whole = lena.told(f"/agenda/issues/{done['id']}")
    assert (whole["title"], whole["summary"], whole["status"]) == ("Gauges", "", "open")
    assert entry(lena, done)["data"] == {"title": "Gauges"}


def test_an_issue_takes_all_its_optional_fields(lena, idris):
    data = {"title": "Gauges", "summary": "Who reads them.", "status": "tense", "book": lena.book("caucus")}
    done = lena.done("agenda.raise_issue", data)
    assert done["book"] == lena.book("caucus")
    assert done["citation"] == f"North caucus {done['number']}"
    assert entry(lena, done)["data"] == data
    assert lena.told(f"/agenda/issues/{done['id']}")["status"] == "tense"
    is_problem(idris.get(f"/agenda/issues/{done['id']}"), 404)


@pytest.mark.parametrize("kind", ["agenda.raise_issue", "agenda.table_solution"])
def test_a_foreign_book_is_404_and_one_that_is_nowhere_too(lena, idris, issue, kind):
    data = {"title": "x"} if kind == "agenda.raise_issue" else {"title": "x", "issue": issue}
    answers = [
        lena.act(kind, {**data, "book": book}) for book in (idris.book("caucus"), idris.book("delegation"), "nothing")
    ]
    for answer in answers:
        is_problem(answer, 404)
    assert len({answer.body for answer in answers}) == 1


def test_the_status_is_set_and_its_steps_are_kept(lena, amara):
    issue = lena.done("agenda.raise_issue", {"title": "Gauges"})["id"]
    done = amara.done("agenda.set_status", {"issue": issue, "status": "tense", "words": "Since the drought."})
    assert done["id"] == issue
    whole = lena.told(f"/agenda/issues/{issue}")
    assert (whole["status"], whole["words"], whole["since"]) == ("tense", "Since the drought.", done["at"])
    assert [step["status"] for step in whole["history"]] == ["open", "tense"]
    lena.done("agenda.set_status", {"issue": issue, "status": "closed"})
    assert lena.told(f"/agenda/issues/{issue}")["words"] == ""


@pytest.mark.parametrize("missing", ["issue", "status"])
def test_a_status_needs_its_issue_and_a_word(lena, issue, missing):
    data = {"issue": issue, "status": "tense"}
    del data[missing]
    is_problem(lena.act("agenda.set_status", data), 422, missing)


# ---- agenda.table_solution, support, reserve, withdraw


def test_a_solution_is_tabled_in_the_plenary_by_default(lena, idris, plenary, issue):
    done = lena.done("agenda.table_solution", {"issue": issue, "title": "Share it by thirds"})
    assert done["book"] == plenary
    (solution,) = [s for s in idris.told(f"/agenda/issues/{issue}")["solutions"] if s["id"] == done["id"]]
    assert (solution["title"], solution["text"], solution["party"], solution["stances"]) == (
        "Share it by thirds",
        "",
        "north",
        [],
    )


def test_a_solution_takes_all_its_optional_fields(lena, amara, idris, issue):
    data = {"issue": issue, "title": "Between us", "text": "A third stays.", "book": lena.book("caucus")}
    done = lena.done("agenda.table_solution", data)
    assert entry(amara, done)["data"] == data
    assert done["id"] not in [s["id"] for s in idris.told(f"/agenda/issues/{issue}")["solutions"]]


def test_parties_support_and_reserve_and_the_later_stance_counts(lena, idris, amara, issue):
    solution = amara.done("agenda.table_solution", {"issue": issue, "title": "A neutral gauge"})["id"]
    first = idris.done("agenda.support_solution", {"solution": solution})
    assert first["id"] == solution
    idris.done("agenda.reserve_solution", {"solution": solution, "words": "Pending instructions."})
    lena.done("agenda.support_solution", {"solution": solution, "words": "At last."})
    (told,) = [s for s in lena.told(f"/agenda/issues/{issue}")["solutions"] if s["id"] == solution]
    assert {(s["party"], s["stance"], s["words"]) for s in told["stances"]} == {
        ("south", "reserves", "Pending instructions."),
        ("north", "supports", "At last."),
    }
    assert told["party"] is None
    is_problem(amara.act("agenda.support_solution", {"solution": solution}), 404)


def test_who_tabled_it_withdraws_it(lena, idris, issue):
    solution = lena.done("agenda.table_solution", {"issue": issue, "title": "Mine"})["id"]
    is_problem(idris.act("agenda.withdraw_solution", {"solution": solution}), 404)
    assert lena.done("agenda.withdraw_solution", {"solution": solution})["id"] == solution
    problem = is_problem(idris.act("agenda.support_solution", {"solution": solution}), 422)
    assert problem["detail"] == "This solution has been withdrawn. Table a new one."
    is_problem(lena.act("agenda.withdraw_solution", {"solution": solution, "words": "x"}), 422, "words")


# ---- agenda.state_position, agenda.table_position


def test_a_position_goes_into_ones_own_delegation(lena, idris, amara, issue):
    done = lena.done("agenda.state_position", {"issue": issue, "position": "Half of it."})
    assert done["book"] == lena.book("delegation")
    data = {"issue": issue, "position": "Half of it.", "interest": "Our wells are dry."}
    assert entry(lena, lena.done("agenda.state_position", data))["data"] == data
    for other in (amara, idris):
        assert done["id"] not in other.get(f"/agenda/issues/{issue}").text
    is_problem(amara.act("agenda.state_position", data), 404)
    is_problem(lena.act("agenda.state_position", {**data, "book": lena.book("caucus")}), 422, "book")


def test_a_tabled_position_is_a_new_thing_in_the_plenary(lena, idris, plenary):
    issue = lena.done("agenda.raise_issue", {"title": "Gauges"})["id"]
    stated = lena.done("agenda.state_position", {"issue": issue, "position": "Ours.", "interest": "We built it."})
    head = lena.told(f"/books/{plenary}/entries")["head"]
    done = lena.done("agenda.table_position", {"position": stated["id"]})
    assert done["book"] == lena.book("delegation")  # the actor's own book says where
    (put,) = [e for e in idris.entries(plenary, head) if e["kind"] == "agenda.put_position"]
    assert put["id"] == done["id"] != stated["id"]
    assert put["by"] == lena.seat
    assert {"book": plenary, "number": put["number"], "id": put["id"]} in entry(lena, done)["facts"]["tabled"]
    (position,) = idris.told(f"/agenda/issues/{issue}")["positions"]
    assert (position["id"], position["position"], position["interest"], position["party"]) == (
        put["id"], "Ours.", "", "north",
    )  # fmt: skip
    assert stated["id"] not in str(put)
    is_problem(lena.act("agenda.table_position", {"position": stated["id"]}), 422)
    is_problem(idris.act("agenda.table_position", {"position": stated["id"]}), 404)


def test_a_refusal_names_a_way_forward_and_no_field(lena, issue):
    ours = lena.done("agenda.raise_issue", {"title": "Ours", "book": lena.book("caucus")})["id"]
    stated = lena.done("agenda.state_position", {"issue": ours, "position": "x"})["id"]
    problem = is_problem(lena.act("agenda.table_position", {"position": stated}), 422)
    assert problem["errors"] == {}
    assert problem["detail"].endswith("Raise it there first.")


def test_drawn_values_are_never_fields(lena, issue):
    for kind, data in (
        ("agenda.raise_issue", {"title": "x"}),
        ("agenda.table_solution", {"title": "x", "issue": issue}),
        ("agenda.set_status", {"issue": issue, "status": "open"}),
        ("agenda.state_position", {"issue": issue, "position": "x"}),
        ("consultation.make_statement", {"room": lena.room("caucus"), "text": "x"}),
    ):
        for drawn in ("id", "at", "number", "by", "facts", "ordinal", "kind"):
            is_problem(lena.act(kind, {**data, drawn: "mine"}), 422, drawn)


def test_no_kind_of_the_house_answers_with_a_fault(lena, amara, idris):
    """Whatever kinds there are, an act with nothing in it is told what is wrong."""
    kinds = {
        e["kind"] for caller in (lena, amara) for b in caller.told("/books")["books"] for e in caller.entries(b["book"])
    }
    assert "process.found" in kinds
    for kind in kinds | {"process.conclude", "process.welcome_members", "consultation.close_room"}:
        for caller in (lena, amara, idris):
            if kind in ("process.propose_ground_rules", "process.withdraw_consent"):
                continue  # these have nothing that must be said, and would go through
            assert caller.act(kind, {}).status in (404, 422), kind
    for caller in (lena, amara):
        is_problem(caller.act("process.found", {"title": "A second one"}), 404)
