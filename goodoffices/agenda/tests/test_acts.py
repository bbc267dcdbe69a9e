"""Issues, their status, prospective solutions, positions: who may, when not, and who comes to know."""

import pytest

from goodoffices.agenda.acts import (
    AcceptSolution,
    AmendIssue,
    ConfirmSolution,
    DeclineSolution,
    PutPosition,
    RaiseIssue,
    ReserveSolution,
    SetStatus,
    StatePosition,
    SupportSolution,
    TablePosition,
    TableSolution,
    WithdrawSolution,
)
from goodoffices.agenda.labels import DERIVED, STATUSES
from goodoffices.agenda.models import Issue, Position, Rewording, Solution, Stance, StatusChange
from goodoffices.agenda.queries import wordings
from goodoffices.process.acts import AppointActingHead, EndEntrusting, Entrust, HandOver, RemoveSeat, SetMandate
from goodoffices.record.acts import NotThere, Stale
from goodoffices.record.models import Entry
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.record.wording import worded
from tests.cast import Api
from tests.table import admit, founded, not_there, now, refused, rules, task_force


@pytest.fixture
def marek(lena):
    return admit(lena, "delegate", "Delegate, North", "north")


@pytest.fixture
def ines(river, amara, lena, idris):
    """An observer, admitted."""
    seat = admit(amara, "observer", "Observer of the Lakes")
    rules(amara, [lena, idris], observers=True)
    return now(seat)


@pytest.fixture
def issue(river, lena) -> str:
    return perform(RaiseIssue(title="Water in dry years"), lena).entry.id


@pytest.fixture
def solution(issue, lena) -> str:
    return perform(
        TableSolution(issue=issue, title="Share it by thirds", text="A third each, a third stays."), lena
    ).entry.id


# ---- Issues


def test_an_issue_is_raised_in_the_plenary_unless_another_book_is_named(river, lena, idris):
    entry = perform(RaiseIssue(title="Water", summary="In dry years."), lena).entry
    assert entry.book == river.book("plenary")
    issue = Issue.objects.seen_by(idris).get(id=entry.id)
    assert (issue.title, issue.status, issue.words, issue.ordinal, issue.since) == (
        "Water",
        "open",
        "",
        entry.number,
        entry.at,
    )


def test_whoever_speaks_raises_issues_in_what_they_read(river, amara, lena, idris, marek, ines):
    rooms = {str(b.audience): b.id for b in [*lena.shelf().values(), *amara.shelf().values()] if b.kind != "public"}
    readers = {
        "caucus:north": {"lena", "marek", "amara"},
        "delegation:north": {"lena", "marek"},
        "third_party": {"amara"},
    }
    seats = {"amara": amara, "lena": lena, "marek": marek, "idris": idris, "ines": ines}
    for name in ("caucus:north", "delegation:north", "third_party"):
        for who, seat in seats.items():
            act = RaiseIssue(title=f"{who} asks", book=rooms[name])
            if who in readers[name]:
                assert str(perform(act, seat).entry.book.audience) == name
            else:
                not_there(act, seat)
    not_there(RaiseIssue(title="An observer asks"), ines)


def test_issues_stand_in_the_order_of_their_own_book(river, lena, idris):
    caucus = river.book("caucus", "north").id
    titles = [RaiseIssue(title="A"), RaiseIssue(title="B", book=caucus), RaiseIssue(title="C")]
    entries = [perform(act, lena).entry for act in titles]
    assert [Issue.objects.seen_by(lena).get(id=e.id).ordinal for e in entries] == [entry.number for entry in entries]
    assert all("ordinal" not in entry.facts for entry in entries), "a count tells those admitted later of those before"


def test_a_caucus_issue_leaves_no_trace_for_the_other_side(river, lena, idris):
    perform(RaiseIssue(title="Before"), lena)
    seen = [Api(idris).get(path).content for path in ("/agenda", "/books", "/rooms", "/seats")]
    perform(RaiseIssue(title="Our red line", book=river.book("caucus", "north").id), lena)
    assert [Api(idris).get(path).content for path in ("/agenda", "/books", "/rooms", "/seats")] == seen


def test_nobody_writes_an_issue_or_a_solution_where_anyone_reads_it(river, lena, amara, issue):
    public = river.book("public").id
    refused(RaiseIssue(title="To the world", book=public), lena, "not a room")
    refused(RaiseIssue(title="To the world", book=public), amara, "not a room")
    refused(TableSolution(issue=issue, title="To the world", book=public), lena)
    assert river.book("public").head == 0


