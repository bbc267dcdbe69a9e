"""The agenda sheet and the page of an issue: what each side sees, and what their forms do."""

import re

import pytest

from goodoffices.agenda.acts import (
    AcceptSolution,
    RaiseIssue,
    ReserveSolution,
    SetStatus,
    StatePosition,
    SupportSolution,
    TablePosition,
    TableSolution,
)
from goodoffices.agenda.models import Issue, Position, Solution
from goodoffices.agenda.todo import what_waits
from goodoffices.consultation.acts import MakeStatement
from goodoffices.live.rendering import Rendering
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.table import admit, now, rules


@pytest.fixture
def sheet(river) -> str:
    return f"/processes/{river.process}/agenda/"


@pytest.fixture
def issue(river, lena) -> str:
    return perform(RaiseIssue(title="Water in dry years", summary="Who gets how much."), lena).entry.id


def page_of(river, issue: str) -> str:
    return f"/processes/{river.process}/agenda/issues/{issue}/"


def test_an_empty_sheet_says_so(sheet, lena):
    assert "No issue has been raised" in client_of(lena).get(sheet).text


def test_an_issue_is_raised_where_its_form_says(river, sheet, lena, idris):
    client = client_of(lena)
    form = form_on(client, sheet, "agenda.raise_issue")
    ours = {b.id for b in now(lena).shelf().values() if b.kind not in ("public", "plenary")}
    assert set(form.options["book"]) == {"", *ours}
    assert dict(form.fields)["book"] == ""  # everyone, unless another room is chosen
    for label in ("Everyone at the table", "Only North and the third party", "Only your own delegation"):
        assert label in form.words
    assert (
        form.send(client, title="Gauges", summary="Who reads them.", status="tense", words="Since May.").status_code
        == 302
    )
    assert Issue.objects.seen_by(idris).get(title="Gauges").words == "Since May."
    form.send(client, title="Ours", book=river.book("caucus", "north").id)
    assert not Issue.objects.seen_by(idris).filter(title="Ours").exists()
    assert "Ours" in client.get(sheet).text and "Ours" not in client_of(idris).get(sheet).text


def test_a_foreign_book_in_the_form_is_nothing_there(river, sheet, lena, idris):
    client = client_of(lena)
    for book in (river.book("caucus", "south").id, "nothing"):
        assert (
            client.post(act_at(river.process, "agenda.raise_issue"), {"title": "Mine", "book": book}).status_code == 404
        )
    assert not Issue.objects.seen_by(idris).exists()


def test_the_sheet_shows_status_solutions_and_where_each_side_stands(river, sheet, issue, lena, idris, amara):
    perform(SetStatus(issue=issue, status="tense", words="Since the drought."), amara)
    solution = perform(TableSolution(issue=issue, title="Share it by thirds"), lena).entry.id
    perform(SupportSolution(solution=solution), lena)
    perform(ReserveSolution(solution=solution), idris)
    stated = perform(StatePosition(issue=issue, position="Half of it is ours."), lena).entry.id
    perform(StatePosition(issue=issue, position="All of it is ours."), idris)
    perform(TablePosition(position=stated), lena)
    shown = client_of(idris).get(sheet).text
    for words in (
        "Tense",
        "Since the drought.",
        "Share it by thirds",
        "Supports",
        "Reserves its position",
        "Half of it is ours.",
    ):
        assert words in shown
    assert "All of it is ours." in shown
    assert "All of it is ours." not in client_of(lena).get(sheet).text
    assert "All of it is ours." not in client_of(amara).get(sheet).text


def test_the_status_is_set_by_a_form_that_knows_what_it_saw(river, issue, amara, lena):
    client = client_of(lena)
    form = form_on(client, page_of(river, issue), "agenda.set_status")
    assert dict(form.fields)["status"] == "open"
    perform(SetStatus(issue=issue, status="tense"), amara)
    for htmx in (True, False):
        stale = form.send(client, htmx, status="converging", words="As we see it.")
        assert stale.status_code == 412
        assert "This has changed since you opened it." in stale.text
    (again,) = acting(forms_in("", stale.text), "agenda.set_status")
    assert (dict(again.fields)["status"], dict(again.fields)["words"]) == ("converging", "As we see it.")
    assert again.send(client).status_code == 302
    shown = client.get(page_of(river, issue)).text
    assert shown.index("Tense") < shown.rindex("Converging")


def test_only_those_who_may_are_offered_the_status(river, issue, amara, lena, idris):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    observer = admit(amara, "observer", "Observer")
    rules(amara, [lena, idris], observers=True)
    later = perform(RaiseIssue(title="Gauges"), lena).entry.id
    for seat, offered in ((amara, True), (lena, True), (marek, False), (observer, False)):
        forms = forms_in("", client_of(now(seat)).get(page_of(river, later)).text)
        assert bool(acting(forms, "agenda.set_status")) == offered, seat
        if not offered:
            sent = {"issue": later, "status": "closed"}
            assert client_of(now(seat)).post(act_at(river.process, "agenda.set_status"), sent).status_code == 404


