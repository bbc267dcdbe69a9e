"""Before a side commits to words in a language that it does not read, they are rendered, or the actor reads them as they are."""

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import AcceptSolution, DeclineSolution, RaiseIssue, TableSolution
from goodoffices.consultation.acts import AmendStatement
from goodoffices.interpretation.acts import (
    AcceptTerm,
    AskRendering,
    ProposeTerm,
    ReadOriginal,
    Render,
    WithdrawRendering,
)
from goodoffices.interpretation.apps import Interpretation
from goodoffices.interpretation.models import Understanding
from goodoffices.interpretation.understanding import COMMITS_TO, languages_in, languages_of
from goodoffices.listening.acts import Confirm, Restate
from goodoffices.process.acts import (
    AcceptGroundRules,
    AdoptAgenda,
    AdoptHighlights,
    ConcludeRound,
    FrameRound,
    OpenRound,
    ProposeGroundRules,
    SayLanguages,
)
from goodoffices.process.models import AgendaItem, Highlight, Seat
from goodoffices.record.acts import Stale
from goodoffices.record.perform import perform
from goodoffices.record.things import thing_seen_by
from goodoffices.shuttle.acts import Convey, DraftGist, ReleaseForTravel
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, not_there, now, refused, say

ARABIC = "سمعنا أن الإشعار ثلاثون يوماً."
ENGLISH = "We heard that notice is thirty days."


@pytest.fixture
def joon(amara):
    return admit(amara, "interpreter", "Interpreter")


@pytest.fixture
def arabic(idris) -> Seat:
    """Idris, whose side reads Arabic only."""
    perform(SayLanguages(languages=["ar"]), idris)
    return now(idris)


@pytest.fixture
def heard(river, lena, arabic) -> str:
    """What North heard of South’s words, in English."""
    said = say(arabic, river.book("plenary"), "الإشعار أربعون يوماً.").id
    return perform(Restate(statement=said, text=ENGLISH), lena).entry.id


def shown(seat, thing):
    return client_of(seat).get(reverse("interpretation:words", args=[seat.process_id, thing]))


# ---- which languages a wording may be in


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        (ENGLISH, {"de", "en", "es", "fr", "pt", "sr", "sw", "tr"}),
        (ARABIC, {"ar", "fa"}),
        ("Срок тридцать дней.", {"ru", "sr", "uk"}),
        ("三十天", {"zh"}),
        ("30–40", set()),
        ("نأخذ علماً بما عرضه الشمال في Port Said.", {"ar", "fa"}),
    ],
)
def test_the_script_rules_languages_out_and_guesses_none(text, languages):
    assert languages_in(text) == languages


def test_what_a_rendering_says_of_its_original_goes_before_the_script(river, lena, joon):
    said = say(lena, river.book("plenary"), "Nous prenons note.").id
    perform(Render(statement=said, language="en", text="We take note.", original="fr"), joon)
    assert languages_of(lena, thing_seen_by(lena, said)) == {"fr"}


# ---- confirming


def test_without_a_word_about_languages_nothing_is_asked(river, lena, idris):
    said = say(idris, river.book("plenary"), "الإشعار أربعون يوماً.").id
    back = perform(Restate(statement=said, text=ENGLISH), lena).entry.id
    perform(Confirm(restatement=back), idris)


def test_a_side_confirms_what_it_cannot_read_once_that_is_rendered(arabic, heard, joon):
    sentence = refused(Confirm(restatement=heard), arabic, "Your side reads العربية")
    assert "Ask for a rendering" in sentence
    perform(Render(about=heard, language="fr", text="Trente jours."), joon)
    perform(Render(about=heard, language="ar", text=ARABIC, made="machine"), joon)
    refused(Confirm(restatement=heard), arabic, "another language")
    checked = perform(Render(about=heard, language="ar", text=ARABIC, made="revised"), joon).entry.id
    perform(WithdrawRendering(rendering=checked), joon)
    refused(Confirm(restatement=heard), arabic, "another language")
    perform(Render(about=heard, language="ar", text=ARABIC), joon)
    perform(Confirm(restatement=heard), arabic)


def test_who_reads_the_language_says_so_and_confirms(arabic, lena, heard):
    perform(ReadOriginal(about=heard), arabic)
    assert Understanding.objects.seen_by(lena).get().about_id == heard
    refused(ReadOriginal(about=heard), arabic, "already")
    perform(Confirm(restatement=heard), arabic)


