"""The pages of rooms and statements: what is shown to whom, and what their forms do."""

import re

import pytest

from goodoffices.agenda.acts import RaiseIssue, SupportSolution, TableSolution
from goodoffices.consultation.acts import AmendStatement, CloseRoom, StrikeStatement
from goodoffices.consultation.models import ReadMark, Statement
from goodoffices.consultation.queries import PAGE
from goodoffices.live.rendering import Rendering
from goodoffices.process.acts import CloseSession, FrameRound, OpenRound, OpenSession
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.table import admit, now, rules, say, task_force


def statement_page(river, statement: str) -> str:
    return f"/processes/{river.process}/rooms/statements/{statement}/"


# ---- Speaking


def test_a_statement_is_sent_without_javascript(page, lena, idris):
    client = client_of(lena)
    answer = form_on(client, page, "consultation.make_statement").send(
        client, text="Thirty days.\r\n\r\nNo more.", speech_act="proposal"
    )
    assert (answer.status_code, answer["Location"]) == (302, page)
    statement = Statement.objects.seen_by(idris).get(text__startswith="Thirty")
    assert (statement.text, statement.speech_act, statement.binding) == ("Thirty days.\n\nNo more.", "proposal", False)
    shown = client_of(idris).get(page).text
    assert "<p>Thirty days.</p><p>No more.</p>" in shown


def test_htmx_stays_in_the_room(page, lena):
    client = client_of(lena)
    answer = form_on(client, page, "consultation.make_statement").send(client, htmx=True, text="Thirty days.")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "HX-Redirect" not in answer.headers


def test_the_words_that_were_refused_come_back(river, page, plenary, amara, lena):
    client = client_of(lena)
    form = form_on(client, page, "consultation.make_statement")
    perform(CloseRoom(room=plenary.id), amara)
    head = Entry.objects.count()
    for htmx in (True, False):
        answer = form.send(client, htmx, text="A <b>bold</b> word & more", binding="true", speech_act="question")
        assert answer.status_code == 422
        assert "The mediator has closed this room." in answer.text
    (again,) = acting(forms_in("", answer.text), "consultation.make_statement")
    kept = dict(again.fields)
    assert (kept["text"], kept["binding"], kept["speech_act"]) == ("A <b>bold</b> word & more", "true", "question")
    assert "Everyone at the table will read this" in re.sub(r"\s+", " ", again.words)
    assert Entry.objects.count() == head


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 20_001, "a\u202eb", "a\0b"])
def test_what_cannot_be_said_is_answered_in_words(page, lena, text):
    client = client_of(lena)
    head = Entry.objects.count()
    answer = form_on(client, page, "consultation.make_statement").send(client, htmx=True, text=text)
    assert answer.status_code == 422
    assert re.search(r'<a href="#f-text" data-field="text">Your statement:\s+<span>[A-Z].*\.</span></a>', answer.text)
    assert Entry.objects.count() == head


def test_sent_twice_with_one_key_is_one_statement(page, lena):
    client = client_of(lena)
    form = form_on(client, page, "consultation.make_statement")
    for htmx in (False, True, False):
        form.send(client, htmx, text="Once.", key="k1")
    assert Statement.objects.seen_by(lena).filter(text="Once.").count() == 1


def test_an_answer_says_what_it_answers(river, page, lena, idris, plenary):
    asked = say(idris, plenary, "How many days?", speech_act="question")
    client = client_of(lena)
    assert f"?answers={asked.id}" in client.get(statement_page(river, asked.id)).text
    form = form_on(client, f"{page}?answers={asked.id}", "consultation.make_statement")
    assert (dict(form.fields)["answers"], dict(form.fields)["speech_act"]) == (asked.id, "answer")
    form.send(client, text="Thirty.")
    answer = Statement.objects.seen_by(idris).get(text="Thirty.")
    assert answer.answers_id == asked.id
    assert "Thirty." in client_of(idris).get(statement_page(river, asked.id)).text
    # What others have cannot be answered by guessing.
    theirs = say(idris, river.book("caucus", "south"), "Between us.")
    assert "answers" not in form_on(client, f"{page}?answers={theirs.id}", "consultation.make_statement").names