def test_a_solution_goes_from_tabled_to_accepted_through_pages(river, issue, lena, idris, amara):
    client = client_of(lena)
    page = page_of(river, issue)
    form_on(client, page, "agenda.table_solution").send(
        client, title="Share it by thirds", text="A third each.\n\nA third stays."
    )
    solution = Solution.objects.seen_by(lena).get().id
    assert form_on(client, page, "agenda.support_solution", solution=solution).send(client).status_code == 302
    assert form_on(client, page, "agenda.accept_solution", solution=solution).confirm(client).status_code == 302
    other = client_of(idris)
    assert form_on(other, page, "agenda.reserve_solution", solution=solution).send(other).status_code == 302
    assert not acting(forms_in(page, other.get(page).text), "agenda.withdraw_solution")
    assert form_on(other, page, "agenda.accept_solution", solution=solution).confirm(other).status_code == 302
    shown = client.get(page).text
    assert "Accepted ad referendum" in shown
    left = [f.action.rsplit("/", 1)[-1] for f in forms_in(page, shown) if ("solution", solution) in f.fields]
    assert [kind for kind in left if kind.startswith("agenda.")] == [
        "agenda.confirm_solution",
        "agenda.decline_solution",
    ]
    assert "agenda.confirm_solution" not in client_of(amara).get(page).text
    assert form_on(client, page, "agenda.confirm_solution").confirm(client, words="By cable.").status_code == 302
    assert "agenda.confirm_solution" not in client.get(page).text
    assert "Its capital confirms" in client.get(page).text
    assert form_on(other, page, "agenda.confirm_solution").confirm(other).status_code == 302
    assert "Confirmed by all" in client.get(page).text


def test_an_issue_is_reworded_through_its_page_and_what_stays_is_not_said_again(river, lena, idris, amara):
    issue = perform(RaiseIssue(title="Watre", summary="In summer.\nAnd in spring."), lena).entry.id
    page, client = page_of(river, issue), client_of(lena)
    assert form_on(client, page, "agenda.amend_issue").send(client, title="Water").status_code == 302
    assert river.entries("plenary")[-1].data == {"issue": issue, "title": "Water"}
    shown = client_of(idris).get(page).text
    assert "Watre" in shown and '<h1 dir="auto">Water</h1>' in shown
    assert not acting(forms_in(page, shown), "agenda.amend_issue")
    said = perform(MakeStatement(room=river.book("plenary").id, text="On this.", issues=[issue]), lena).entry.id
    room = f"/processes/{river.process}/rooms/{river.book('plenary').id}/"
    assert ">Water</a>" in client.get(room).text
    form_on(client_of(amara), page, "agenda.amend_issue").send(client_of(amara), title="Waters")
    assert said in client.get(room).text and ">Waters</a>" in client.get(room).text


def test_an_observer_reads_of_an_earlier_issue_its_number_alone(river, lena, idris, amara):
    issue = perform(RaiseIssue(title="Our red line"), lena).entry
    ines = admit(amara, "observer", "Observer of the Lakes")
    rules(amara, [lena, idris], observers=True)
    later = perform(RaiseIssue(title="Fish"), lena).entry
    plenary = river.book("plenary").id
    one = perform(MakeStatement(room=plenary, text="On this.", issues=[issue.id]), lena).entry.id
    two = perform(MakeStatement(room=plenary, text="On that.", issues=[later.id]), lena).entry.id
    for page in (
        f"rooms/{plenary}/",
        f"rooms/{plenary}/minutes",
        f"rooms/statements/{one}/",
        f"rooms/statements/{two}/",
    ):
        page = f"/processes/{river.process}/{page}"
        seen, known = client_of(now(ines)).get(page), client_of(lena).get(page)
        assert (seen.status_code, known.status_code) == (200, 200), page
        assert "Our red line" not in seen.text
        assert ("Our red line" in known.text) == (two not in page), page
        assert (f"Plenary {issue.number}<" in seen.text) == (two not in page), page
        assert ("Fish" in seen.text) == (one not in page), page
    assert (
        len(
            {piece.block for piece in Rendering().shown(Entry.objects.get(number=later.number + 1, book=plenary), "en")}
        )
        == 2
    )


def test_a_withdrawn_solution_stays_readable_and_is_no_longer_acted_upon(river, issue, lena, idris):
    solution = perform(TableSolution(issue=issue, title="Share it by thirds"), lena).entry.id
    client = client_of(lena)
    page = page_of(river, issue)
    late = form_on(client_of(idris), page, "agenda.support_solution", solution=solution)
    form_on(client, page, "agenda.withdraw_solution", solution=solution).send(client)
    shown = client_of(idris).get(page).text
    assert "Withdrawn" in shown and "Share it by thirds" in shown
    assert late.send(client_of(idris)).status_code == 412  # the form was drawn while it stood
    answer = late.send(client_of(idris), seen_book=None)
    assert (answer.status_code, "has been withdrawn. Table a new one." in answer.text) == (422, True)


