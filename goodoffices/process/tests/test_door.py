"""The one door for forms: what it takes, what it turns away, and what comes back."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.template import Context, Template, TemplateSyntaxError

from goodoffices.agenda.acts import AmendIssue, RaiseIssue, SupportSolution, TableSolution, WithdrawSolution
from goodoffices.agenda.models import Issue, Solution
from goodoffices.consultation.acts import MakeStatement
from goodoffices.process.acts import WithdrawConsent
from goodoffices.process.templatetags.acts import OPTIONS
from goodoffices.record.acts import KINDS, Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.table import admit, concluded, founded, now


@pytest.fixture
def issue(lena) -> str:
    return perform(RaiseIssue(title="Water", summary="Who gets how much."), lena).entry.id


@pytest.fixture
def solution(issue, lena) -> str:
    return perform(TableSolution(issue=issue, title="By thirds"), lena).entry.id


@pytest.fixture
def page(river, issue) -> str:
    return f"/processes/{river.process}/agenda/issues/{issue}/"


# ---- What the door turns away, all alike


@pytest.mark.parametrize(
    "kind",
    [
        "agenda.no_such_act",
        "agenda",
        "process.found",  # only a founder does this, before there is a process
        "process.welcome_members",  # another act brings this about
        "consultation.convey_statement",
        "AGENDA.RAISE_ISSUE",
    ],
)
def test_what_nobody_may_ask_for_and_what_there_is_not_are_one_page(river, lena, kind):
    client, head = client_of(lena), Entry.objects.count()
    sent = {"title": "x", "task_force": "gauges", "members": [lena.id], "text": "x", "room": river.book("plenary").id}
    nothing = client.post(act_at(river.process, "no.such"), sent)
    answer = client.post(act_at(river.process, kind), sent)
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert untokened(answer.text) == untokened(nothing.text)
    assert Entry.objects.count() == head


def test_the_things_of_another_process_are_not_there(river, lena, idris, solution):
    elsewhere = founded("Talks on the Sea", "north", "south")
    head = admit(elsewhere, "head", "Head, North", "north")
    client = client_of(head)
    absent = client.post(act_at(elsewhere.process_id, "agenda.support_solution"), {"solution": "nothing"})
    theirs = client.post(act_at(elsewhere.process_id, "agenda.support_solution"), {"solution": solution})
    assert (absent.status_code, theirs.status_code) == (404, 404)
    assert untokened(absent.text) == untokened(theirs.text)
    assert client.post(act_at(river.process, "agenda.support_solution"), {"solution": solution}).status_code == 404


def test_a_kind_that_is_not_for_this_seat_is_not_there(river, lena, amara):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    sent = {"outcome": "It is over."}
    assert client_of(marek).post(act_at(river.process, "process.conclude"), sent).status_code == 404
    assert client_of(amara).get(act_at(river.process, "process.conclude")).status_code == 405


# ---- Where one goes afterwards


@pytest.mark.parametrize(
    "then",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/processes/",
        "/account/",
        "/processes/other/",
        "{home}../../account/",
        "{home}%2e%2e/%2E%2E/account/",
        "{home}.\\..\\account/",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_form_cannot_send_its_sender_out_of_the_process(river, lena, then):
    home = f"/processes/{river.process}/"
    sent = {"title": "Water", "then": then.format(home=home)}
    answer = client_of(lena).post(act_at(river.process, "agenda.raise_issue"), sent)
    assert answer.status_code == 302
    plenary = river.book("plenary")
    assert answer["Location"] == f"{home}record/{plenary.id}/{plenary.head}/"  # what has been made


def test_a_form_leads_back_to_the_page_on_which_it_stands(river, page, solution, lena, idris):
    client = client_of(idris)
    form = form_on(client, page, "agenda.support_solution", solution=solution)
    assert form.send(client)["Location"] == page
    again = form_on(client, page, "agenda.reserve_solution", solution=solution)
    assert again.send(client, htmx=True)["HX-Redirect"] == page


def test_a_refused_form_leads_back_there_too(river, page, lena):
    client = client_of(lena)
    refused = form_on(client, page, "agenda.table_solution").send(client, title="x" * 301)
    assert f'href="{page}"' in refused.text
    (again,) = acting(forms_in("", refused.text), "agenda.table_solution")
    assert again.send(client, title="Shorter")["Location"] == page


@pytest.mark.parametrize("script", [False, True])
def test_a_form_leads_to_what_it_makes(river, lena, script):
    home, headers = f"/processes/{river.process}/", {"hx-request": "true"} if script else {}
    sent = {"title": "Water", "then": f"{home}agenda/issues/-made-/"}
    answer = client_of(lena).post(act_at(river.process, "agenda.raise_issue"), sent, headers=headers)
    made = Issue.objects.seen_by(now(lena)).get()
    assert answer["HX-Redirect" if script else "Location"] == f"{home}agenda/issues/{made.id}/"


def test_what_was_made_leads_nowhere_else(river, lena, page, solution, idris):
    home = f"/processes/{river.process}/"
    sent = {"title": "Water", "then": "https://elsewhere.example/-made-/"}
    answer = client_of(lena).post(act_at(river.process, "agenda.raise_issue"), sent)
    assert answer["Location"].startswith(f"{home}record/")
    form = form_on(client_of(idris), page, "agenda.support_solution", solution=solution)
    assert form.send(client_of(idris), then=f"{home}-made-/")["Location"].startswith(
        f"{home}record/"
    )  # it makes nothing
    refused = client_of(lena).post(
        act_at(river.process, "agenda.raise_issue"), {"title": "x" * 301, "then": f"{home}agenda/issues/-made-/"}
    )
    assert f'href="{home}"' in refused.text
    (again,) = acting(forms_in("", refused.text), "agenda.raise_issue")
    made = again.send(client_of(lena), title="Shorter")["Location"]
    assert made == f"{home}agenda/issues/{Issue.objects.seen_by(now(lena)).get(title='Shorter').id}/"


# ---- Once, and not over what has changed


def test_a_double_click_is_one_act(river, page, solution, idris):
    client, head = client_of(idris), river.book("plenary").head
    form = form_on(client, page, "agenda.support_solution", solution=solution)
    assert [form.send(client).status_code for _ in range(3)] == [302] * 3
    assert river.book("plenary").head == head + 1


def test_who_writes_over_a_change_is_shown_both_wordings(river, page, issue, lena, amara):
    client = client_of(lena)
    form = form_on(client, page, "agenda.amend_issue")
    perform(AmendIssue(issue=issue, summary="Who gets <how much>, and when."), amara)
    for htmx in (True, False):
        answer = form.send(client, htmx, summary="Who gets it first.")
        assert answer.status_code == 412
        assert "This has changed since you opened it." in answer.text
        assert "Who gets &lt;how much&gt;, and when." in answer.text  # as it reads now
    assert "Who gets it first." in answer.text  # as it was written
    (again,) = acting(forms_in("", answer.text), "agenda.amend_issue")
    assert again.send(client).status_code == 302
    assert Issue.objects.seen_by(lena).get(id=issue).summary == "Who gets it first."


def test_who_has_been_shown_the_change_sends_the_same_form_again(river, page, issue, lena, amara):
    client = client_of(lena)
    form = form_on(client, page, "agenda.amend_issue")
    perform(AmendIssue(issue=issue, summary="As the mediator sees it."), amara)
    answer = form.send(client, True, summary="Ours.")
    told = dict(re.findall(r'<input type="hidden" name="(seen_\w+)" value="([^"]*)">', answer.text))
    assert answer.status_code == 412 and set(told) == {"seen_book", "seen_number"}
    # The page’s own fields stand before these, and the last of a name counts.
    assert form.send(client, True, summary="Ours.", **told).status_code == 204
    perform(AmendIssue(issue=issue, summary="As the mediator sees it now."), amara)
    assert form.send(client, True, summary="Ours again.", **told).status_code == 412


def test_what_was_left_as_it_was_is_not_said_again(river, page, issue, lena, amara):
    """Not even where somebody else has changed it meanwhile: the form says what stood in it when it was drawn."""
    client = client_of(lena)
    form = form_on(client, page, "agenda.amend_issue")
    perform(AmendIssue(issue=issue, title="Water and fish"), amara)
    refused = form.send(client, summary="Who gets it first.")
    (again,) = acting(forms_in("", refused.text), "agenda.amend_issue")
    assert again.send(client).status_code == 302
    assert river.entries("plenary")[-1].data == {"issue": issue, "summary": "Who gets it first."}


# ---- What was written comes back, and is obeyed by nobody


def test_markup_in_what_was_sent_is_shown_and_not_obeyed(river, page, lena):
    bad = "<script>alert(1)</script>\"'&"
    client = client_of(lena)
    sent = {"issue": "<b>no</b>", "title": bad + "x" * 300, "text": bad, "then": f'"><script>{page}', "was-title": bad}
    answer = client.post(act_at(river.process, "agenda.table_solution"), sent)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text and "<b>no</b>" not in answer.text
    (again,) = acting(forms_in("", answer.text), "agenda.table_solution")
    assert dict(again.fields)["text"] == bad
    assert dict(again.fields)["was-title"] == bad


def test_a_solution_called_by_markup_is_escaped_in_its_own_forms(river, page, issue, lena, idris, amara):
    evil = "\"><img src=x onerror=alert(1)>'"
    perform(TableSolution(issue=issue, title=evil, text=evil), lena)
    for seat in (lena, idris, amara):
        assert "<img src=x" not in client_of(seat).get(page).text


# ---- The tag


def test_a_form_is_drawn_for_those_alone_who_may_use_it(river, page, solution, lena, idris, amara):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    offered = {
        "lena": ["support", "reserve", "accept", "withdraw"],
        "idris": ["support", "reserve", "accept"],
        "marek": ["support", "reserve", "withdraw"],
        "amara": [],
    }
    for name, seat in (("lena", lena), ("idris", idris), ("marek", marek), ("amara", amara)):
        forms = [f for f in forms_in(page, client_of(now(seat)).get(page).text) if ("solution", solution) in f.fields]
        kinds = [re.search(r"/agenda\.(\w+)_solution$", form.action) for form in forms]
        assert [kind[1] for kind in kinds if kind] == offered[name], name


def test_what_is_not_possible_now_has_no_button(river, page, solution, lena, idris):
    client = client_of(idris)
    form_on(client, page, "agenda.accept_solution", solution=solution).confirm(client)
    assert not acting(forms_in(page, client.get(page).text), "agenda.accept_solution")  # our party has accepted
    perform(WithdrawConsent(), lena)
    forms = forms_in(page, client_of(now(idris)).get(page).text)
    for kind in ("support", "reserve", "accept", "withdraw"):
        assert not acting(forms, f"agenda.{kind}_solution")
    assert not acting(forms, "agenda.set_status")


def test_where_a_page_asks_for_it_the_tag_says_why_not(river, amara, lena, idris):
    page = f"/processes/{river.process}/coming-and-going/"
    concluded(amara, lena, idris)
    shown = client_of(now(amara)).get(page).text
    assert not acting(forms_in(page, shown), "process.propose_conclusion")
    assert "The process is already concluded. Found a new one to go on." in shown


def test_only_rows_with_which_it_would_be_allowed_are_offered(river, lena, idris, amara):
    """A head lets seats of its own side confirm; the third party, its own."""
    marek = admit(lena, "delegate", "Delegate, North", "north")
    page = f"/processes/{river.process}/listening/"
    offered = form_on(client_of(lena), page, "consultation.entrust_confirming").options["seat"]
    assert set(offered) == {lena.id, marek.id}
    form_on(client_of(lena), page, "consultation.entrust_confirming").send(client_of(lena), seat=marek.id)
    assert form_on(client_of(lena), page, "consultation.entrust_confirming").options["seat"] == [lena.id]
    assert not acting(forms_in(page, client_of(now(marek)).get(page).text), "consultation.entrust_confirming")


def test_a_thing_of_a_narrow_room_is_offered_to_no_wider_one(river, lena):
    ours = river.book("caucus", "north").id
    issue = perform(RaiseIssue(title="Our red line", book=ours), lena).entry.id
    form = form_on(client_of(lena), f"/processes/{river.process}/agenda/issues/{issue}/", "agenda.table_solution")
    assert set(form.options["book"]) == {ours, river.book("delegation", "north").id}


def test_a_page_reads_the_thing_once_for_all_its_forms(river, page, issue, lena, idris, django_assert_max_num_queries):
    """However many forms stand on it: what a page has read, its forms do not read again."""
    client = client_of(idris)
    for number in range(3):
        perform(TableSolution(issue=issue, title=f"Way {number}"), lena)
    client.get(page)  # what the frame around it shows is read with the first
    with django_assert_max_num_queries(500) as few:
        client.get(page)
    for number in range(3, 9):
        found = perform(TableSolution(issue=issue, title=f"Way {number}"), lena).entry.id
        perform(SupportSolution(solution=found), lena)
    client.get(page)
    with django_assert_max_num_queries(500) as many:
        client.get(page)
    of_solutions = [q for q in many.captured_queries if 'FROM "agenda_solution"' in q["sql"]]
    of_stances = [q for q in many.captured_queries if 'FROM "agenda_stance"' in q["sql"]]
    assert (len(of_solutions), len(of_stances)) == (1, 2)  # where each side stands, and how it came to that
    assert len(few.captured_queries) == len(many.captured_queries)


def test_the_act_reaches_as_far_as_its_words(river, issue, lena):
    """A position is tabled from the delegation's own book; who will read it is everyone."""
    client = client_of(lena)
    page = f"/processes/{river.process}/agenda/issues/{issue}/"
    form_on(client, page, "agenda.state_position").send(client, position="Half of it.")
    assert "Everyone at the table" in form_on(client, page, "agenda.table_position").words