@pytest.mark.parametrize(
    "data",
    [
        {}, {"title": ""}, {"title": "  "}, {"title": "\u200b\u2060"}, {"title": "x" * 301}, {"title": "two\nlines"},
        {"title": 5}, {"title": None}, {"title": "x", "status": "nice"}, {"title": "x", "status": ""},
        {"title": "x", "summary": "x" * 20_001}, {"title": "x", "book": ""}, {"title": "x", "book": "ø"},
        {"title": "x", "book": "b" * 41}, {"title": "x", "ordinal": 7}, {"title": "x", "id": "mine"}, {"title": "x", "at": "now"},
    ],
)  # fmt: skip
def test_an_issue_has_its_shape_and_drawn_values_are_no_fields(data):
    with pytest.raises(ValueError, match=next(iter(reversed(data)), "title")):
        RaiseIssue(**data)


@pytest.mark.parametrize("title", ["x" * 300, "水" * 300, "عربي — English", "<b>bold</b>", "👩‍👩‍👧", "0", "\U0001fae9"])
def test_a_title_may_be_any_line(river, lena, title):
    assert Issue.objects.seen_by(lena).get(id=perform(RaiseIssue(title=title), lena).entry.id).title == title


# ---- Status


def test_in_the_plenary_heads_and_the_third_party_set_the_status(river, amara, lena, idris, marek, ines, issue):
    for seat, status in ((amara, "tense"), (idris, "converging"), (lena, "blocked")):
        perform(SetStatus(issue=issue, status=status, words=f"as {seat.name} sees it"), seat)
        assert Issue.objects.seen_by(marek).get(id=issue).status == status
    not_there(SetStatus(issue=issue, status="closed"), marek, ines, admit(amara, "interpreter", "Interpreter"))
    perform(AppointActingHead(seat=marek.id), lena)
    perform(SetStatus(issue=issue, status="closed"), now(marek))


def test_in_a_narrower_room_whoever_speaks_sets_it(river, lena, marek, idris, amara):
    ours = perform(RaiseIssue(title="Ours", book=river.book("delegation", "north").id), lena).entry.id
    perform(SetStatus(issue=ours, status="tense"), marek)
    not_there(SetStatus(issue=ours, status="closed"), idris, amara)


def test_every_step_of_an_issue_is_kept(river, lena, amara, issue):
    steps = ["tense", "under_discussion", "converging", "blocked"]
    entries = [perform(SetStatus(issue=issue, status=step, words=f"to {step}"), amara).entry for step in steps]
    history = StatusChange.objects.seen_by(lena).filter(issue=issue)
    assert [step.status for step in history] == ["open", *steps]
    assert [step.at for step in history][1:] == [entry.at for entry in entries]
    whole = Api(lena).get(f"/agenda/issues/{issue}").json()
    assert [step["words"] for step in whole["history"]] == ["", *(f"to {step}" for step in steps)]
    assert [step["citation"] for step in whole["history"]][1:] == [entry.citation for entry in entries]
    assert (whole["status"], whole["since"]) == ("blocked", entries[-1].at)


@pytest.mark.parametrize("status", [status for status in STATUSES if status not in DERIVED])
def test_every_status_has_a_word(river, lena, issue, status):
    perform(SetStatus(issue=issue, status=status), lena)
    assert Issue.objects.seen_by(lena).get(id=issue).status_name == STATUSES[status]


def test_an_issue_of_others_and_one_that_is_not_there_are_the_same(river, lena, idris, noor):
    theirs = perform(RaiseIssue(title="Theirs", book=river.book("caucus", "south").id), idris).entry.id
    elsewhere = perform(RaiseIssue(title="Elsewhere", book=_third_party_of(noor)), noor).entry.id
    for id in (theirs, elsewhere, "nothing"):
        not_there(SetStatus(issue=id, status="closed"), lena)
        not_there(TableSolution(issue=id, title="Mine"), lena)
        not_there(StatePosition(issue=id, position="Mine"), lena)


def _third_party_of(seat) -> str:
    return next(id for id, book in seat.shelf().items() if book.kind == "third_party")


# ---- Solutions


def test_a_solution_says_whose_it_is(river, amara, lena, issue, solution):
    assert Solution.objects.seen_by(amara).get(id=solution).party == lena.party
    ours = perform(TableSolution(issue=issue, title="A neutral gauge"), amara).entry.id
    assert Solution.objects.seen_by(lena).get(id=ours).party is None


