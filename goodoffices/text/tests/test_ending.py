"""A text ends: heads initial a revision ne varietur, then sign it under one testimonium; and what keeps them from it."""

import json
from datetime import date

import pytest

from goodoffices.decisions.acts import AnswerDecision, PutDecision
from goodoffices.decisions.models import Decision
from goodoffices.decisions.tests.clocks import Clock
from goodoffices.process.acts import LeaveTalks
from goodoffices.process.tests.test_coming_and_going import accepts_rules, admitted
from goodoffices.record.perform import perform
from goodoffices.text.acts import (
    Agree,
    CheckRendering,
    Initial,
    IssueRevision,
    Propose,
    RenderProvision,
    SetLanguages,
    ShowSingle,
    Sign,
    TableDraft,
)
from goodoffices.text.ending import obstacles
from goodoffices.text.models import Draft, Initialling, Provision, Revision, Signature
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import admit, not_there, now, refused

WORDS = "Article 1\n\n1. Each Party gives notice before water is held back.\n\n2. A joint gauge is read daily.\n"
DAY = date(2025, 1, 15)


@pytest.fixture
def clean(river, amara):
    return perform(TableDraft(title="Notice", text=WORDS, language="en"), amara).entry.id


def rows(seat, id):
    return list(Provision.objects.seen_by(now(seat)).filter(draft=id, gone=False).order_by("place"))


def agree_to_all(id, *heads):
    for each in rows(heads[0], id)[1:]:
        for head in heads:
            perform(Agree(provision=each.id), now(head))


def revised(id, by):
    return perform(IssueRevision(draft=id), now(by)).entry.id


def revision(seat, id):
    return Revision.objects.seen_by(now(seat)).select_related("book", "draft", "draft__book").get(id=id)


def state(seat, id):
    return Draft.objects.seen_by(now(seat)).get(id=id).state


def signature(id, **more):
    given = {"place": "Geneva", "date": DAY, "authentic_languages": ["en"], "depositary": "The host state", **more}
    return Sign(revision=id, **given)


@pytest.fixture
def ready(clean, amara, lena, idris):
    """A revision of which nothing is in the way."""
    agree_to_all(clean, lena, idris)
    return revised(clean, amara)


# ---- Initialling


def test_with_the_last_head_the_text_is_closed_ne_varietur(clean, ready, amara, lena, idris):
    not_there(Initial(revision=ready), amara)
    perform(Initial(revision=ready), lena)
    assert state(lena, clean) == "open"
    refused(Initial(revision=ready), now(lena), "Your party has initialled")
    perform(Initial(revision=ready), idris)
    assert state(lena, clean) == "initialled"
    refused(Propose(provision=rows(lena, clean)[1].id, words="1. Other words."), now(lena), "initialled and stays")
    refused(IssueRevision(draft=clean), now(amara), "initialled and stays")


@pytest.fixture
def mina(river, amara, lena, idris):
    """The head of East, a third party at the table."""
    return accepts_rules(admitted(amara, lena, idris))


def test_who_leaves_keeps_nothing_from_its_end(mina, clean, amara, lena, idris):
    agree_to_all(clean, lena, idris, mina)
    ready = revised(clean, amara)
    for head in (lena, idris):
        perform(Initial(revision=ready), now(head))
    refused(Initial(revision=ready), now(lena), "Your party has initialled")
    perform(LeaveTalks(), now(mina))
    assert state(lena, clean) == "open"
    perform(Initial(revision=ready), now(lena))
    assert state(lena, clean) == "initialled"
    for head in (lena, idris):
        perform(signature(ready), now(head))
    assert state(lena, clean) == "signed"


def test_a_signature_takes_initials_and_outlasts_a_party_that_left(mina, clean, amara, lena, idris):
    agree_to_all(clean, lena, idris, mina)
    ready = revised(clean, amara)
    for head in (lena, idris, mina):
        perform(Initial(revision=ready), now(head))
    for head in (lena, idris):
        perform(signature(ready), now(head))
    refused(signature(ready), now(lena), "Your party has signed")
    perform(LeaveTalks(), now(mina))
    perform(signature(ready), now(idris))
    assert state(lena, clean) == "signed"


