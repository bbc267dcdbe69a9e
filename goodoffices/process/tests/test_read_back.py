"""A solemn act is read back: the first sending records nothing, and only the button of its sheet performs it."""

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.agenda.models import Stance
from goodoffices.consultation.acts import AmendStatement, MakeStatement
from goodoffices.consultation.models import Statement
from goodoffices.process.acts import ProposeGroundRules, WithdrawConsent
from goodoffices.process.models import Acceptance
from goodoffices.record.acts import KINDS
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.shuttle.models import Release
from tests.cast import client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.table import now

BINDING = {"text": "We will open the gate.", "binding": "true"}


@pytest.fixture
def solution(lena) -> str:
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    return perform(TableSolution(issue=issue, title="By thirds", text="A third for each."), lena).entry.id


@pytest.fixture
def plenary(river) -> str:
    return f"/processes/{river.process}/rooms/{river.book('plenary').id}/"


@pytest.fixture
def composer(lena, plenary):
    return form_on(client_of(lena), plenary, "consultation.make_statement")


@pytest.fixture
def accepting(river, idris, solution):
    """South's button that begins to accept."""
    page = f"/processes/{river.process}/agenda/issues/"
    issue = river.entries("plenary")[-1].data["issue"]
    return form_on(client_of(idris), f"{page}{issue}/", "agenda.accept_solution", solution=solution)


@pytest.fixture
def caucus(river, lena) -> str:
    """The page of something that North has said in its caucus."""
    said = perform(MakeStatement(room=river.book("caucus", "north").id, text="We could live with half."), lena).entry
    return reverse("consultation:statement", args=[river.process, said.id])


def sheet_in(answer, kind):
    (form,) = acting(forms_in("", answer.text), kind)
    return form


# ---- What it says


def test_a_binding_statement_is_read_back_and_then_made(river, lena, idris, plenary, composer):
    client, head = client_of(lena), Entry.objects.count()
    asked = composer.send(client, **BINDING)
    assert (asked.status_code, Entry.objects.count()) == (422, head)
    for words in ("<p>We will open the gate.</p>", "On behalf of", "<bdi>North</bdi>", "Everyone at the table",
                  "Who reads it later", "What cannot be undone", "A binding statement commits your party.",
                  "Yes, send it as binding"):  # fmt: skip
        assert words in asked.text
    done = sheet_in(asked, "consultation.make_statement").press(client, "read_back")
    assert done["Location"] == plenary
    assert Statement.objects.seen_by(idris).get(text="We will open the gate.").binding


def test_what_does_not_bind_is_sent_at_once(lena, composer):
    assert composer.send(client_of(lena), text="We might.").status_code == 302


def test_what_is_accepted_is_quoted(idris, accepting):
    asked = accepting.send(client_of(idris))
    for words in ("By thirds", "A third for each.", "only a capital may then decline", "Yes, accept it ad referendum"):
        assert words in asked.text
    assert not Stance.objects.seen_by(idris).exists()
    accepting.confirm(client_of(idris))
    assert Stance.objects.seen_by(idris).get().stance == "accepts"


def test_ground_rules_are_read_back_point_by_point(river, amara, lena):
    rules = perform(ProposeGroundRules(languages=["en", "fr"], text="Phones stay outside.", attribution="party"), amara)
    page = f"/processes/{river.process}/ground-rules/"
    form = form_on(client_of(lena), page, "process.accept_ground_rules", rules=rules.entry.id)
    asked = form.send(client_of(lena))
    for words in ("Phones stay outside.", "Français", "Contributions carry the party, not the speaker."):
        assert words in asked.text.partition("data-sheet")[2]
    form.confirm(client_of(lena))
    assert Acceptance.objects.seen_by(lena).filter(rules=rules.entry.id).exists()


def test_a_release_says_who_reads_it_now_and_who_once_it_is_conveyed(lena, caucus):
    client = client_of(lena)
    form = form_on(client, caucus, "consultation.release")
    told = " ".join(form.words.split())
    assert "Now: only North and the third party. Once conveyed: South." in told
    assert "will read this" not in told
    asked = form.send(client, to="south", form="verbatim", condition="If they open the gate.")
    sheet = " ".join(asked.text.partition("data-sheet")[2].split())
    for words in ("We could live with half.", "Only North and the third party", "<dt>Once conveyed</dt>",
                  "<bdi>South</bdi>", "If they open the gate.", "What has been conveyed cannot be unsaid."):  # fmt: skip
        assert words in sheet
    assert not Release.objects.seen_by(lena).exists()
    form.confirm(client, to="south", form="verbatim")
    assert Release.objects.seen_by(lena).get().state == "released"


def test_what_is_solemn_says_what_cannot_be_undone_and_has_a_second_button():
    solemn = {kind for kind, act in KINDS.items() if act.solemn}
    assert sorted(kind for kind in solemn if not (KINDS[kind].consequence and KINDS[kind].yes)) == []
    assert len(solemn) >= 20