def test_positions_are_kept_and_then_tabled_through_pages(river, issue, lena, idris, amara):
    client = client_of(lena)
    page = page_of(river, issue)
    form = form_on(client, page, "agenda.state_position")
    assert "Only your own delegation" in form.words
    assert "Not even the mediator" in form.words
    form.send(client, position="Half of it.", interest="Our wells are dry.")
    stated = Position.objects.seen_by(lena).get().id
    for seat in (idris, amara):
        assert "Our wells are dry." not in client_of(seat).get(page).text
    tabling = form_on(client, page, "agenda.table_position", position=stated)
    assert "Everyone at the table" in tabling.words
    assert ("interest", "true") not in tabling.fields  # not ticked
    tabling.send(client, interest="true") if "interest" in tabling.names else None
    assert "Our wells are dry." in client_of(idris).get(page).text
    put = Position.objects.seen_by(idris).get()
    assert f"/record/{put.book_id}/{put.number}/" in client.get(page).text  # “tabled as Plenary …”
    assert not acting(forms_in(page, client.get(page).text), "agenda.table_position")
    assert not acting(forms_in(page, client_of(amara).get(page).text), "agenda.state_position")


def test_sent_twice_with_one_key_is_one_issue(sheet, lena):
    client = client_of(lena)
    form = form_on(client, sheet, "agenda.raise_issue")
    for _ in range(3):
        assert form.send(client, title="Once", key="k1").status_code == 302
    assert Issue.objects.seen_by(lena).filter(title="Once").count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Fill this in."),
        ({"title": "x" * 301}, "300 characters at most"),
        ({"title": "x", "summary": "x" * 20_001}, "20000 characters at most"),
        ({"title": "x", "status": "nice"}, "cannot be read"),
        ({"title": "a\u2066\u202eb"}, "hidden character"),
    ],
)
def test_a_refused_issue_comes_back_with_its_words(sheet, lena, values, sentence):
    client = client_of(lena)
    head = Entry.objects.count()
    answer = form_on(client, sheet, "agenda.raise_issue").send(client, **{"summary": "Kept.", **values})
    assert answer.status_code == 422
    assert sentence in answer.text
    (again,) = acting(forms_in("", answer.text), "agenda.raise_issue")
    assert dict(again.fields)["summary"] == values.get("summary", "Kept.")
    assert Entry.objects.count() == head


def test_a_refused_form_for_a_narrow_room_says_who_would_read_it(river, sheet, lena):
    client = client_of(lena)
    answer = form_on(client, sheet, "agenda.raise_issue").send(
        client, title="x" * 301, book=river.book("delegation", "north").id
    )
    (again,) = acting(forms_in("", answer.text), "agenda.raise_issue")
    assert "Only your own delegation" in again.words
    assert dict(again.fields)["book"] == river.book("delegation", "north").id


def test_citations_on_the_sheet_lead_to_their_entries(river, sheet, issue, lena, idris):
    solution = perform(TableSolution(issue=issue, title="Share it by thirds"), lena).entry.id
    perform(AcceptSolution(solution=solution), lena)
    client = client_of(idris)
    links = set(re.findall(r'class="cite" href="([^"#]+)"', client.get(page_of(river, issue)).text))
    assert len(links) >= 3
    for link in links:
        assert client.get(link).status_code == 200, link


def test_an_issue_of_one_caucus_lists_only_who_can_speak_there(river, sheet, issue, lena, amara):
    ours = perform(RaiseIssue(title="Our red line", book=river.book("caucus", "north").id), lena).entry.id
    client = client_of(now(amara))
    for page, parties in ((page_of(river, ours), ["North"]), (page_of(river, issue), ["North", "South"])):
        sides = client.get(page).text.partition("Positions and interests")[2].split('<section class="side"')[1:]
        assert [name for side in sides for name in ("North", "South") if f"<bdi>{name}</bdi>" in side] == parties
    row = client.get(sheet).text.partition(f'id="issue-{ours}"')[2].partition("</tr>")[0]
    assert ">North</b>" in row and ">South</b>" not in row


def test_where_a_party_stands_is_marked_among_three_equal_choices(river, issue, lena, idris):
    solution = perform(TableSolution(issue=issue, title="By thirds"), idris).entry.id
    page, client = page_of(river, issue), client_of(lena)
    for kind, word in (("support", "Support"), ("reserve", "Reserve"), ("accept", "Accept ad referendum")):
        form = form_on(client, page, f"agenda.{kind}_solution", solution=solution)
        form.confirm(client) if kind == "accept" else form.send(client)
        shown = client.get(page).text
        (marked,) = re.findall(r'aria-current="true">([^<]*)', shown.partition('id="issue"')[2])
        assert marked.strip() == word
        offered = [
            each.action.rpartition(".")[2] for each in forms_in(page, shown) if ("solution", solution) in each.fields
        ]
        left = [each for each in offered if each in ("support_solution", "reserve_solution", "accept_solution")]
        assert left == [f"{each}_solution" for each in ("support", "reserve", "accept") if each != kind]


def test_a_reservation_waits_without_a_reason_that_nobody_gave(issue, lena, idris):
    perform(ReserveSolution(solution=perform(TableSolution(issue=issue, title="By thirds"), idris).entry.id), lena)
    assert [each.sentence for each in what_waits(now(lena))] == ["Your side reserves its position on “By thirds”."]