def test_observers_table_and_back_nothing(river, ines, issue, solution):
    not_there(TableSolution(issue=issue, title="Mine"), ines)
    for act in (SupportSolution, ReserveSolution, AcceptSolution, WithdrawSolution):
        not_there(act(solution=solution), ines)


@pytest.mark.parametrize("mandate", ["good_offices", "facilitation", "mediation", "conciliation"])
def test_the_mandate_says_whether_the_third_party_may_propose(river, amara, lena, issue, mandate):
    perform(SetMandate(mandate=mandate), amara)
    act = TableSolution(issue=issue, title="A neutral gauge")
    if mandate in ("mediation", "conciliation"):
        perform(act, now(amara))
    else:
        refused(act, now(amara), "mandate")
        not_there(act, admit(now(amara), "interpreter", "Interpreter"))
    perform(act, now(lena))  # parties always may


def test_a_solution_may_stand_in_a_narrower_book_than_its_issue_and_never_in_a_wider(river, lena, idris, issue):
    caucus = river.book("caucus", "north").id
    perform(TableSolution(issue=issue, title="Between us", book=caucus), lena)
    assert Solution.objects.seen_by(lena).count() == 1
    assert not Solution.objects.seen_by(idris).exists()
    ours = perform(RaiseIssue(title="Ours", book=caucus), lena).entry.id
    refused(TableSolution(issue=ours, title="Look"), lena, "readers who cannot see")
    not_there(TableSolution(issue=issue, title="Mine", book=river.book("caucus", "south").id), lena)


def test_a_caucus_may_be_spoken_of_among_ones_own_and_in_the_third_partys_room(river, amara, lena, idris):
    ours = perform(RaiseIssue(title="Ours", book=river.book("caucus", "north").id), lena).entry.id
    perform(TableSolution(issue=ours, title="Among us", book=river.book("delegation", "north").id), lena)
    perform(TableSolution(issue=ours, title="In the team", book=river.book("third_party").id), amara)
    refused(TableSolution(issue=ours, title="Told on", book=river.book("caucus", "south").id), amara, "cannot see")
    task_force(amara, "gauges", amara, lena)
    refused(
        TableSolution(issue=ours, title="Told on", book=river.book("task_force", "gauges").id), now(lena), "cannot see"
    )


def test_a_party_has_one_current_stance_and_the_earlier_ones_stay(river, lena, idris, amara, solution):
    sofia = admit(idris, "delegate", "Delegate, South", "south")
    perform(SupportSolution(solution=solution, words="It is fair."), sofia)
    perform(ReserveSolution(solution=solution, words="Pending instructions."), idris)
    stances = Stance.objects.seen_by(lena).filter(solution=solution)
    assert [(s.stance, s.current, s.party.key) for s in stances] == [
        ("supports", False, "south"),
        ("reserves", True, "south"),
    ]
    not_there(SupportSolution(solution=solution), amara)
    (told,) = Api(lena).get("/agenda").json()["issues"][0]["solutions"]
    assert [(s["party"], s["stance"], s["words"]) for s in told["stances"]] == [
        ("south", "reserves", "Pending instructions.")
    ]


def test_a_solution_is_accepted_ad_referendum_with_the_last_head(river, lena, idris, amara, marek, solution):
    not_there(AcceptSolution(solution=solution), amara, marek)
    perform(AcceptSolution(solution=solution), lena)
    assert Solution.objects.seen_by(idris).get(id=solution).state == "tabled"
    refused(AcceptSolution(solution=solution), lena, "already")
    perform(AcceptSolution(solution=solution, words="Subject to our parliament."), idris)
    assert Solution.objects.seen_by(lena).get(id=solution).state == "accepted_ad_ref"


