"""A text in several languages: what stands beside it, who checked it, and what agreed words still need."""

import pytest

from goodoffices.interpretation.acts import AcceptTerm, ProposeTerm, Render
from goodoffices.interpretation.models import Rendering
from goodoffices.record.perform import perform
from goodoffices.text.acts import Agree, CheckRendering, Propose, RenderProvision, SetLanguages, TableDraft
from goodoffices.text.languages import authentic_of, condition_in_words, conditions_of, divergent, versions_of
from goodoffices.text.models import CheckedRendering, Draft, Provision
from tests.cast import client_of
from tests.table import admit, not_there, now, refused

WORDS = "Article 1\n\n1. Each Party gives notice before water is held back.\n\n2. A joint gauge is read daily.\n"
ARABIC = "1. يخطر كل طرف قبل حجز المياه."


@pytest.fixture
def clean(river, amara, lena):
    return perform(TableDraft(title="Notice", text=WORDS, language="en"), amara).entry.id


@pytest.fixture
def samir(river, amara):
    return admit(amara, "interpreter", "Samir")


@pytest.fixture
def hana(river, amara, samir):
    return admit(now(amara), "interpreter", "Hana")


def draft(seat, id):
    return Draft.objects.seen_by(now(seat)).select_related("book").get(id=id)


def provision(seat, draft, begins):
    rows = Provision.objects.seen_by(now(seat)).select_related("book", "draft", "draft__book")
    return rows.get(draft=draft, words__startswith=begins)


def version(seat, id, begins, language="ar"):
    one = provision(seat, id, begins)
    return versions_of(now(seat), draft(seat, id), [one], [language])[one.id][0]


def name_both(id, *heads, languages=("ar", "en")):
    for head in heads:
        perform(SetLanguages(draft=id, authentic=list(languages)), now(head))


def test_languages_are_authentic_once_every_head_has_named_the_same(clean, amara, lena, idris):
    not_there(SetLanguages(draft=clean, authentic=["en"]), amara)
    perform(SetLanguages(draft=clean, authentic=["en", "ar"]), lena)
    assert not authentic_of(now(lena), draft(lena, clean)).settled
    perform(SetLanguages(draft=clean, authentic=["en"]), idris)
    assert not authentic_of(now(lena), draft(lena, clean)).settled
    perform(SetLanguages(draft=clean, authentic=["ar", "en", "ar"]), idris)
    assert set(authentic_of(now(lena), draft(lena, clean)).languages) == {"ar", "en"}
    refused(SetLanguages(draft=clean, authentic=["en", "ar"]), idris, "named these already")


def test_a_rendering_is_the_one_that_interpretation_knows(clean, samir, lena):
    one = provision(samir, clean, "1.")
    perform(RenderProvision(provision=one.id, language="ar", words=ARABIC), samir)
    [found] = Rendering.objects.seen_by(now(lena)).filter(about=one.id)
    assert (found.language, found.text, found.made, found.seat_id) == ("ar", ARABIC, "human", samir.id)
    perform(Render(about=one.id, language="fr", text="1. Chaque Partie notifie."), samir)
    assert version(lena, clean, "1.", "fr").state == "unchecked"


def test_who_renders_and_who_does_not(clean, samir, lena):
    one = provision(samir, clean, "1.")
    not_there(RenderProvision(provision=one.id, language="ar", words=ARABIC), lena)
    refused(RenderProvision(provision=one.id, language="en", words="x"), samir, "language of the original")


def test_a_second_person_checks_and_not_who_made_it(clean, samir, hana, lena):
    one = provision(samir, clean, "1.")
    made = perform(RenderProvision(provision=one.id, language="ar", words=ARABIC), samir).entry.id
    refused(CheckRendering(rendering=made), samir, "second interpreter")
    not_there(CheckRendering(rendering=made), lena)
    perform(CheckRendering(rendering=made), hana)
    assert version(lena, clean, "1.").state == "checked"
    refused(CheckRendering(rendering=made), hana, "have checked")