def test_one_seat_s_word_is_not_another_s(amara, arabic, heard):
    adviser = admit(arabic, "adviser", "Adviser, South", "south")
    perform(ReadOriginal(about=heard), adviser)
    refused(Confirm(restatement=heard), now(arabic), "another language")


def test_a_reading_is_of_the_words_that_were_read(river, lena, arabic):
    said = say(lena, river.book("plenary"), ENGLISH).id
    wording = thing_seen_by(arabic, said).wording
    perform(AmendStatement(statement=said, text="Forty days of notice."), lena)
    with pytest.raises(Stale):
        perform(ReadOriginal(about=said, of_wording=wording), arabic)
    answer = Api(arabic).act("interpretation.read_original", {"about": said, "of_wording": wording})
    assert answer.status_code == 412


def test_the_page_offers_both_ways_and_they_work_without_scripts(river, arabic, heard, joon):
    said = thing_seen_by(arabic, heard).read_beside
    page = f"/processes/{river.process}/rooms/statements/{said}/"
    client = client_of(arabic)
    html = client.get(page).text
    assert "Your side has not said that it reads this language." in html
    asks = form_on(client, page, "interpretation.ask_rendering")
    assert asks.send(client).status_code == 302
    refused(AskRendering(about=heard, language="ar"), now(arabic), "already been asked for")
    assert "A rendering into <bdi>العربية</bdi> has been asked for." in client.get(page).text
    perform(Render(about=heard, language="ar", text=ARABIC), joon)
    html = client.get(page).text
    assert "has been asked for" not in html
    assert "Your side has not said" not in html
    assert ARABIC in html
    refused(AskRendering(about=heard, language="ar"), now(arabic), "already a rendering")


def test_i_read_this_language_is_one_button(river, arabic, heard):
    page = f"/processes/{river.process}/rooms/statements/{thing_seen_by(arabic, heard).read_beside}/"
    client = client_of(arabic)
    assert form_on(client, page, "interpretation.read_original").send(client).status_code == 302
    html = client.get(page).text
    assert "Your side has not said" not in html
    assert "<bdi>Head of delegation, South</bdi> reads the language of the original." in html


def test_a_correction_makes_the_restatement_and_its_rendering_outdated(river, lena, arabic, heard, joon):
    perform(Render(about=heard, language="ar", text=ARABIC), joon)
    perform(Confirm(restatement=heard), arabic)
    said = thing_seen_by(arabic, heard).read_beside
    page = f"/processes/{river.process}/rooms/statements/{said}/"
    assert "Of an earlier wording" not in client_of(lena).get(page).text
    perform(AmendStatement(statement=said, text="الإشعار خمسون يوماً."), arabic)
    html = client_of(lena).get(page).text
    assert "Of an earlier wording: the original has been corrected since." in html
    assert ENGLISH in html and ARABIC in html
    told = Api(lena).get("/renderings").json()["renderings"]
    assert [row["earlier_wording"] for row in told] == [True]


def test_nobody_else_says_what_they_read(river, amara, lena, arabic, joon):
    observer = admit(amara, "observer", "Observer")
    said = say(lena, river.book("caucus", "north"), ENGLISH).id
    not_there(ReadOriginal(about=said), arabic, joon, observer)
    not_there(AskRendering(about=said, language="ar"), arabic, joon, observer)
    assert shown(arabic, said).status_code == 404
    assert shown(lena, said).status_code == 200


# ---- the other solemn acts


def test_a_solution_is_accepted_once_it_can_be_read_and_refused_freely(amara, lena, arabic, joon):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    solution = perform(TableSolution(issue=issue, title="Share it by halves"), lena).entry.id
    refused(AcceptSolution(solution=solution), arabic, "another language")
    assert DeclineSolution.kind not in COMMITS_TO
    perform(AcceptSolution(solution=solution), lena)
    perform(Render(solution=solution, language="ar", text="نتقاسمها مناصفة"), joon)
    perform(AcceptSolution(solution=solution), arabic)


def test_ground_rules_are_rendered_before_the_talks_open(amara, lena, arabic, joon):
    proposed = perform(ProposeGroundRules(text="Nobody is quoted outside this room."), amara).entry.id
    refused(AcceptGroundRules(rules=proposed), arabic, "another language")
    perform(Render(about=proposed, language="ar", text="لا يُقتبس أحد خارج هذه الغرفة."), joon)
    perform(AcceptGroundRules(rules=proposed), arabic)
    empty = perform(ProposeGroundRules(), amara).entry.id
    perform(AcceptGroundRules(rules=empty), now(arabic))