# ---- The second button


def test_a_page_with_scripts_gets_the_sheet_into_its_form(lena, plenary, composer):
    client = client_of(lena)
    asked = composer.send(client, htmx=True, **BINDING)
    assert (asked.status_code, asked["HX-Retarget"]) == (422, "find .sheet-place")
    assert "<html" not in asked.text
    (sheet,) = forms_in("", f"<form method='post'>{asked.text}</form>")
    sent = {**dict(composer.fields), **dict(sheet.fields), **sheet.buttons, **BINDING}
    assert client.post(composer.action, sent, headers={"hx-request": "true"}).status_code == 204


def test_other_words_are_read_back_anew(lena, composer):
    client, head = client_of(lena), Entry.objects.count()
    sheet = sheet_in(composer.send(client, **BINDING), "consultation.make_statement")
    again = sheet.press(client, "read_back", text="We will open both gates.")
    assert (again.status_code, Entry.objects.count()) == (422, head)
    assert "The words have changed since they were read back." in again.text
    assert "<p>We will open both gates.</p>" in again.text
    assert sheet_in(again, "consultation.make_statement").press(client, "read_back").status_code == 302


def test_a_button_from_elsewhere_performs_nothing(river, solution, idris):
    sent = {"solution": solution, "read_back": "yes"}
    answer = client_of(idris).post(act_at(river.process, "agenda.accept_solution"), sent)
    assert (answer.status_code, "only a capital may then decline" in answer.text) == (422, True)


def test_pressing_it_twice_is_one_act(river, lena, composer):
    client, head = client_of(lena), river.book("plenary").head
    sheet = sheet_in(composer.send(client, **BINDING), "consultation.make_statement")
    assert [sheet.press(client, "read_back").status_code for _ in range(2)] == [302, 302]
    assert river.book("plenary").head == head + 1


def test_a_lost_answer_to_it_may_be_asked_for_again(river, idris, accepting):
    """Though the act is not possible a second time: the same key is the same act."""
    client, head = client_of(idris), river.book("plenary").head
    sheet = sheet_in(accepting.send(client, key="k"), "agenda.accept_solution")
    assert [sheet.press(client, "read_back", key="k").status_code for _ in range(2)] == [302, 302]
    assert river.book("plenary").head == head + 1


# ---- What has changed meanwhile


def test_words_that_changed_before_it_was_read_back_are_shown_as_they_are(lena, caucus):
    client = client_of(lena)
    form = form_on(client, caucus, "consultation.release")
    correct(lena, caucus, "We could live with a third.")
    asked = form.send(client, to="south", form="verbatim")
    assert "We could live with a third." in asked.text.partition("data-sheet")[2]


def test_words_that_changed_after_it_was_read_back_are_said_in_the_sheet(lena, caucus):
    client = client_of(lena)
    asked = form_on(client, caucus, "consultation.release").send(client, to="south", form="verbatim")
    correct(lena, caucus, "We could live with a third.")
    stale = sheet_in(asked, "consultation.release").press(client, "read_back")
    assert stale.status_code == 412
    told = stale.text.partition("data-sheet")[2]
    assert "This has changed since you opened it." in told and "We could live with a third." in told
    assert not Release.objects.seen_by(lena).exists()
    assert sheet_in(stale, "consultation.release").press(client, "read_back").status_code == 302
    assert Release.objects.seen_by(lena).get().text == "We could live with a third."


def test_what_was_withdrawn_meanwhile_is_refused_and_not_read_back(idris, lena, accepting, solution):
    client = client_of(idris)
    sheet = sheet_in(accepting.send(client), "agenda.accept_solution")
    perform(WithdrawSolution(solution=solution), lena)
    answer = sheet.press(client, "read_back")
    assert answer.status_code == 412 and "Read this back" not in answer.text
    assert not Stance.objects.seen_by(idris).exists()


def test_what_cannot_be_done_now_is_refused_and_not_read_back(river, solution, lena):
    perform(WithdrawConsent(), lena)
    answer = client_of(now(lena)).post(act_at(river.process, "agenda.accept_solution"), {"solution": solution})
    assert answer.status_code == 422
    assert "The talks are suspended" in answer.text and "On behalf of" not in answer.text


def test_nothing_is_read_back_to_who_may_not_do_it(river, lena, idris):
    """Neither who would read it, nor on whose behalf: it is not there."""
    sent = {"room": river.book("caucus", "south").id, **BINDING}
    assert client_of(lena).post(act_at(river.process, "consultation.make_statement"), sent).status_code == 404


def correct(seat, page, text):
    perform(AmendStatement(statement=page.rstrip("/").rpartition("/")[2], text=text), seat)
