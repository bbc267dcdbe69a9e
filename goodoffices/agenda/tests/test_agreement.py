"""Agreed is derived: the sheet says agreed while every party accepts a solution, and nobody can set it."""

from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goodoffices.agenda.acts import (
    AcceptSolution,
    ConfirmSolution,
    DeclineSolution,
    RaiseIssue,
    ReserveSolution,
    SayStatus,
    SetStatus,
    SupportSolution,
    TableSolution,
    WithdrawSolution,
)
from goodoffices.agenda.agreement import agreements
from goodoffices.agenda.models import Issue, StatusChange, View
from goodoffices.agenda.queries import movement, sheet
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import form_on, forms_in
from tests.profiles import examples
from tests.table import admit, founded, not_there, now, refused, rules

STANCES = {
    "support": SupportSolution,
    "reserve": ReserveSolution,
    "accept": AcceptSolution,
    "confirm": ConfirmSolution,
    "decline": DeclineSolution,
    "withdraw": WithdrawSolution,
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(STANCES)), st.sampled_from(("lena", "idris")), st.integers(0, 1)), max_size=10
)
TALKS = count(1)  # examples share a database, and a process of the same title and founder would be the same one
BOTH_ACCEPT = [("accept", "lena", 0), ("accept", "idris", 0)]


@pytest.fixture
def issue(river, lena) -> str:
    return perform(RaiseIssue(title="Water in dry years"), lena).entry.id


@pytest.fixture
def solution(issue, lena) -> str:
    return perform(TableSolution(issue=issue, title="Share it by thirds"), lena).entry.id


def told(seat, issue):
    """How the API tells the issue: its status, whether that is provisional, and the words beside it."""
    row = Api(now(seat)).get(f"/agenda/issues/{issue}").json()
    return row["status"], row["provisional"], row["words"]


@settings(max_examples=examples(ci=15, long=100), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=BOTH_ACCEPT)
@example(steps=[*BOTH_ACCEPT, ("confirm", "lena", 0), ("confirm", "idris", 0)])
@example(steps=[*BOTH_ACCEPT, ("confirm", "lena", 0), ("decline", "idris", 0)])
@example(steps=[("accept", "lena", 0), ("accept", "idris", 1), ("reserve", "lena", 0), ("accept", "lena", 1)])
def test_the_sheet_says_agreed_while_the_acceptances_of_all_heads_stand(river, lena, idris, amara, steps):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    solutions = [perform(TableSolution(issue=issue, title=f"Way {n}"), lena).entry.id for n in (0, 1)]
    seats = {"lena": lena, "idris": idris}
    stands: dict[tuple[int, str], str] = {}  # kept here by itself: solution, head → the last stance that was taken
    withdrawn = set()
    for step, who, which in steps:
        try:
            perform(STANCES[step](solution=solutions[which]), now(seats[who]))
        except (Refused, NotThere):
            continue
        if step == "withdraw":
            withdrawn.add(which)
        else:
            stands[which, who] = step

    def all_say(*stances: str) -> bool:
        return any(
            which not in withdrawn and all(stands.get((which, who)) in stances for who in seats) for which in (0, 1)
        )

    expected = "agreed" if all_say("confirm") else "agreed_ad_ref" if all_say("accept", "confirm") else "open"
    for seat in (lena, idris, amara):
        assert told(seat, issue)[:2] == (expected, expected != "open")
        (row,) = [row for row in sheet(now(seat)) if row["issue"].id == issue]
        assert row["issue"].shown_status == expected
        assert ("agreed" in row["issue"].status_name) == (expected != "open")