def test_a_page_offers_nothing_of_what_is_answered_elsewhere(river, lena, idris):
    """An id in the address that names nothing this seat sees goes into no form."""
    plenary = river.book("plenary").id
    theirs = perform(MakeStatement(room=river.book("caucus", "south").id, text="Between us."), idris).entry.id
    page = f"/processes/{river.process}/rooms/{plenary}/?answers={theirs}"
    assert "answers" not in form_on(client_of(lena), page, "consultation.make_statement").names


def test_a_solution_that_was_withdrawn_meanwhile_is_shown_as_changed(river, page, solution, lena, idris):
    client = client_of(idris)
    late = form_on(client, page, "agenda.support_solution", solution=solution)
    form_on(client_of(lena), page, "agenda.withdraw_solution").send(client_of(lena))
    assert late.send(client).status_code == 412
    assert Solution.objects.seen_by(idris).get(id=solution).state == "withdrawn"


def untokened(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", html)


# ---- Every kind has what its form needs


def test_every_act_that_one_may_ask_for_has_the_words_of_its_button():
    from_elsewhere = {"process.found", "agenda.put_position"}  # a page of its own; what tabling a position puts there
    kinds = {kind for kind, act in KINDS.items() if not act.only_entailed} - from_elsewhere
    assert sorted(kind for kind in kinds if not KINDS[kind].label) == []


def test_no_act_has_a_field_that_is_called_as_an_option_of_the_tag():
    assert sorted({name for act in KINDS.values() for name in act.model_fields} & OPTIONS.keys()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{% act "agenda.raise_issue" issue="x" %}', "has no field issue"),
        ('{% act "agenda.raise_issue" quickly %}', "takes names with values"),
    ],
)
def test_a_mistake_in_a_template_is_told_to_its_author(river, lena, rf, source, words):
    request = rf.get(f"/processes/{river.process}/")
    with pytest.raises(TemplateSyntaxError, match=words):
        Template(source).render(Context({"seat": now(lena), "request": request, "rail": ()}))