def test_a_room_offers_the_issues_that_all_its_readers_know(river, page, lena):
    common = perform(RaiseIssue(title="Water"), lena).entry.id
    ours = perform(RaiseIssue(title="Ours", book=river.book("caucus", "north").id), lena).entry.id
    client = client_of(lena)
    assert set(form_on(client, page, "consultation.make_statement").options["issues"]) == {"", common}
    delegation = page.replace(river.book("plenary").id, river.book("delegation", "north").id)
    assert set(form_on(client, delegation, "consultation.make_statement").options["issues"]) == {"", common, ours}
    form_on(client, page, "consultation.make_statement").send(client, text="About water.", issues=common)
    assert "Water</a>" in client.get(page).text


def test_binding_is_offered_to_those_who_can_bind(river, page, plenary, lena, amara):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    offered = {
        seat.name: "binding" in form_on(client_of(seat), page, "consultation.make_statement").names
        for seat in (lena, amara, marek)
    }
    assert offered == {lena.name: True, amara.name: False, marek.name: False}
    client = client_of(marek)
    answer = client.post(
        act_at(river.process, "consultation.make_statement"),
        {"room": plenary.id, "text": "We will.", "binding": "true"},
    )
    assert (answer.status_code, "Only the head of delegation" in answer.text) == (422, True)


def test_where_nothing_may_be_said_there_is_no_composer(river, page, plenary, amara, lena, idris):
    observer = admit(amara, "observer", "Observer")
    rules(amara, [lena, idris], observers=True)
    interpreter = admit(now(amara), "interpreter", "Interpreter")
    for seat, why in ((observer, "You are an observer: you read"), (interpreter, "You are an interpreter: here you")):
        shown = client_of(now(seat)).get(page).text
        assert not acting(forms_in(page, shown), "consultation.make_statement")
        assert shown.count(why) == 1
    assert "You are an observer" not in client_of(lena).get(page).text
    perform(CloseRoom(room=plenary.id), amara)
    for seat, composers in ((lena, 0), (amara, 1)):  # who closed it may say when it goes on
        shown = client_of(seat).get(page).text
        assert "The mediator has closed this room for now." in shown
        assert ("Your text is kept here. Ask the mediator to reopen it." in shown) == (not composers)
        assert len(acting(forms_in(page, shown), "consultation.make_statement")) == composers


def test_the_mediator_closes_and_opens_a_room_through_its_page(river, page, plenary, amara, lena):
    client = client_of(amara)
    assert form_on(client, page, "consultation.close_room").send(client).status_code == 302
    assert not [f for f in forms_in(page, client_of(lena).get(page).text) if f.action.endswith("_room")]
    assert form_on(client, page, "consultation.reopen_room").send(client).status_code == 302
    assert (
        client_of(lena).post(act_at(river.process, "consultation.close_room"), {"room": plenary.id}).status_code == 404
    )


# ---- Reading


def test_every_room_says_who_will_read_it(river, amara, lena, idris):
    task_force(amara, "gauges", lena, idris)
    marek = admit(lena, "delegate", "Delegate, North", "north")
    phrases = {
        ("plenary", ""): "Everyone at the table",
        ("caucus", "north"): "Only North and the third party",
        ("delegation", "north"): "Only your own delegation",
        ("task_force", "gauges"): "Only the task force",
    }
    client = client_of(now(lena))
    for (kind, key), phrase in phrases.items():
        shown = client.get(f"/processes/{river.process}/rooms/{river.book(kind, key).id}/").text
        audience = re.findall(r'<span class="chip".*?</span></span>|<div class="audience".*?</div>', shown, re.S)
        assert len(audience) == 2, kind  # in the bar, and with all their names below the line to write in
        assert all(phrase in each for each in audience)
        audience.reverse()
        assert ("not even the mediator" in audience[0]) == (kind == "delegation")
        assert (marek.name in audience[0]) == (kind in ("caucus", "delegation"))


def test_an_observer_in_a_task_force_reads_its_room_though_not_the_plenary(river, amara, lena):
    observer = admit(amara, "observer", "Observer of the Lakes")
    gauges = task_force(amara, "gauges", lena, observer)
    say(now(lena), gauges, "The gauge at the bridge is broken.")
    client = client_of(now(observer))
    for page in (f"rooms/{gauges.id}/", f"record/{gauges.id}/", f"rooms/{gauges.id}/minutes", "", "seats/", "agenda/"):
        answer = client.get(f"/processes/{river.process}/{page}")
        assert answer.status_code == 200, page
    assert "The gauge at the bridge" in client.get(f"/processes/{river.process}/rooms/{gauges.id}/").text