def test_three_parties_accept_with_the_third(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east", "west", "isles")
    heads = [admit(mediator, "head", f"Head, {party}", party) for party in ("east", "west", "isles")]
    rules(mediator, heads)
    mediator, heads = now(mediator), [now(head) for head in heads]
    issue = perform(RaiseIssue(title="Fish"), mediator).entry.id
    solution = perform(TableSolution(issue=issue, title="Quotas"), mediator).entry.id
    states = []
    for head in heads:
        perform(AcceptSolution(solution=solution), head)
        states.append(Solution.objects.seen_by(mediator).get(id=solution).state)
    assert states == ["tabled", "tabled", "accepted_ad_ref"]


def test_what_all_heads_accepted_is_neither_withdrawn_nor_reserved_again(river, lena, idris, marek, solution):
    for head in (lena, idris):
        perform(AcceptSolution(solution=solution), head)
    for act in (WithdrawSolution, ReserveSolution, SupportSolution, AcceptSolution):
        refused(act(solution=solution), lena, "accepted ad referendum")
    refused(ReserveSolution(solution=solution), marek, "accepted ad referendum")


def test_a_delegate_does_not_take_back_what_the_head_accepted_but_the_head_does(river, lena, idris, marek, solution):
    perform(AcceptSolution(solution=solution), lena)
    refused(ReserveSolution(solution=solution), marek, "Only your head")
    perform(ReserveSolution(solution=solution, words="New instructions."), lena)
    perform(AcceptSolution(solution=solution), idris)
    assert Solution.objects.seen_by(lena).get(id=solution).state == "tabled"


def test_acceptance_belongs_in_the_plenary(river, lena, issue):
    ours = perform(TableSolution(issue=issue, title="Ours", book=river.book("delegation", "north").id), lena).entry.id
    refused(AcceptSolution(solution=ours), lena, "in the plenary")


def test_who_tabled_it_withdraws_it_and_nobody_else(river, amara, lena, idris, marek, issue, solution):
    not_there(WithdrawSolution(solution=solution), amara, idris)
    perform(WithdrawSolution(solution=solution), marek)  # a party's, not a person's
    for act in (SupportSolution, ReserveSolution, AcceptSolution, WithdrawSolution):
        refused(act(solution=solution), lena, "withdrawn")
    assert not Solution.objects.seen_by(idris).standing().exists()

    ours = perform(TableSolution(issue=issue, title="A neutral gauge"), amara).entry.id
    not_there(WithdrawSolution(solution=ours), lena, idris)
    not_there(WithdrawSolution(solution=ours), admit(amara, "interpreter", "Interpreter"))
    perform(WithdrawSolution(solution=ours), amara)


def test_a_solution_in_anothers_room_is_not_there(river, lena, idris, issue):
    theirs = perform(TableSolution(issue=issue, title="Theirs", book=river.book("caucus", "south").id), idris).entry.id
    for act in (SupportSolution, ReserveSolution, AcceptSolution, WithdrawSolution):
        not_there(act(solution=theirs), lena)


# ---- Positions


def test_a_position_goes_into_ones_own_delegation_alone(river, amara, lena, idris, marek, issue):
    entry = perform(StatePosition(issue=issue, position="Half of it.", interest="Our wells are dry."), marek).entry
    assert str(entry.book.audience) == "delegation:north"
    assert Position.objects.seen_by(lena).get().interest == "Our wells are dry."
    for seat in (amara, idris):
        assert not Position.objects.seen_by(seat).exists()
    not_there(StatePosition(issue=issue, position="Ours."), amara)


def test_a_tabled_position_is_a_new_thing_in_the_plenary_and_the_delegations_book_says_where(river, lena, idris, issue):
    stated = perform(StatePosition(issue=issue, position="Half of it.", interest="Our wells are dry."), lena).entry
    done = perform(TablePosition(position=stated.id, interest=True), lena).entry
    put = river.entries("plenary")[-1]

    assert (done.book, put.kind) == (river.book("delegation", "north"), "agenda.put_position")
    assert done.facts["tabled"] == [{"book": put.book_id, "number": put.number, "id": put.id}]
    assert put.id != stated.id
    seen = Position.objects.seen_by(idris).get()
    assert (seen.id, seen.position, seen.interest, seen.tabled_number) == (
        put.id,
        "Half of it.",
        "Our wells are dry.",
        None,
    )
    ours = Position.objects.seen_by(lena).get(id=stated.id)
    assert (ours.tabled_book, ours.tabled_number) == (put.book_id, put.number)
    # What all read is what the party would have said there at once: nothing of where it came from.
    assert put.data == {"issue": issue, "position": "Half of it.", "interest": "Our wells are dry."}
    assert set(put.facts) == {"id", "party"}


def test_a_position_is_tabled_once(river, lena, issue):
    stated = perform(StatePosition(issue=issue, position="Half of it."), lena).entry.id
    perform(TablePosition(position=stated), lena)
    refused(TablePosition(position=stated), lena, "already")


def test_the_head_tables_the_position_or_whom_the_head_entrusted(river, amara, lena, idris, marek, issue):
    stated = perform(StatePosition(issue=issue, position="Half of it."), lena).entry.id
    not_there(TablePosition(position=stated), amara, idris, marek)
    not_there(PutPosition(issue=issue, position="Half of it."), marek)
    perform(Entrust(seat=marek.id, to_do="tabling"), lena)
    put = perform(TablePosition(position=stated), now(marek)).entry.facts["tabled"][0]["id"]
    not_there(TablePosition(position=put), lena, idris)  # what stands in the plenary is tabled
    perform(EndEntrusting(seat=marek.id, to_do="tabling"), lena)
    not_there(PutPosition(issue=issue, position="All of it."), now(marek))


def test_the_interest_stays_private_unless_it_is_tabled_too(river, lena, idris, issue):
    stated = perform(StatePosition(issue=issue, position="Half of it.", interest="Our wells are dry."), lena).entry.id
    perform(TablePosition(position=stated), lena)
    put = river.entries("plenary")[-1]
    assert put.data == {"issue": issue, "position": "Half of it."}
    assert Position.objects.seen_by(idris).get().interest == ""


def test_a_position_on_an_issue_of_the_caucus_is_not_tabled_past_it(river, lena):
    ours = perform(RaiseIssue(title="Ours", book=river.book("caucus", "north").id), lena).entry.id
    stated = perform(StatePosition(issue=ours, position="Half of it."), lena).entry.id
    refused(TablePosition(position=stated), lena, "not on the plenary’s agenda")
    refused(PutPosition(issue=ours, position="Half of it."), lena)
    assert Entry.objects.filter(kind="agenda.put_position").count() == 0


def test_a_party_may_put_its_position_straight_before_the_plenary(river, amara, lena, idris, ines, issue):
    perform(PutPosition(issue=issue, position="Half of it."), lena)
    assert Position.objects.seen_by(idris).get().party == lena.party
    not_there(PutPosition(issue=issue, position="Mine."), amara, ines)


def test_a_new_head_tables_what_the_former_one_stated(river, lena, marek, issue):
    stated = perform(StatePosition(issue=issue, position="Half of it."), lena).entry.id
    perform(HandOver(seat=marek.id), lena)
    not_there(TablePosition(position=stated), now(lena))
    perform(TablePosition(position=stated), now(marek))


def test_the_agenda_over_http_is_what_the_seat_sees(river, amara, lena, idris, issue, solution):
    stated = perform(StatePosition(issue=issue, position="Half of it."), lena).entry.id
    ours, theirs = Api(lena).get("/agenda").json()["issues"], Api(idris).get("/agenda").json()["issues"]
    assert [p["id"] for p in ours[0]["positions"]] == [stated]
    assert theirs[0]["positions"] == []
    assert {**ours[0], "positions": []} == theirs[0]
    own = perform(RaiseIssue(title="Ours", book=river.book("caucus", "north").id), lena).entry.id
    assert Api(idris).get(f"/agenda/issues/{own}").status_code == 404
    assert Api(lena).get(f"/agenda/issues/{own}").json()["title"] == "Ours"


def test_a_seat_that_was_removed_meanwhile_does_nothing(river, lena, marek, issue):
    perform(RemoveSeat(seat=marek.id), lena)
    with pytest.raises(NotThere):
        perform(StatePosition(issue=issue, position="Half of it."), marek)


# ---- Other words for an issue


def wordings_of(issue, seat):
    return [(title, summary) for title, summary, _said in wordings(seat, Issue.objects.seen_by(seat).get(id=issue))]


def test_an_issue_is_reworded_and_reads_as_before_beside_it(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Watre", summary="In summer."), lena).entry.id
    assert wordings_of(issue, idris) == []
    perform(AmendIssue(issue=issue, title="Water"), lena)
    perform(AmendIssue(issue=issue, summary="In dry summers."), amara)
    found = Issue.objects.seen_by(idris).get(id=issue)
    assert (found.title, found.summary) == ("Water", "In dry summers.")
    assert wordings_of(issue, idris) == [("Watre", "In summer."), ("Water", None), ("", "In dry summers.")]
    told = Api(idris).get(f"/agenda/issues/{issue}").json()
    assert [wording["title"] for wording in told["wordings"]] == ["Watre", "Water", ""]


def test_who_leads_the_third_party_and_whoever_raised_it_reword_an_issue(river, amara, lena, idris, marek, noor, ines):
    issue = perform(RaiseIssue(title="Watre"), marek).entry.id
    not_there(AmendIssue(issue=issue, title="Our water"), lena, idris, noor, ines)
    perform(AmendIssue(issue=issue, title="Water"), marek)
    perform(AmendIssue(issue=issue, title="Waters"), amara)
    ours = perform(RaiseIssue(title="Watre", book=river.book("delegation", "north").id), lena).entry.id
    not_there(AmendIssue(issue=ours, title="Water"), marek, amara, idris)
    perform(AmendIssue(issue=ours, title="Water"), lena)


def test_an_issue_that_reads_so_already_is_not_reworded(river, lena):
    issue = perform(RaiseIssue(title="Water", summary="In summer."), lena).entry.id
    refused(AmendIssue(issue=issue), lena, "already reads")
    refused(AmendIssue(issue=issue, title="Water", summary="In summer."), lena, "already reads")
    perform(AmendIssue(issue=issue, summary=""), lena)
    assert Issue.objects.seen_by(lena).get(id=issue).summary == ""


def test_a_rewording_tells_a_later_reader_nothing_that_was_said_before(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="The dam", summary="Blow it up."), lena).entry.id
    ines = admit(amara, "observer", "Observer of the Lakes")
    rules(amara, [lena, idris], observers=True)
    done = perform(AmendIssue(issue=issue, summary="Lower it."), lena).entry
    again = perform(AmendIssue(issue=issue, title="The weir"), lena).entry
    assert worded(done, now(ines)) == f"{lena.name} reworded the issue “Plenary {issue_number(issue)}”."
    assert worded(done, idris) == f"{lena.name} reworded the issue “The weir”."
    assert worded(again, now(ines)) == f"{lena.name} reworded the issue “The weir”."
    assert not Issue.objects.seen_by(now(ines)).exists()
    assert [(r.title, r.summary) for r in Rewording.objects.seen_by(now(ines))] == [
        ("", "Lower it."),
        ("The weir", None),
    ]


def issue_number(issue):
    return Issue._base_manager.get(id=issue).number


def test_who_saw_an_issue_before_it_was_reworded_decides_again(river, amara, lena):
    issue = perform(RaiseIssue(title="Water"), lena).entry
    perform(AmendIssue(issue=issue.id, title="Waters"), lena)
    with pytest.raises(Stale):
        perform(AmendIssue(issue=issue.id, title="Rain"), amara, seen=IfUnchangedSince(issue.book_id, issue.number))


# ---- What the capitals say


@pytest.fixture
def accepted(river, lena, idris):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    solution = perform(TableSolution(issue=issue, title="Share it"), lena).entry.id
    for head in (lena, idris):
        perform(AcceptSolution(solution=solution), head)
    return solution


def state_of(solution, seat):
    return Solution.objects.seen_by(seat).get(id=solution).state


def test_with_the_last_capital_a_solution_is_confirmed_by_all(accepted, amara, lena, idris, marek):
    not_there(ConfirmSolution(solution=accepted), amara, marek)
    perform(ConfirmSolution(solution=accepted, words="By cable."), lena)
    assert state_of(accepted, idris) == "accepted_ad_ref"
    refused(ConfirmSolution(solution=accepted), lena, "already confirmed this solution")
    perform(ConfirmSolution(solution=accepted), idris)
    assert state_of(accepted, amara) == "confirmed"
    for act in (SupportSolution, WithdrawSolution, ConfirmSolution, DeclineSolution, AcceptSolution):
        refused(act(solution=accepted), lena, "confirmed by all")


def test_a_capital_that_declines_ends_the_acceptance(accepted, lena, idris):
    perform(ConfirmSolution(solution=accepted), lena)
    perform(DeclineSolution(solution=accepted, words="Not this year."), idris)
    assert state_of(accepted, lena) == "declined"
    refused(DeclineSolution(solution=accepted), lena, "has declined")
    assert [stance.stance for stance in Stance.objects.seen_by(lena).filter(current=True)] == ["confirms", "declines"]


def test_a_capital_is_asked_once_all_heads_have_accepted(river, lena, idris):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    solution = perform(TableSolution(issue=issue, title="Share it"), lena).entry.id
    perform(AcceptSolution(solution=solution), lena)
    for act in (ConfirmSolution, DeclineSolution):
        refused(act(solution=solution), lena, "once every head has accepted")