def test_items_and_highlights_are_adopted_once_each_can_be_read(amara, arabic, joon):
    framed = perform(FrameRound(title="Round 1", items=["Water in summer", "المياه"]), amara).entry.id
    refused(AdoptAgenda(round=framed), arabic, "“Water in summer”")
    item = AgendaItem.objects.seen_by(arabic).get(place=1)
    perform(Render(about=item.id, language="ar", text="المياه في الصيف"), joon)
    perform(AdoptAgenda(round=framed), arabic)
    perform(OpenRound(round=framed), amara)
    perform(ConcludeRound(round=framed, highlights=["Both want more water."]), now(amara))
    refused(AdoptHighlights(round=framed), now(arabic), "“Both want more water.”")
    line = Highlight.objects.seen_by(arabic).get()
    perform(ReadOriginal(about=line.id), now(arabic))
    perform(AdoptHighlights(round=framed), now(arabic))
    page = client_of(now(arabic)).get(reverse("process:rounds", args=[arabic.process_id])).text
    assert "المياه في الصيف" in page


def test_a_term_is_agreed_on_in_a_language_that_one_reads(arabic, amara):
    bare = perform(ProposeTerm(called={"en": "notice"}), amara).entry.id
    refused(AcceptTerm(term=bare), arabic, "another language")
    both = perform(ProposeTerm(called={"en": "delay", "ar": "تأخير"}), amara).entry.id
    perform(AcceptTerm(term=both), arabic)


def test_a_gist_is_approved_and_released_words_are_conveyed_once_they_can_be_read(river, amara, lena, arabic, joon):
    caucus = river.book("caucus", "south")
    said = say(arabic, caucus, "أسبوعان بيننا.").id
    gist = perform(DraftGist(statement=said, to="north", text="Two weeks might do."), amara).entry.id
    approve = ReleaseForTravel(statement=said, gist=gist, form="gist", text="Two weeks might do.", to="north")
    refused(approve, now(arabic), "another language")
    perform(Render(about=gist, language="ar", text="أسبوعان قد يكفيان."), joon)
    released = perform(approve, now(arabic)).entry.id
    perform(SayLanguages(languages=["ru"]), amara)
    refused(Convey(release=released), now(amara), "another language")
    perform(ReadOriginal(about=released), now(amara))
    perform(Convey(release=released), now(amara))


def test_one_s_own_words_need_nothing(river, lena, arabic):
    said = say(arabic, river.book("caucus", "south"), "Between us: two weeks.").id
    perform(ReleaseForTravel(statement=said, form="verbatim", to="north"), now(arabic))


def test_what_is_asked_before_is_declared_for_exactly_these_kinds():
    assert sorted(COMMITS_TO) == sorted(Interpretation.conditions)


# ---- where renderings are shown


@pytest.mark.parametrize("what", ["restatement", "gist", "issue", "term", "rules", "item"])
def test_everything_worded_has_a_page_with_its_renderings(river, amara, lena, idris, joon, what):
    said = say(lena, river.book("caucus", "north"), "Between us.").id
    make = {
        "restatement": lambda: perform(Restate(statement=said, text=ENGLISH), amara).entry.id,
        "gist": lambda: perform(DraftGist(statement=said, to="south", text=ENGLISH), amara).entry.id,
        "issue": lambda: perform(RaiseIssue(title="Water", summary="In summer."), amara).entry.id,
        "term": lambda: perform(ProposeTerm(called={"en": "notice"}), amara).entry.id,
        "rules": lambda: perform(ProposeGroundRules(text="Nobody is quoted."), amara).entry.id,
        "item": lambda: _item(amara),
    }
    thing = make[what]()
    client = client_of(now(joon))
    page = reverse("interpretation:words", args=[river.process, thing])
    form_on(client, page, "interpretation.render").send(client, language="ar", text=ARABIC)
    assert ARABIC in client.get(page).text
    entry = thing_seen_by(now(joon), thing)
    if what != "item":
        record = reverse("record:entry", args=[river.process, entry.book_id, entry.number])
        assert page in client.get(record).text


def _item(amara):
    perform(FrameRound(title="Round 1", items=["Water in summer"]), amara)
    return AgendaItem.objects.seen_by(amara).get().id