def test_a_lone_signature_is_corrected_until_another_signs(clean, ready, amara, lena, idris):
    for head in (lena, idris):
        perform(Initial(revision=ready), now(head))
    perform(signature(ready, place="Viena"), now(lena))
    perform(signature(ready, place="Vienna"), now(lena))
    refused(signature(ready), now(idris), "Done at Vienna")
    perform(signature(ready, place="Vienna"), now(idris))
    assert state(lena, clean) == "signed"


def test_a_text_is_signed_in_its_own_language_where_none_is_named(ready, lena, idris):
    for head in (lena, idris):
        perform(Initial(revision=ready), now(head))
    refused(signature(ready, authentic_languages=["ar"]), now(lena), "the text is in English")


def test_who_joins_after_the_initials_signs_nothing(clean, ready, amara, lena, idris):
    for head in (lena, idris):
        perform(Initial(revision=ready), now(head))
    mina = accepts_rules(admitted(amara, now(lena), now(idris)))
    not_there(signature(ready), mina)
    for head in (lena, idris):
        perform(signature(ready), now(head))
    assert state(lena, clean) == "signed"


def test_a_number_of_an_article_needs_nobodys_agreement(clean, lena, idris, amara):
    agree_to_all(clean, lena, idris)
    assert rows(lena, clean)[0].words.strip() == "Article 1"
    assert obstacles(now(lena), revision(lena, revised(clean, amara))) == []


def test_brackets_keep_it_from_being_initialled(text, amara, lena):
    [first, *_others] = obstacles(now(lena), revision(lena, revised(text.id, amara)))
    assert first.startswith("Brackets remain in Art. 5 (1).")


def test_a_provision_that_is_not_agreed_keeps_it_and_is_named(clean, amara, lena, idris):
    for head in (lena, idris):
        perform(Agree(provision=rows(lena, clean)[1].id), head)
    id = revised(clean, amara)
    refused(Initial(revision=id), now(lena), "Not agreed by all: Art. 1 (2).")


def test_an_authentic_language_without_a_checked_rendering_keeps_it_and_is_named(river, clean, amara, lena, idris):
    samir = admit(amara, "interpreter", "Samir")
    hana = admit(now(amara), "interpreter", "Hana")
    for head in (lena, idris):
        perform(SetLanguages(draft=clean, authentic=["en", "ar"]), now(head))
    agree_to_all(clean, lena, idris)
    id = revised(clean, amara)
    made = []
    for each in rows(lena, clean)[1:]:
        words = RenderProvision(provision=each.id, language="ar", words=f"بند {each.label}")
        made.append(perform(words, samir).entry.id)
    perform(CheckRendering(rendering=made[0]), hana)
    refused(Initial(revision=id), now(lena), "No checked rendering in العربية: Art. 1 (2).")
    perform(CheckRendering(rendering=made[1]), now(hana))
    perform(Initial(revision=id), now(lena))
    [found] = Initialling.objects.seen_by(now(idris))
    assert sorted(found.renderings["ar"].values()) == sorted(made)


def test_words_that_changed_since_are_not_initialled(clean, ready, lena, idris, amara):
    perform(Initial(revision=ready), lena)
    other = perform(TableDraft(title="T", text="1. One.\n"), amara).entry.id
    perform(Propose(provision=rows(lena, other)[0].id, words="1. Two."), now(lena))
    assert obstacles(now(idris), revision(idris, ready)) == []
    first = revised(other, amara)
    perform(Propose(provision=rows(lena, other)[0].id, words="1. Three, all told."), now(idris))
    assert "has changed since this revision" in obstacles(now(lena), revision(lena, first))[0]


def test_a_single_text_is_initialled_once_the_final_call_was_met(river, amara, lena, idris, monkeypatch):
    clock = Clock(monkeypatch)
    own = perform(TableDraft(title="One", text=WORDS, book=river.book("third_party").id), amara).entry.id
    shown = perform(ShowSingle(draft=own), amara).entry.facts["tabled"][0]["id"]
    id = revised(shown, amara)
    refused(Initial(revision=id), now(lena), "has not been accepted by all")
    put = perform(PutDecision(about=shown, method="blind"), now(amara)).entry.id
    for head in (lena, idris):
        perform(AnswerDecision(decision=put, answer="yes"), now(head))
    clock.at(Decision.objects.seen_by(now(lena)).get(id=put), 1)
    clock.ring()
    assert Decision.objects.seen_by(now(lena)).get(id=put).state == "match"
    perform(Initial(revision=id), now(lena))


