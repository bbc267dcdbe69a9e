"""Whatever can be heard, rendered or released of a statement can be of every other thing: no office lists the nouns."""

import pytest

from goodoffices.agenda.acts import AmendIssue, RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.interpretation.acts import ProposeTerm, Render
from goodoffices.interpretation.models import Rendering
from goodoffices.listening.acts import AskRestatement, Confirm, Correct, Restate, Waive
from goodoffices.listening.queries import open_loops, to_confirm, to_restate, understood
from goodoffices.process.acts import ConcludeRound, FrameRound, OpenRound
from goodoffices.process.fragments import fragments_of
from goodoffices.process.models import Highlight
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import Convey, DraftGist, ReleaseForTravel, Withhold
from goodoffices.shuttle.models import Gist, Release
from tests.cast import Api, client_of
from tests.table import admit, not_there, now, refused, say


@pytest.fixture
def term(lena):
    return perform(ProposeTerm(called={"en": "Freeze", "fr": "Gel"}, meaning="Nothing new is built."), lena).entry.id


@pytest.fixture
def highlight(amara):
    framed = perform(FrameRound(title="First"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    perform(ConcludeRound(round=framed, highlights=["Both listened."]), amara)
    return Highlight.objects.seen_by(amara).get().id


def test_a_term_is_said_back_until_whoever_proposed_it_confirms(river, amara, lena, idris, term):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    asking = perform(AskRestatement(about=term), amara).entry
    assert [each.id for each in to_restate(now(idris))] == [asking.id] and to_restate(now(lena)) == []
    refused(Restate(about=term, text="Ours."), lena, "your own words")

    first = perform(Restate(about=term, text="Work stops."), idris).entry.id
    not_there(Confirm(restatement=first), idris, amara, marek)
    perform(Correct(restatement=first, missing="What stands, stays."), lena)
    second = perform(Restate(about=term, text="What stands, stays; nothing new is built."), idris).entry
    assert second.book.kind == "plenary" and [loop.subject_id for loop in to_confirm(now(lena))] == [term]
    perform(Confirm(restatement=second.id), lena)

    (north,) = [loops for party, loops in understood(now(amara)) if party and party.key == "north"]
    assert north[0].subject.in_words() == "Freeze\nGel\nNothing new is built."
    page = client_of(idris).get(f"/processes/{river.process}/listening/").text
    assert "Nothing new is built." in page and "Freeze" in page


def test_a_loop_on_an_issue_waits_for_its_wording(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    back = perform(Restate(about=issue, text="All of the water."), idris).entry.id
    perform(AmendIssue(issue=issue, title="Water in summer"), amara)
    refused(Confirm(restatement=back), lena, "corrected after")
    assert [loop.subject.title for loop in open_loops(now(lena))] == ["Water in summer"]
    perform(Waive(about=issue, reason="Time."), amara)
    assert open_loops(now(lena)) == []


def test_the_api_tells_loops_releases_and_renderings_of_any_thing(river, amara, lena, idris, term):
    assert Api(idris).act("consultation.restate", {"about": term, "text": "Work stops."}).status_code == 201
    (loop,) = Api(idris).get("/loops").json()["loops"]
    assert (loop["subject"], loop["sort"], loop["speaker"]) == (term, "term", "north")
    data = {"about": term, "language": "tr", "text": "Dondurma"}
    assert Api(amara).act("interpretation.render", data).status_code == 201
    (rendering,) = Api(lena).get("/renderings").json()["renderings"]
    assert (rendering["subject"], rendering["sort"], rendering["earlier_wording"]) == (term, "term", False)


@pytest.mark.parametrize("field", ["about", "statement"])
def test_a_subject_is_named_by_its_older_field_or_as_a_thing_and_the_data_stays_as_sent(river, lena, idris, field):
    said = say(lena, river.book("plenary")).id
    entry = perform(Restate(**{field: said}, text="A month."), idris).entry
    assert entry.data == {field: said, "text": "A month."}
    assert Api(idris).act("consultation.restate", {"about": said, "statement": said, "text": "x"}).status_code == 422


def test_a_highlight_is_rendered_and_said_back(river, amara, lena, idris, highlight):
    entry = perform(Render(about=highlight, language="fr", text="Tous deux ont écouté."), amara).entry
    rendering = Rendering.objects.seen_by(idris).get()
    assert (rendering.about_id, rendering.subject_sort) == (highlight, "highlight")
    assert fragments_of(entry) == []  # no room shows it
    assert perform(Restate(about=rendering.id, text="They both did."), idris).entry.facts["loop"]


def test_a_term_of_a_caucus_travels_once_its_party_releases_it(river, amara, lena, idris):
    caucus = river.book("caucus", "north")
    term = perform(ProposeTerm(called={"en": "Pause"}, book=caucus.id), lena).entry.id
    gist = perform(DraftGist(about=term, to="south", text="They have a word for it."), amara).entry.id
    perform(Withhold(about=term), lena)
    released = perform(ReleaseForTravel(about=term, form="verbatim", to="south"), lena).entry
    assert released.facts["text"] == "Pause" and Gist.objects.seen_by(lena).get(id=gist).subject_id == term
    (told,) = Api(lena).get("/releases").json()["releases"]
    assert (told["about"], told["sort"], told["statement"], told["solution"]) == (term, "term", None, None)
    assert client_of(lena).get(f"/processes/{river.process}/shuttle/").status_code == 200

    perform(Convey(release=released.id), amara)
    assert Release.objects.seen_by(lena).get().state == "conveyed"
    assert [entry.data["text"] for entry in river.entries("caucus", "south")] == ["Pause"]


def test_what_the_seat_does_not_see_is_no_subject(river, amara, lena, idris):
    ours = perform(ProposeTerm(called={"en": "Pause"}, book=river.book("delegation", "north").id), lena).entry.id
    not_there(Restate(about=ours, text="x"), idris, amara)
    not_there(Render(about=ours, language="fr", text="x"), amara)
    not_there(Render(about="nothing", language="fr", text="x"), amara)
    not_there(Restate(about=lena.id, text="x"), idris)  # a seat is no thing


def test_what_was_taken_back_is_neither_said_back_nor_rendered(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    solution = perform(TableSolution(issue=issue, title="A gauge"), lena).entry.id
    perform(WithdrawSolution(solution=solution), lena)
    refused(Restate(about=solution, text="x"), idris, "withdrawn")
    refused(Restate(solution=solution, text="x"), idris, "withdrawn")
    refused(Render(about=solution, language="fr", text="x"), amara, "withdrawn")


def test_a_form_about_a_thing_that_changed_since_is_stale(river, lena, idris):
    said = say(lena, river.book("plenary"))
    assert Api(lena).act("consultation.amend_statement", {"statement": said.id, "text": "Forty."}).status_code == 201
    seen = {"book": said.book_id, "number": said.number}
    answer = Api(idris).act("consultation.restate", {"about": said.id, "text": "Thirty."}, seen=seen)
    assert (answer.status_code, answer.json()["now"]["state"]) == (412, "amended")