def test_a_long_room_is_read_a_page_at_a_time(page, plenary, amara, lena):
    numbers = [say(amara, plenary, f"Line {n} of many").number for n in range(PAGE + 5)]
    client = client_of(lena)
    shown = client.get(page).text
    assert "Line 104 of many" in shown and "Line 3 of many" not in shown
    before = re.search(r'href="\?before=(\d+)"[^>]* rel="prev"', shown)[1]
    assert int(before) == numbers[5]
    earlier = client.get(f"{page}?before={before}").text
    assert "Line 3 of many" in earlier and "Line 5 of many" not in earlier
    assert "composer" not in earlier


def test_what_is_unread_is_counted_and_marked_as_read(river, page, plenary, amara, lena, idris):
    client = client_of(lena)
    said = [say(amara, plenary, f"Line {n}") for n in range(3)]

    def count() -> str:
        shown = client.get(f"/processes/{river.process}/seats/").text
        return re.search(rf'data-book="{plenary.id}".*?data-count>(\d+)<', shown, re.S)[1]

    before = int(count())
    assert client.post(f"{page}reading", {"number": said[1].number}).status_code == 204
    assert int(count()) == 1 < before
    for nonsense in ("", "x", "-1", "9" * 30, "1.5"):
        assert client.post(f"{page}reading", {"number": nonsense}).status_code == 204
    assert int(count()) == 1
    assert client.post(f"{page}reading", {"number": "10000000"}).status_code == 204
    assert int(count()) == 0
    assert list(ReadMark.objects.values_list("seat", flat=True)) == [lena.id]
    theirs = page.replace(plenary.id, river.book("caucus", "south").id)
    assert client.post(f"{theirs}reading", {"number": "1"}).status_code == 404


