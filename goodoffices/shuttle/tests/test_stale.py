"""Nothing stale is conveyed: a release and a gist are of the words as they were when they were given."""

import pytest

from goodoffices.agenda.acts import RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.consultation.models import Statement
from goodoffices.process.acts import SetMandate
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import Carry, Convey, DraftGist, ReleaseForTravel
from goodoffices.shuttle.models import Release
from goodoffices.shuttle.todo import what_waits
from tests.cast import Api, client_of
from tests.forms import forms_in
from tests.table import admit, now, refused, rules, say


@pytest.fixture
def here(river):
    return river.book("caucus", "north")


@pytest.fixture
def said(lena, here):
    return say(lena, here, "Between us: 50 would do.").id


def released(seat, statement, form="verbatim", **more):
    return perform(ReleaseForTravel(statement=statement, form=form, to="south", **more), now(seat)).entry.id


def waits(seat):
    return [todo.sentence for todo in what_waits(now(seat))]


def test_what_its_giver_corrected_is_not_conveyed(river, amara, lena, idris, said):
    release = released(lena, said)
    perform(AmendStatement(statement=said, text="Between us: 70 would do."), lena)
    refused(Convey(release=release), now(amara), "corrected these words after releasing them")
    assert Api(now(amara)).get("/releases").json()["releases"][-1]["state"] == "stale"
    assert not any("for you to convey" in words for words in waits(amara))
    assert any("release it again" in words for words in waits(lena))
    ledger = client_of(now(amara)).get(f"/processes/{river.process}/shuttle/").content.decode()
    assert "it is not conveyed" in ledger
    assert not any(form.action.endswith("consultation.convey") for form in forms_in("", ledger))

    anew = released(lena, said)
    states = {row.id: row.standing for row in Release.objects.seen_by(lena).select_related("about")}
    assert states == {release: "revoked", anew: "released"}
    perform(Convey(release=anew), now(amara))
    south = river.book("caucus", "south")
    assert Statement.objects.seen_by(idris).filter(book=south).last().text == "Between us: 70 would do."


def test_while_it_reads_the_same_it_is_not_released_twice(lena, said):
    released(lena, said)
    refused(ReleaseForTravel(statement=said, form="verbatim", to="south"), now(lena), "already")


def test_what_was_taken_back_is_not_conveyed(amara, lena, said):
    release = released(lena, said)
    perform(StrikeStatement(statement=said), lena)
    refused(Convey(release=release), now(amara), "withdrawn these words")


def test_a_withdrawn_solution_is_not_conveyed(river, amara, lena, here):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    solution = perform(TableSolution(issue=issue, title="Half", book=here.id), lena).entry.id
    release = perform(ReleaseForTravel(solution=solution, form="verbatim", to="south"), lena).entry.id
    perform(WithdrawSolution(solution=solution), lena)
    refused(Convey(release=release), now(amara), "withdrawn these words")


def test_a_gist_of_an_earlier_wording_is_not_approved(river, amara, lena, said):
    gist = perform(DraftGist(statement=said, to="south", text="They could live with 50."), amara).entry.id
    assert any("drafted a gist" in words for words in waits(lena))
    perform(AmendStatement(statement=said, text="Between us: 70 would do."), lena)
    act = ReleaseForTravel(statement=said, form="gist", to="south", text="They could live with 50.", gist=gist)
    refused(act, now(lena), "after this gist was drafted")
    assert not any("drafted a gist" in words for words in waits(lena))
    page = Statement.objects.seen_by(lena).get(id=said).page()
    shown = client_of(now(lena)).get(page).content.decode()
    assert "it cannot be approved as it is" in shown and "(the words were corrected since)" in shown
    assert "Approve: this may be said" not in shown


def test_the_mediators_own_idea_goes_under_the_mediators_name_alone(river, amara, lena, idris, said):
    release = released(lena, said, "mediators_idea", text="Why not 50?")
    for role in ("secretariat", "co_mediator"):
        refused(Convey(release=release), admit(amara, role, role.title()), "under the mediator’s name")
    perform(Convey(release=release), now(amara))
    south = Statement.objects.seen_by(idris).filter(book=river.book("caucus", "south")).last()
    assert (south.text, south.seat_id, south.conveyed_for_id) == ("Why not 50?", amara.id, None)


def test_a_secretary_carries_in_the_open_regime_all_but_the_mediators_idea(river, amara, lena, idris, said):
    rules(amara, [lena, idris], regime="open_unless_marked")
    perform(SetMandate(mandate="mediation"), now(amara))
    secretary = now(admit(now(amara), "secretariat", "Secretary"))
    refused(Carry(statement=said, form="mediators_idea", to="south"), secretary, "under the mediator’s name")
    perform(Carry(statement=said, form="verbatim", to="south"), secretary)