# ---- Signing


@pytest.fixture
def initialled(clean, ready, lena, idris):
    for head in (lena, idris):
        perform(Initial(revision=ready), now(head))
    return ready


def test_each_head_signs_under_the_same_testimonium(clean, initialled, amara, lena, idris):
    not_there(signature(initialled), amara)
    perform(signature(initialled), now(lena))
    assert state(lena, clean) == "initialled"
    refused(signature(initialled, place="Vienna"), now(idris), "signed under other words: Done at Geneva")
    refused(signature(initialled, depositary="Nobody"), now(idris), "signed under other words")
    perform(signature(initialled), now(idris))
    assert state(lena, clean) == "signed"
    assert Signature.objects.seen_by(now(amara)).count() == 2
    refused(signature(initialled), now(idris), "Your party has signed")


def test_nothing_is_signed_that_is_not_initialled_by_all(clean, ready, lena):
    perform(Initial(revision=ready), lena)
    refused(signature(ready), now(lena), "not initialled by all")


def test_a_day_to_come_and_other_languages_are_refused(clean, ready, lena, idris):
    for head in (lena, idris):
        perform(SetLanguages(draft=clean, authentic=["en"]), now(head))
        perform(Initial(revision=ready), now(head))
    refused(signature(ready, date=date(2199, 1, 1)), now(lena), "still to come")
    refused(signature(ready, authentic_languages=["en", "fr"]), now(lena), "other authentic languages: English")


def test_the_page_of_a_revision_says_what_is_in_the_way_and_then_who_signed(river, clean, amara, lena, idris):
    first = revised(clean, amara)
    address = f"/processes/{river.process}/text/revisions/{first}/"
    page = client_of(lena).get(address).text
    assert "It cannot be initialled yet" in page and acting(forms_in(address, page), "text.initial") == []
    agree_to_all(clean, lena, idris)
    for head in (lena, idris):
        (form,) = acting(forms_in(address, client_of(now(head)).get(address).text), "text.initial")
        assert form.confirm(client_of(now(head))).status_code == 302
    values = {"place": "Geneva", "date": "2025-01-15", "authentic_languages": ["en"], "depositary": "The host state"}
    (form,) = acting(forms_in(address, client_of(now(lena)).get(address).text), "text.sign")
    assert form.confirm(client_of(now(lena)), **values).status_code == 302
    (form,) = acting(forms_in(address, client_of(now(idris)).get(address).text), "text.sign")
    assert form.confirm(client_of(now(idris))).status_code == 302
    page = client_of(amara).get(address).text
    assert "Signed by all" in page and "Done at Geneva on 15 January 2025 in English." in page
    assert "This text is signed" in client_of(lena).get(f"/processes/{river.process}/text/{clean}/").text


def test_what_was_signed_is_taken_away_as_a_sheet_and_as_a_file(river, clean, initialled, amara, lena):
    base = f"/processes/{river.process}/text/revisions/{initialled}"
    perform(signature(initialled), now(lena))
    sheet = client_of(amara).get(f"{base}/sheet")
    assert sheet.content.startswith(b"%PDF") and sheet["Content-Type"] == "application/pdf"
    found = json.loads(client_of(amara).get(f"{base}/signed").content)
    assert found["text"]["place"] == "Geneva" and found["text"]["signed"] == ["north"]
    assert [each["kind"] for each in found["entries"]] == [
        "text.issue_revision",
        "text.initial",
        "text.initial",
        "text.sign",
    ]
    assert client_of(river.outsider()).get(f"{base}/signed").status_code == 404


def test_of_a_revision_that_nobody_initialled_the_sheet_says_just_that(river, ready, amara):
    for name in ("sheet", "signed"):
        assert client_of(amara).get(f"/processes/{river.process}/text/revisions/{ready}/{name}").status_code == 200