@settings(max_examples=examples(ci=6, long=60), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(st.tuples(st.sampled_from(["reserve", "accept", "accept", "confirm", "decline"]), st.integers(0, 2)))
)
@example(steps=[("accept", 0), ("accept", 1)])
@example(steps=[("accept", 0), ("accept", 1), ("reserve", 0), ("accept", 2)])
@example(steps=[*(("accept", n) for n in range(3)), *(("confirm", n) for n in range(2))])
@example(steps=[*(("accept", n) for n in range(3)), *(("confirm", n) for n in range(3))])
@example(steps=[*(("accept", n) for n in range(3)), ("confirm", 0), ("decline", 2)])
def test_of_three_parties_two_agree_nothing(database, keyed, replayed, steps):
    mediator = founded(f"Talks on the Sea {next(TALKS)}", "east", "west", "isles")
    heads = [admit(mediator, "head", f"Head, {party}", party) for party in ("east", "west", "isles")]
    rules(mediator, heads)
    issue = perform(RaiseIssue(title="Fish"), now(mediator)).entry.id
    solution = perform(TableSolution(issue=issue, title="Quotas"), now(mediator)).entry.id
    stands: dict[int, str] = {}  # kept here by itself: head → the last stance that was taken
    for step, who in steps:
        try:
            perform(STANCES[step](solution=solution), now(heads[who]))
        except Refused:
            continue
        stands[who] = step
    taken = {stands.get(n) for n in range(3)}
    expected = "agreed" if taken == {"confirm"} else "agreed_ad_ref" if taken <= {"accept", "confirm"} else "open"
    assert told(mediator, issue)[0] == expected


@pytest.mark.parametrize("status", ["agreed", "agreed_ad_ref"])
def test_nobody_sets_an_issue_as_agreed(river, lena, amara, issue, status):
    for seat in (lena, amara):
        refused(SetStatus(issue=issue, status=status), seat, "once every party accepts")
        refused(RaiseIssue(title="Agreed from the start", status=status), seat, "once every party accepts")
    refused(SayStatus(issue=issue, status=status), lena, "once every party accepts")
    answer = Api(lena).act("agenda.set_status", {"issue": issue, "status": status})
    assert answer.status_code == 422 and "once every party accepts" in answer.json()["detail"]
    address = Issue.objects.seen_by(lena).select_related("book").get(id=issue).page()
    for kind in ("agenda.set_status", "agenda.say_status"):
        assert status not in form_on(client_of(lena), address, kind).options["status"]


def set_long_ago(seat, issue, status, monkeypatch):
    """As it could be done before: by one head, and it stands in the record."""
    with monkeypatch.context() as before:
        before.setattr(SetStatus, "check", lambda self, seat: None)
        return perform(SetStatus(issue=issue, status=status, words="We are done."), seat).entry


def test_what_was_set_long_ago_is_told_as_recorded_and_by_whom(river, lena, idris, issue, monkeypatch):
    entry = set_long_ago(lena, issue, "agreed", monkeypatch)
    assert told(idris, issue) == ("recorded_as_agreed", False, "We are done.")
    row = Issue.objects.seen_by(idris).select_related("book").get(id=issue)
    assert (row.status_name, row.tone) == ("Recorded as agreed", "quiet")
    page = client_of(now(idris)).get(row.page()).content.decode()
    assert f"set by <bdi>{lena.name}</bdi>" in page and "Provisionally" not in page
    assert Entry.objects.get(book=entry.book, number=entry.number).act.status == "agreed"  # the entry stays as it was
    perform(SetStatus(issue=issue, status="tense"), now(idris))
    assert told(lena, issue) == ("tense", False, "")


def test_under_early_harvest_agreed_is_not_provisional(river, amara, lena, idris, issue, solution):
    rules(amara, [lena, idris], nothing_agreed=False)
    for act in (AcceptSolution, ConfirmSolution):
        for head in (lena, idris):
            perform(act(solution=solution), now(head))
    assert told(amara, issue) == ("agreed", False, "Share it by thirds")
    assert agreements(now(amara))[issue].state == "agreed"


