"""The clauses of a text checked on its pages, and the links between texts and issues."""

import pytest

from goodoffices.agenda.acts import RaiseIssue, TableSolution
from goodoffices.engines.clauses import SORTS, Elements, Finding
from goodoffices.record.perform import perform
from goodoffices.text.acts import Propose, TableDraft
from goodoffices.text.clause_check import MISSING, SENTENCES, check_of, in_words, missing_in_words
from goodoffices.text.models import Draft, Provision
from tests.cast import client_of
from tests.table import now

WORDS = """Article 1

1. Each Party shall give notice within ten (20) days, as in Article 9.

2. The Commission shall read the gauge daily.
"""


@pytest.fixture
def checkable(river, amara):
    return perform(TableDraft(title="Notice", text=WORDS, language="en"), amara).entry.id


@pytest.fixture
def base(river):
    return f"/processes/{river.process}/text"


def provision(seat, draft, begins):
    return Provision.objects.seen_by(now(seat)).get(draft=draft, words__startswith=begins)


def test_each_finding_is_a_sentence_beside_the_text(base, checkable, lena):
    page = client_of(lena).get(f"{base}/{checkable}/clauses/").text
    assert "“ten (20)”: the words and the figures differ (10 / 20)." in page
    assert "there is no Article 9 in this text." in page
    assert "“The Commission”: nothing in this text says what that is." in page
    assert "Each Party" in page and "Not said here: how it is verified, who interprets it." in page


def test_a_provision_shows_what_is_about_it_alone(base, checkable, lena):
    first, second = (provision(lena, checkable, begins) for begins in ("1.", "2."))
    page = client_of(lena).get(f"{base}/provisions/{first.id}/").text
    assert "no Article 9" in page and "The Commission" not in page
    assert "The Commission" in client_of(lena).get(f"{base}/provisions/{second.id}/").text


def test_nothing_is_stopped_by_a_finding(checkable, lena):
    one = provision(lena, checkable, "1.")
    perform(
        Propose(provision=one.id, words="1. Each Party shall give notice within ten (30) days, as in Article 12."), lena
    )


def test_a_change_is_checked_anew(checkable, lena, amara):
    draft = Draft.objects.seen_by(now(lena)).select_related("book").get(id=checkable)
    before = {each.sentence for each in check_of(now(lena), draft).remarks}
    one = provision(lena, checkable, "2.")
    perform(Propose(provision=one.id, words="2. The Commission shall read the gauge daily, as in Article 7."), lena)
    after = {each.sentence for each in check_of(now(lena), draft).remarks}
    assert after - before == {"“Article 7”: there is no Article 7 in this text."}


def test_in_another_language_the_page_says_what_is_not_looked_for(base, amara, lena):
    words = "المادة 1\n\n1. يخطر كل طرف خلال عشرة (20) أيام.\n"
    id = perform(TableDraft(title="إخطار", text=words, language="ar"), amara).entry.id
    page = client_of(lena).get(f"{base}/{id}/clauses/").text
    assert "in English alone" in page and "10 / 20" in page


def test_the_clauses_of_a_text_of_others_are_not_there(river, base, lena, idris):
    book = river.book("caucus", "north").id
    own = perform(TableDraft(title="Ours", text=WORDS, book=book), lena).entry.id
    for name in ("clauses", "languages", "criticism", "since"):
        assert client_of(idris).get(f"{base}/{own}/{name}/").status_code == 404


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_of_finding_has_a_sentence(sort):
    assert in_words(Finding(sort, "a", "words", "other")).endswith((".", ").", "”."))
    assert set(SENTENCES) == set(SORTS)


def test_what_a_duty_does_not_say_is_named():
    bare = Elements("a", "shall", "", "do it", "", "", "")
    assert missing_in_words(bare, "") == "Not said here: who, by when, how it is verified, who interprets it."
    assert missing_in_words(bare._replace(modal="may"), "") == ""
    assert "brackets are left out" in missing_in_words(bare, "They [shall][should] do it.")
    assert set(MISSING) == set(bare.missing)


# ---- Issues


def test_a_text_and_its_provisions_name_their_issues_and_solutions(river, base, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water in summer"), lena).entry.id
    perform(TableSolution(issue=issue, title="Ten days", text="Ten days of notice."), lena)
    id = perform(TableDraft(title="Notice", text=WORDS, issues=[issue]), amara).entry.id
    for address in (f"{base}/{id}/", f"{base}/provisions/{provision(lena, id, '1.').id}/"):
        page = client_of(idris).get(address).text
        assert "Water in summer" in page and "Ten days" in page
    assert "Notice" in client_of(idris).get(f"/processes/{river.process}/agenda/issues/{issue}/").text


def test_an_issue_names_no_text_of_another_room(river, lena, idris, amara):
    issue = perform(RaiseIssue(title="Water in summer"), lena).entry.id
    book = river.book("caucus", "north").id
    perform(TableDraft(title="Between us alone", text=WORDS, issues=[issue], book=book), lena)
    address = f"/processes/{river.process}/agenda/issues/{issue}/"
    assert "Between us alone" in client_of(amara).get(address).text
    assert "Between us alone" not in client_of(idris).get(address).text