def test_in_a_fragment_that_is_pushed_to_everyone_the_tag_raises():
    with pytest.raises(ImproperlyConfigured, match="never in a fragment"):
        Template('{% act "agenda.raise_issue" %}').render(Context({"process": "x"}))


# ---- What has been overtaken


def test_where_the_page_is_older_than_what_forbids_it_the_refusal_leads_to_the_page_as_it_is(issue, page, lena):
    solution = perform(TableSolution(issue=issue, title="By thirds"), lena).entry.id
    client = client_of(lena)
    (form,) = acting(forms_in(page, client.get(page).text), "agenda.withdraw_solution", solution=solution)
    form.send(client, htmx=True, key="one tab")
    answer = form.send(client, htmx=True, key="another tab")
    assert answer.status_code == 412 and '<a href="">Show the page as it is now</a>' in answer.text


def test_what_was_filled_in_wrongly_is_no_reason_to_leave_the_page(page, issue, lena):
    client = client_of(lena)
    form = form_on(client, page, "agenda.amend_issue")
    answer = form.send(client, htmx=True)
    assert answer.status_code == 422 and "as it is now" not in answer.text


@pytest.mark.parametrize("script", [False, True])
def test_what_fails_while_a_refusal_is_explained_is_told_as_not_kept(issue, page, lena, monkeypatch, script):
    solution = perform(TableSolution(issue=issue, title="By thirds"), lena).entry.id
    client = client_of(lena)
    (form,) = acting(forms_in(page, client.get(page).text), "agenda.withdraw_solution", solution=solution)
    form.send(client, htmx=True, key="one tab")

    def fails(*_: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(WithdrawSolution, "possible", fails)
    monkeypatch.setattr(WithdrawSolution, "reaches", fails)
    answer = form.send(client, htmx=script, key="another tab")
    assert answer.status_code == 507 and "cannot write to its disk" in answer.text


def test_a_refusal_while_an_act_is_made_leads_nowhere(river, issue, page, lena, monkeypatch):
    def refuses(*_: object, **__: object) -> None:
        raise Refused("Not so. Do it otherwise.")

    monkeypatch.setattr(RaiseIssue, "__init__", refuses)
    answer = client_of(lena).post(act_at(river.process, "agenda.raise_issue"), {"title": "x"})
    assert answer.status_code == 422 and "Not so." in answer.text