def test_minutes_hold_what_was_said_in_a_session(river, page, plenary, amara, lena):
    framed = perform(FrameRound(title="Round 1"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    say(amara, plenary, "Before the session.")
    session = perform(OpenSession(round=framed, title="Day 1"), amara).entry.id
    say(lena, plenary, "During the session.")
    perform(CloseSession(session=session), amara)
    say(lena, plenary, "After the session.")
    client = client_of(lena)
    whole = client.get(f"{page}minutes").text
    assert all(f"{when} the session." in whole for when in ("Before", "During", "After"))
    part = client.get(f"{page}minutes?session={session}").text
    assert "During the session." in part
    assert "Before the session." not in part and "After the session." not in part
    assert client.get(f"{page}minutes?session=nothing").status_code == 200


def test_what_others_say_in_their_rooms_is_on_no_page(river, lena, idris, plenary, page):
    before = {path: client_of(idris).get(path).text for path in (page, f"/processes/{river.process}/")}
    whispered = say(lena, river.book("caucus", "north"), "Between us.")
    for path, text in before.items():
        after = client_of(idris).get(path).text
        assert _untokened(after) == _untokened(text)
    assert client_of(idris).get(statement_page(river, whispered.id)).status_code == 404
    sent = {"statement": whispered.id, "text": "Mine"}
    assert client_of(idris).post(act_at(river.process, "consultation.amend_statement"), sent).status_code == 404


def _untokened(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", html)


# ---- Correcting and striking


def test_a_statement_is_corrected_and_struck_on_its_page(river, lena, idris, plenary, page):
    said = say(lena, plenary, "Thirty days.")
    own = statement_page(river, said.id)
    client = client_of(lena)
    assert form_on(client, own, "consultation.amend_statement").send(client, text="Forty days.").status_code == 302
    shown = client_of(idris).get(page).text
    assert "Forty days." in shown and "Thirty days." in shown
    assert "Corrected by the speaker." in shown
    assert dict(form_on(client, own, "consultation.amend_statement").fields)["text"] == "Forty days."
    assert form_on(client, own, "consultation.strike_statement").send(client, words="A slip.").status_code == 302
    shown = client_of(idris).get(own).text
    assert "Struck by the speaker." in shown and "A slip." in shown and "Thirty days." in shown
    assert not [
        f for f in forms_in(own, client.get(own).text) if f.action.endswith(("amend_statement", "strike_statement"))
    ]


def test_only_the_speaker_is_offered_to_correct(river, amara, lena, idris, plenary):
    said = say(lena, plenary)
    own = statement_page(river, said.id)
    marek = admit(lena, "delegate", "Delegate, North", "north")
    for seat in (amara, idris, marek):
        forms = forms_in(own, client_of(seat).get(own).text)
        assert not [f for f in forms if f.action.endswith(("amend_statement", "strike_statement"))]
        for kind in ("amend_statement", "strike_statement"):
            sent = {"statement": said.id, "text": "Mine."}
            assert client_of(seat).post(act_at(river.process, f"consultation.{kind}"), sent).status_code == 404


def test_a_correction_made_on_another_device_makes_the_form_stale(river, lena, plenary):
    said = say(lena, plenary, "Thirty days.")
    client = client_of(lena)
    form = form_on(client, statement_page(river, said.id), "consultation.amend_statement")
    perform(AmendStatement(statement=said.id, text="Forty days."), lena)
    answer = form.send(client, text="Fifty days.")
    assert answer.status_code == 412
    assert "This has changed since you opened it." in answer.text
    (again,) = acting(forms_in("", answer.text), "consultation.amend_statement")
    assert dict(again.fields)["text"] == "Fifty days."
    assert again.send(client).status_code == 302


# ---- Chatham House: no seat in any page, answer or partial


@pytest.mark.parametrize(
    ("terms", "speaker"), [({"attribution": "party"}, "North"), ({"chatham_house": True}, "A participant")]
)
def test_who_spoke_stands_nowhere_that_others_see(river, amara, lena, idris, plenary, page, terms, speaker):
    rules(amara, [lena, idris], **terms)
    first = plenary_head = river.book("plenary").head
    lena, idris = now(lena), now(idris)
    said = say(lena, plenary, "Thirty days.")
    amended = perform(AmendStatement(statement=said.id, text="Forty days."), lena).entry
    struck = say(lena, plenary, "Fifty days.", answers=said.id)
    striking = perform(StrikeStatement(statement=struck.id, words="A slip."), lena).entry
    issue = perform(RaiseIssue(title="Water"), lena).entry
    solution = perform(TableSolution(issue=issue.id, title="Share it"), lena).entry
    support = perform(SupportSolution(solution=solution.id), lena).entry
    entries = [said, amended, struck, striking, issue, solution, support]

    shown = {}
    for reader in (idris, amara):
        client, api = client_of(now(reader)), Api(now(reader))
        for path in (page, f"{page}minutes", statement_page(river, said.id), statement_page(river, struck.id),
                     f"/processes/{river.process}/agenda/", f"/processes/{river.process}/agenda/issues/{issue.id}/",
                     *(f"/processes/{river.process}/record/{plenary.id}/{e.number}/" for e in entries)):  # fmt: skip
            html = client.get(path).text
            main = html[html.index('id="main"') :]
            earlier = r'<section class="who-is-here.*?</section>|<li class="procedure" data-number="(\d+)">.*?</li>'
            shown[path] = re.sub(earlier, lambda m: "" if int(m[1] or 0) <= first else m[0], main, flags=re.S)
        shown["entries"] = api.get(f"/books/{plenary.id}/entries?after={first}").content.decode()
        shown["copy"] = "\n".join(
            api.get(f"/books/{plenary.id}/copy").getvalue().decode().splitlines()[plenary_head + 1 :]
        )
        shown["agenda"] = api.get("/agenda").content.decode()
        shown["stream"] = "".join(piece.block.decode() for e in entries for piece in Rendering().shown(e, "en"))
        for path, text in shown.items():
            assert lena.id not in text, path
            audience = re.sub(r'<div class="audience.*?</div>', "", text, flags=re.S)
            assert lena.name not in audience, path
    assert speaker in shown[page]
    assert [e["by"] for e in Api(now(idris)).get(f"/books/{plenary.id}/entries?after={first}").json()["entries"]] == [
        None
    ] * 7


def test_the_hidden_speaker_is_offered_to_correct_all_the_same(river, amara, lena, idris, plenary):
    rules(amara, [lena, idris], chatham_house=True)
    said = say(now(lena), plenary, "Thirty days.")
    own = statement_page(river, said.id)
    client = client_of(now(lena))
    assert form_on(client, own, "consultation.amend_statement").send(client, text="Forty days.").status_code == 302
    assert "Forty days." in client_of(idris).get(own).text