def test_what_a_machine_made_is_revised_before_it_is_checked(clean, samir, hana, lena):
    one = provision(samir, clean, "1.")
    made = perform(RenderProvision(provision=one.id, language="ar", words=ARABIC, how="machine"), samir).entry.id
    assert version(lena, clean, "1.").state == "machine"
    refused(CheckRendering(rendering=made), hana, "Revise it first")
    revised = RenderProvision(provision=one.id, language="ar", words=ARABIC, how="revised", revises=made)
    again = perform(revised, samir).entry.id
    refused(CheckRendering(rendering=made), hana, "Check the newest one")
    perform(CheckRendering(rendering=again), hana)
    assert version(lena, clean, "1.").final


def test_other_words_need_another_check(clean, samir, hana, lena):
    one = provision(samir, clean, "1.")
    made = perform(RenderProvision(provision=one.id, language="ar", words=ARABIC), samir).entry.id
    perform(CheckRendering(rendering=made), hana)
    perform(Propose(provision=one.id, words="1. Each Party gives prior notice before water is held back."), lena)
    assert version(lena, clean, "1.").state == "earlier"
    refused(CheckRendering(rendering=made), now(samir), "words have changed")


def test_a_rendering_of_something_else_is_not_checked_here(river, clean, samir, hana, amara):
    said = perform(Render(about=clean, language="ar", text="إخطار"), samir).entry.id
    not_there(CheckRendering(rendering=said), hana)
    assert not CheckedRendering.objects.seen_by(now(amara)).exists()


def test_the_condition_names_the_languages_that_are_missing(clean, samir, hana, lena, idris):
    one = provision(lena, clean, "1.")
    assert conditions_of(now(lena), clean) == {}
    name_both(clean, lena, idris)
    for head in (lena, idris):
        perform(Agree(provision=one.id), now(head))
    versions = conditions_of(now(lena), clean)[one.id]
    assert condition_in_words("agreed", versions) == "Agreed; checked in English, not yet in العربية."
    assert "needed in العربية" in condition_in_words("", versions)
    made = perform(RenderProvision(provision=one.id, language="ar", words=ARABIC), samir).entry.id
    perform(CheckRendering(rendering=made), hana)
    found = condition_in_words("agreed", conditions_of(now(lena), clean)[one.id])
    assert found.startswith("Agreed, and checked in") and "not yet" not in found


def test_the_concordance_sets_the_languages_side_by_side(river, clean, samir, lena, idris):
    name_both(clean, lena, idris)
    one = provision(samir, clean, "1.")
    perform(RenderProvision(provision=one.id, language="ar", words=ARABIC, how="machine"), samir)
    page = client_of(lena).get(f"/processes/{river.process}/text/{clean}/languages/").text
    assert ARABIC in page and 'lang="ar" dir="rtl"' in page and 'lang="en" dir="ltr"' in page
    assert "By a machine, not checked" in page and "Missing" in page
    french = client_of(lena).get(f"/processes/{river.process}/text/{clean}/languages/?in=fr&in=xx").text
    assert ARABIC not in french and "Français: 0 of 2" in french
    shown = client_of(lena).get(f"/processes/{river.process}/text/provisions/{one.id}/").text
    assert "not yet checked" in shown or "checked rendering is needed" in shown


def test_an_agreed_term_that_is_missing_from_a_rendering_is_warned_of(river, clean, samir, amara, lena, idris):
    term = perform(ProposeTerm(called={"en": "notice", "ar": "إشعار"}, meaning="In writing"), amara).entry.id
    one = provision(samir, clean, "1.")
    perform(RenderProvision(provision=one.id, language="ar", words=ARABIC), samir)
    assert version(lena, clean, "1.").differs == ()
    for head in (lena, idris):
        perform(AcceptTerm(term=term), now(head))
    [(found, word)] = version(lena, clean, "1.").differs
    assert (found.id, word) == (term, "إشعار")
    page = client_of(lena).get(f"/processes/{river.process}/text/{clean}/languages/").text
    assert "does not occur here" in page
    assert not list(divergent("notice", "en", "الإشعار مطلوب", "ar", [found]))


def test_the_language_of_a_text_that_nobody_said_is_told_as_a_guess(river, amara, lena):
    id = perform(TableDraft(title="Notice", text=WORDS), amara).entry.id
    page = client_of(lena).get(f"/processes/{river.process}/text/{id}/languages/").text
    assert "it is taken to be" in page
