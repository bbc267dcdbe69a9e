"""The glossary: how a term comes to stand as it does, where it is marked, and what a sender is warned of."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pydantic import ValidationError

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.agenda.models import Solution
from goodoffices.consultation.models import Statement
from goodoffices.interpretation import import_terms
from goodoffices.interpretation.acts import AcceptTerm, ProposeTerm, SettleTerm, StateUsage
from goodoffices.interpretation.finding import found_in
from goodoffices.interpretation.models import Term
from goodoffices.interpretation.queries import terms_in
from goodoffices.process.acts import WithdrawConsent
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.table import admit, concluded, founded, not_there, now, refused, rules, say

FREEZE = {"en": "settlement freeze", "ar": "تجميد الاستيطان"}


def proposed(by, called=FREEZE, **more) -> str:
    return perform(ProposeTerm(called=called, **more), by).entry.id


def differing(amara, lena, idris, called=FREEZE) -> str:
    term = proposed(amara, called)
    perform(StateUsage(term=term, usage="Three months."), lena)
    perform(StateUsage(term=term, usage="As long as the talks last."), idris)
    perform(SettleTerm(term=term, status="agreed_to_differ"), amara)
    return term


def state(seat, term) -> str:
    return str(Term.objects.seen_by(seat).get(id=term).status)


# ---- How a term stands


def test_a_term_is_agreed_when_every_party_has_agreed(river, amara, lena, idris):
    term = proposed(lena)
    perform(AcceptTerm(term=term), lena)
    assert state(idris, term) == "proposed"
    refused(AcceptTerm(term=term), lena, "already")
    perform(AcceptTerm(term=term), idris)
    assert state(lena, term) == "agreed"
    refused(AcceptTerm(term=term), idris, "already agreed")
    refused(SettleTerm(term=term, status="avoided"), amara, "Every party has agreed")
    refused(StateUsage(term=term, usage="Otherwise."), lena, "agreed")
    not_there(AcceptTerm(term=term), amara, admit(lena, "delegate", "Delegate, North", "north"))


def test_to_agree_to_differ_each_side_says_first_what_it_means(river, amara, lena, idris):
    term = proposed(amara)
    refused(SettleTerm(term=term, status="agreed_to_differ"), amara, "each side says first")
    perform(StateUsage(term=term, usage="Three months."), lena)
    refused(SettleTerm(term=term, status="agreed_to_differ"), amara, "each side says first")
    perform(StateUsage(term=term, usage="As long as the talks last."), idris)
    perform(StateUsage(term=term, usage="Three months, once."), lena)
    not_there(SettleTerm(term=term, status="agreed_to_differ"), lena, idris)
    perform(SettleTerm(term=term, status="agreed_to_differ", words="Said on 4 March."), amara)
    told = Api(idris).get("/glossary").json()["terms"][0]
    assert (told["status"], told["words"]) == ("agreed_to_differ", "Said on 4 March.")
    assert [(usage["party"], usage["text"]) for usage in told["usages"]] == [
        ("north", "Three months, once."), ("south", "As long as the talks last."),
    ]  # fmt: skip


def test_what_is_put_on_record_otherwise_makes_earlier_agreement_void(river, amara, lena, idris):
    term = proposed(amara)
    perform(AcceptTerm(term=term), lena)
    perform(SettleTerm(term=term, status="deliberately_open"), amara)
    refused(SettleTerm(term=term, status="deliberately_open"), amara, "already")
    refused(AcceptTerm(term=term), idris, "on record with another status")
    perform(SettleTerm(term=term, status="proposed"), amara)
    perform(AcceptTerm(term=term), idris)
    assert state(lena, term) == "proposed"
    perform(AcceptTerm(term=term), lena)
    assert state(lena, term) == "agreed"


def test_a_party_keeps_a_list_of_its_own_that_nobody_else_reads(river, amara, lena, idris):
    ours = river.book("delegation", "north").id
    term = proposed(lena, book=ours)
    perform(SettleTerm(term=term, status="avoided", words="It sounds like theirs."), lena)
    assert Term.objects.seen_by(amara).count() == Term.objects.seen_by(idris).count() == 0
    refused(AcceptTerm(term=term), lena, "your own list")
    not_there(ProposeTerm(called=FREEZE, book=ours), idris, amara)
    not_there(SettleTerm(term=term, status="proposed"), idris, amara)
    proposed(idris)  # the same words in another glossary are another term
    refused(ProposeTerm(called=FREEZE), lena, "already in this glossary")
    refused(ProposeTerm(called=FREEZE, book=river.book("public").id), lena, "public book")


def test_the_third_party_prepares_the_glossary_before_the_talks_open_and_while_they_rest(river, amara, lena, idris):
    mediator = founded("Talks on the Sea", "north", "south")
    head = admit(mediator, "head", "Head of delegation, North", "north")
    proposed(mediator)
    refused(ProposeTerm(called={"en": "delta"}), head, "plenary opens")
    perform(WithdrawConsent(), idris)
    proposed(now(amara))
    refused(ProposeTerm(called={"en": "delta"}), now(lena), "suspended")
    concluded(now(amara), now(lena), now(idris))
    refused(ProposeTerm(called={"en": "gate"}), now(amara), "concluded")


@pytest.mark.parametrize("called", [{}, {"xx": "word"}, {"en": ""}, {"en": "two\nlines"}])
def test_a_term_has_a_word_in_a_language(called):
    with pytest.raises(ValidationError):
        ProposeTerm(called=called)


# ---- Where terms are found


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Settlement  FREEZE holds.", ["settlement freeze", "freeze"], ["settlement freeze"]),
        ("settlements, unfreeze", ["settlement", "freeze"], []),
        ("İHLAL ve ihlal, ıslak", ["ihlal", "islak"], ["ihlal", "islak"]),
        ("بالوساطة وحدها", ["وساطة"], ["وساطة"]),
        ("تَجميدُ الاستيطان", ["تجميد الاستيطان"], ["تجميد الاستيطان"]),
        ("كوسيط", ["وسيط"], ["وسيط"]),
        ("посредничество?", ["посредничество"], ["посредничество"]),
        ("我们要求停火。", ["停火"], ["停火"]),
        ("a.b", ["a.b", "a"], ["a.b"]),
        ("axb", ["a.b"], []),
        ("anything", ["", "  "], []),
    ],
)
def test_whole_words_are_found_in_every_script(text, words, found):
    assert found_in(text, words) == found


def test_a_things_page_lists_its_terms_for_paper_and_without_javascript(river, amara, lena, idris):
    proposed(amara)
    proposed(lena, {"en": "redline"}, book=river.book("delegation", "north").id)
    statement = say(idris, river.book("plenary"), "Any SETTLEMENT freeze crosses a redline.").id
    page = f"/processes/{river.process}/rooms/statements/{statement}/"
    ours, theirs = client_of(lena).get(page).text, client_of(idris).get(page).text
    assert "Terms here" in theirs
    assert "تجميد الاستيطان" in theirs
    assert re.search(r'terms/[^/]+/" dir="auto">redline', ours)
    assert not re.search(r'terms/[^/]+/" dir="auto">redline', theirs)


def test_marks_are_told_to_who_may_see_the_term_alone(river, amara, lena, idris):
    marks = f"/processes/{river.process}/interpretation/glossary/marks"
    unadmitted = admit(amara, "observer", "Observer")
    before = client_of(idris).get(marks).content
    proposed(lena, {"en": "redline"}, book=river.book("delegation", "north").id)
    assert client_of(idris).get(marks).content == before
    term = proposed(amara)
    told = client_of(idris).get(marks).json()
    assert [(each["id"], each["status"], each["words"]) for each in told["terms"]] == [(term, "proposed", FREEZE)]
    assert "Proposed." in told["terms"][0]["says"]
    assert client_of(unadmitted).get(marks).json()["terms"] == []
    rules(amara, [lena, idris], observers=True)
    assert client_of(now(unadmitted)).get(marks).json()["terms"] == []  # from the admission on
    proposed(amara, {"en": "gate"})
    assert [each["words"] for each in client_of(now(unadmitted)).get(marks).json()["terms"]] == [{"en": "gate"}]


# ---- The warning


@pytest.fixture
def page(river) -> str:
    return f"/processes/{river.process}/rooms/{river.book('plenary').id}/"


def test_a_sender_is_warned_of_a_divergent_term_and_sends_it_all_the_same(river, page, amara, lena, idris):
    differing(amara, lena, idris)
    client, head = client_of(lena), Entry.objects.count()
    text = "We offer a settlement freeze."
    answer = form_on(client, page, "consultation.make_statement").send(client, text=text, speech_act="proposal")
    assert answer.status_code == 422
    assert Entry.objects.count() == head
    for words in ("agreed to differ on this term", "Three months.", "As long as the talks last.", text):
        assert words in answer.text
    (again,) = acting(forms_in(page, answer.text), "consultation.make_statement")
    assert "warned" in answer.text
    assert dict(again.fields)["text"] == text
    done = client.post(again.action, {**dict(again.fields), "warned": "yes"})
    assert (done.status_code, done["Location"]) == (302, page)
    assert Entry.objects.order_by("-position")[0].data == {
        "room": river.book("plenary").id, "text": text, "speech_act": "proposal",
    }  # fmt: skip


def test_htmx_gets_the_warning_with_its_button(river, page, amara, lena, idris):
    differing(amara, lena, idris)
    client = client_of(lena)
    form = form_on(client, page, "consultation.make_statement")
    answer = form.send(client, htmx=True, text="A settlement freeze.")
    assert answer.status_code == 422
    assert '<button class="button" name="warned" value="yes">' in answer.text
    assert "<html" not in answer.text
    sent = {**dict(form.fields), "text": "A settlement freeze.", "warned": "yes"}
    done = client.post(form.action, sent, headers={"hx-request": "true"})
    assert done.status_code == 204


@pytest.mark.parametrize(
    ("status", "words"), [("deliberately_open", "deliberately open"), ("avoided", "is avoided here")]
)
def test_of_terms_left_open_or_avoided_too(river, page, amara, lena, status, words):
    term = proposed(amara)
    client = client_of(lena)
    assert (
        form_on(client, page, "consultation.make_statement").send(client, text="A settlement freeze.").status_code
        == 302
    )
    perform(SettleTerm(term=term, status=status, words="Until May."), amara)
    answer = form_on(client, page, "consultation.make_statement").send(client, text="تجميد الاستيطان")
    assert words in answer.text
    assert "Until May." in answer.text


def test_a_solution_is_warned_of_and_the_api_is_not(river, amara, lena, idris):
    differing(amara, lena, idris)
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    page = f"/processes/{river.process}/agenda/issues/{issue}/"
    client = client_of(lena)
    answer = form_on(client, page, "agenda.table_solution").send(client, title="Settlement freeze")
    assert "agreed to differ" in answer.text
    assert Solution.objects.seen_by(lena).count() == 0
    done = Api(lena).act("agenda.table_solution", {"issue": issue, "title": "Settlement freeze"})
    assert done.status_code == 201


def test_a_warning_names_no_term_that_the_sender_may_not_see(river, page, lena, idris):
    term = proposed(lena, {"en": "redline"}, book=river.book("delegation", "north").id)
    perform(SettleTerm(term=term, status="avoided"), lena)
    client = client_of(idris)
    assert form_on(client, page, "consultation.make_statement").send(client, text="A redline.").status_code == 302
    assert Statement.objects.seen_by(lena).filter(text="A redline.").exists()
    ours = client_of(lena)
    assert form_on(ours, page, "consultation.make_statement").send(ours, text="A redline.").status_code == 422


def test_where_nothing_may_be_said_no_warning_is_given(river, amara, lena, idris):
    differing(amara, lena, idris)
    sent = {"room": river.book("caucus", "south").id, "text": "A settlement freeze."}
    assert client_of(lena).post(act_at(river.process, "consultation.make_statement"), sent).status_code == 404


# ---- Pages


def test_the_glossary_is_kept_from_its_page_and_a_terms_own(river, amara, lena, idris):
    page = f"/processes/{river.process}/interpretation/glossary/"
    client = client_of(lena)
    answer = form_on(client, page, "interpretation.propose_term").send(
        client, **{"called-en": "gate", "called-ar": "بوابة", "meaning": "What holds the water."}
    )
    assert answer.status_code == 302
    entry = Entry.objects.get(kind="interpretation.propose_term")
    assert entry.data == {"called": {"en": "gate", "ar": "بوابة"}, "meaning": "What holds the water."}
    own = f"/processes/{river.process}/interpretation/terms/{entry.id}/"
    assert "What holds the water." in client.get(own).text
    form_on(client, own, "interpretation.accept_term").confirm(client)
    form_on(client, own, "interpretation.state_usage").send(client, usage="An upper gate.")
    mediator = client_of(amara)
    form_on(mediator, own, "interpretation.settle_term").send(mediator, status="deliberately_open", words="For now.")
    for words in ("Deliberately open", "For now.", "An upper gate."):
        assert words in client_of(idris).get(own).text
    assert "بوابة" in client_of(idris).get(page).text
    assert client_of(idris).get(own.replace(entry.id, "x" * 24)).status_code == 404


def test_a_refused_term_comes_back_with_its_words(river, amara, lena):
    proposed(amara)
    page = f"/processes/{river.process}/interpretation/glossary/"
    client = client_of(lena)
    answer = form_on(client, page, "interpretation.propose_term").send(
        client, **{"called-en": FREEZE["en"], "called-ar": FREEZE["ar"]}
    )
    assert answer.status_code == 422
    assert "already in this glossary" in answer.text
    (again,) = acting(forms_in(page, answer.text), "interpretation.propose_term")
    assert dict(again.fields)["called-ar"] == FREEZE["ar"]
    assert "Word (العربية)" in answer.text


def test_the_glossary_is_searched_by_text(river, amara, lena):
    proposed(amara)
    proposed(amara, {"en": "gate"}, meaning="Holds water.")
    page = f"/processes/{river.process}/interpretation/glossary/"
    for asked, shown, absent in (("FREEZE", "settlement freeze", ">gate<"), ("water", ">gate<", "settlement freeze"), ("تَجميد", "settlement freeze", ">gate<")):  # fmt: skip
        html = client_of(lena).get(page, {"q": asked}).text
        assert shown in html
        assert absent not in html
    assert "No term contains these words." in client_of(lena).get(page, {"q": "nothing"}).text


# ---- The stock


def taken_in(client, river, content: bytes, **more):
    file = SimpleUploadedFile("terms.csv", content)
    return client.post(f"/processes/{river.process}/interpretation/glossary/stock", {"file": file, "key": "k", **more})


def test_a_file_is_taken_in_whole_and_what_is_not_attested_is_marked(river, amara, lena):
    content = "\ufeffen,fr,ar,fr_attested,ar_attested,note\r\ngate,vanne,بوابة,BBNJ×1,,Old\r\n,,,,,\r\nford,gué,,,,\r\n".encode()
    assert taken_in(client_of(amara), river, content).status_code == 302
    gate, ford = Term.objects.seen_by(lena).order_by("number")
    assert (gate.called, gate.attested, gate.note) == (
        {"en": "gate", "fr": "vanne", "ar": "بوابة"}, {"fr": "BBNJ×1", "ar": ""}, "Old",
    )  # fmt: skip
    assert ford.called == {"en": "ford", "fr": "gué"}
    html = client_of(lena).get(f"/processes/{river.process}/interpretation/glossary/").text
    assert html.count('class="small muted not-attested"') == 2
    assert [term["not_attested"] for term in Api(lena).get("/glossary").json()["terms"]] == [["fr"], ["ar"]]
    taken_in(client_of(amara), river, content)  # sent twice: recorded once
    assert Term.objects.seen_by(lena).count() == 2


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"en,fr\ngate,vanne\n\"two\nlines\",deux\n", "Line 4: Keep this to one line."),
        (b"en,fr\ngate,vanne\ngate,vanne\n", "Line 3: “gate” is already in this glossary."),
        (b"en\ngate\n\"open", "Line 3 cannot be read as CSV."),
        (b"word,mot\ngate,vanne\n", "Line 1 names no language."),
        (b"en,note\ngate,\n,lonely\n", "Line 3:"),
        (b"en\n", "There is no term in the file."),
        (b"", "Line 1 names no language."),
        (b"en\n\xff\xfe\n", "not in UTF-8"),
        (b"en\n" + b"x" * 1_000_001, "longer than 1 MB"),
        (b"en\n" + b"".join(b"word%d\n" % n for n in range(1001)), "more than 1,000 terms"),
    ],
    ids=range(10),
)  # fmt: skip
def test_of_a_file_with_a_fault_nothing_is_taken_in(river, amara, lena, content, because):
    head = Entry.objects.count()
    answer = taken_in(client_of(amara), river, content)
    assert answer.status_code == 422
    assert because in answer.text
    assert Entry.objects.count() == head
    assert Term.objects.seen_by(lena).count() == 0


def test_a_long_file_leaves_turns_to_others_and_reads_the_glossary_once(river, amara, lena, monkeypatch):
    turns, one_writer = [], import_terms.one_writer

    @contextmanager
    def counted():
        before = Entry.objects.count()
        with one_writer():
            yield
        turns.append(Entry.objects.count() - before)

    monkeypatch.setattr(import_terms, "one_writer", counted)
    monkeypatch.setattr(import_terms, "TURN", 0)
    file = b"en,fr\n" + b"".join(b"word %d,mot %d\n" % (n, n) for n in range(30))
    assert taken_in(client_of(amara), river, file).status_code == 302
    assert turns == [1] * 30 and Term.objects.seen_by(lena).count() == 30
    # Broken off half-way and sent again, it goes on; nothing is proposed twice.
    assert taken_in(client_of(amara), river, file).status_code == 302
    assert Term.objects.seen_by(lena).count() == 30


def test_what_is_refused_half_way_says_from_where_on(river, amara, lena, monkeypatch):
    performed, honest = [], import_terms.perform

    def perform_until(act, seat, key=None):
        if len(performed) == 2:
            raise Refused("The talks are suspended.")
        performed.append(act)
        return honest(act, seat, key=key)

    monkeypatch.setattr(import_terms, "perform", perform_until)
    monkeypatch.setattr(import_terms, "TURN", 0)
    answer = taken_in(client_of(amara), river, b"en\none\ntwo\nthree\nfour\n")
    assert answer.status_code == 422 and "from line 4 on are missing" in answer.text
    assert Term.objects.seen_by(lena).count() == 2


def test_the_third_party_alone_takes_in_a_stock_and_into_its_own_list_too(river, amara, lena, idris):
    assert taken_in(client_of(lena), river, b"en\ngate\n").status_code == 404
    own = river.book("third_party").id
    assert taken_in(client_of(amara), river, b"en\ngate\n", book=own).status_code == 302
    assert Term.objects.seen_by(amara).count() == 1
    assert Term.objects.seen_by(lena).count() == 0
    assert (
        taken_in(client_of(amara), river, b"en\nford\n", book=river.book("delegation", "north").id).status_code == 404
    )


def test_the_starting_stock_ships_and_is_taken_in(river, amara, idris):
    client = client_of(amara)
    answer = client.post(f"/processes/{river.process}/interpretation/glossary/stock", {"shipped": "yes"})
    assert answer.status_code == 302
    terms = Term.objects.seen_by(idris)
    assert terms.count() == 110
    assert {term.status for term in terms} == {"proposed"}
    assert [term.title for term in terms_in(idris, "Мы предлагаем добрые услуги.")] == ["good offices"]


def test_the_starting_stock_is_the_one_at_hand():
    given = Path(__file__).parents[4] / "shared/data/glossary/glossary_en_fr_ru_tr_ar.csv"
    if not given.exists():
        pytest.skip("the shared data is not here")
    assert import_terms.SHIPPED.read_bytes() == given.read_bytes()