def test_a_capital_that_declines_takes_the_sheet_back(river, amara, lena, idris, issue, solution):
    perform(SetStatus(issue=issue, status="converging", words="Close."), amara)
    for head in (lena, idris):
        perform(AcceptSolution(solution=solution), now(head))
    page = Issue.objects.seen_by(amara).select_related("book").get(id=issue).page()
    shown = client_of(now(amara)).get(page).content.decode()
    assert "Provisionally agreed, ad referendum" in shown and "nothing is agreed until everything is agreed" in shown
    perform(DeclineSolution(solution=solution), now(idris))
    assert told(amara, issue) == ("converging", False, "Close.")
    shown = client_of(now(amara)).get(page).content.decode()
    assert "Provisionally agreed" not in shown
    assert "Accepted ad referendum by all" in shown and "No longer accepted by all" in shown


def test_movement_tells_in_order_who_set_what_and_what_was_accepted(river, amara, lena, idris, issue, solution):
    perform(SetStatus(issue=issue, status="tense"), amara)
    for head in (lena, idris):
        perform(AcceptSolution(solution=solution), now(head))
    (row,) = sheet(now(lena), list(Issue.objects.seen_by(lena).filter(id=issue).select_related("book")))
    steps = movement(now(lena), row["issue"], row["solutions"])
    assert [(getattr(step, "by", ""), getattr(step, "status", "") or step.state) for step in steps] == [
        (lena.name, "open"),
        (amara.name, "tense"),
        ("", "agreed_ad_ref"),
    ]


def test_under_chatham_house_movement_names_nobody(river, amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    issue = perform(RaiseIssue(title="Water"), now(lena)).entry.id
    row = Issue.objects.seen_by(amara).select_related("book").get(id=issue)
    assert [step.by for step in movement(now(amara), row, [])] == [""]
    assert "set by" not in client_of(now(amara)).get(row.page()).content.decode()


def test_a_solution_of_a_narrower_room_agrees_nothing(river, lena, issue):
    caucus = river.book("caucus", "north").id
    ours = perform(TableSolution(issue=issue, title="Between us", book=caucus), lena).entry.id
    refused(AcceptSolution(solution=ours), lena, "in the plenary")
    assert told(lena, issue)[0] == "open"


def test_a_head_says_how_the_side_sees_it(river, amara, lena, idris, issue):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    not_there(SayStatus(issue=issue, status="tense"), amara, marek)
    perform(SayStatus(issue=issue, status="tense", words="Wells are dry."), lena)
    perform(SayStatus(issue=issue, status="converging"), lena)
    perform(SayStatus(issue=issue, status="blocked"), idris)
    views = Api(amara).get(f"/agenda/issues/{issue}").json()["views"]
    assert [(view["party"], view["status"], view["words"]) for view in views] == [
        ("north", "converging", ""),
        ("south", "blocked", ""),
    ]
    assert told(amara, issue)[0] == "open" and not StatusChange.objects.seen_by(amara).filter(status="tense").exists()
    assert View.objects.seen_by(amara).filter(current=False).get().words == "Wells are dry."
    page = Issue.objects.seen_by(amara).select_related("book").get(id=issue).page()
    shown = client_of(now(amara)).get(page).content.decode()
    assert shown.count("sees it as") == 2
    kinds = {form.action.rsplit("/", 1)[-1] for form in forms_in("", client_of(now(amara)).get(page).content.decode())}
    assert "agenda.set_status" in kinds and "agenda.say_status" not in kinds


def test_a_view_of_a_caucus_issue_stays_there(river, lena, idris, amara):
    ours = perform(RaiseIssue(title="Ours", book=river.book("caucus", "north").id), lena).entry.id
    perform(SayStatus(issue=ours, status="tense"), lena)
    assert View.objects.seen_by(amara).count() == 1 and not View.objects.seen_by(idris).exists()
    not_there(SayStatus(issue=ours, status="tense"), idris)


def test_the_form_of_a_new_status_does_not_hold_the_words_of_the_old(river, amara, issue):
    perform(SetStatus(issue=issue, status="rising", words="Rising threats"), amara)
    page = Issue.objects.seen_by(amara).select_related("book").get(id=issue).page()
    form = form_on(client_of(now(amara)), page, "agenda.set_status")
    assert dict(form.fields)["words"] == ""
    form.send(client_of(now(amara)), status="converging")
    assert told(amara, issue) == ("converging", False, "")
