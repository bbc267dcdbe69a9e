"""A single negotiating text: the third party alone edits, all see it at once, criticism is a side's own, the call is blind."""

import re

import pytest

from goodoffices.agenda.acts import PutPosition, RaiseIssue
from goodoffices.decisions.acts import PutDecision
from goodoffices.decisions.models import Decision
from goodoffices.record.perform import perform
from goodoffices.text.acts import Agree, Criticise, IssueRevision, Propose, ShowSingle, Support, TableDraft, TableSingle
from goodoffices.text.models import Criticism, Draft, OneText, Provision, ShownSingle
from goodoffices.text.single import criticism_on, last_of_series, single_of
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import not_there, now, refused

WORDS = "Article 1\n\n1. Each Party gives notice before water is held back.\n\n2. A joint gauge is read daily.\n"
LATER = "Article 1\n\n1. Each Party gives ten days of notice before water is held back.\n\n2. A joint gauge is read daily.\n"


@pytest.fixture
def own(river, amara):
    """A draft in the third party's own room."""
    return perform(TableDraft(title="The river", text=WORDS, book=river.book("third_party").id), amara).entry.id


@pytest.fixture
def shown(own, amara):
    """The same, shown to all: the id of the single text in the plenary."""
    return perform(ShowSingle(draft=own), amara).entry.facts["tabled"][0]["id"]


def draft(seat, id):
    return Draft.objects.seen_by(now(seat)).select_related("book").get(id=id)


def provision(seat, draft, begins):
    return Provision.objects.seen_by(now(seat)).get(draft=draft, words__startswith=begins)


def test_a_draft_of_the_third_partys_room_is_shown_to_all_at_once(river, own, shown, amara, lena, idris):
    for seat in (amara, lena, idris):
        found = draft(seat, shown)
        assert (found.mode, found.book.kind, found.in_words()) == ("single", "plenary", WORDS.strip())
    assert single_of(now(lena), shown).ordinal == 1
    for party in (lena, idris):
        assert not Draft.objects.seen_by(now(party)).filter(id=own).exists()
        assert not ShownSingle.objects.seen_by(now(party)).exists()
    assert "show_single" not in str([(e.kind, e.data, e.facts) for e in river.entries("plenary")])
    assert own not in str([(e.data, e.facts) for e in river.entries("plenary")])


def test_only_who_leads_shows_one_and_only_from_the_third_partys_room(river, own, amara, lena):
    not_there(ShowSingle(draft=own), lena)
    tabled = perform(TableDraft(title="T", text=WORDS), amara).entry.id
    not_there(ShowSingle(draft=tabled), amara, lena)
    not_there(TableSingle(title="T", text=WORDS), lena)
    not_there(TableSingle(title="T", text=WORDS, book=river.book("caucus", "north").id), amara)


def test_how_a_draft_was_read_is_how_it_is_shown(river, amara, lena):
    words = "1. One.\n\n2. Two,\n\n3. which goes on.\n"
    book = river.book("third_party").id
    own = perform(TableDraft(title="T", text=words, joined=[3], kinds={"1": "operative"}, book=book), amara).entry.id
    shown = perform(ShowSingle(draft=own), amara).entry.facts["tabled"][0]["id"]
    rows = list(Provision.objects.seen_by(lena).filter(draft=shown).order_by("place"))
    assert [row.words for row in rows] == ["1. One.\n\n", "2. Two,\n\n3. which goes on.\n"]
    assert rows[0].shape["kind"] == "operative"


def test_nobody_proposes_supports_or_agrees_in_it(shown, amara, lena):
    one = provision(lena, shown, "1.")
    for act in (Propose(provision=one.id, words="1. Other words."), Agree(provision=one.id)):
        refused(act, lena, "third party alone edits")
    refused(Propose(provision=one.id, words="1. Other words."), amara, "third party alone edits")


def test_nobody_stands_on_brackets_in_it(river, amara, lena):
    book = river.book("third_party").id
    own = perform(TableDraft(title="T", text="1. Within [ten] days.\n", book=book), amara).entry.id
    shown = perform(ShowSingle(draft=own), amara).entry.facts["tabled"][0]["id"]
    from goodoffices.text.models import Alternative

    target = Alternative.objects.seen_by(now(lena)).get(provision__draft=shown)
    refused(Support(target=target.id), lena, "third party alone edits")


def test_the_next_draft_gets_the_next_number_and_says_what_changed(river, shown, amara, lena, idris):
    again = perform(TableDraft(title="The river", text=LATER, book=river.book("third_party").id), amara).entry.id
    second = perform(ShowSingle(draft=again, follows=shown), amara).entry.facts["tabled"][0]["id"]
    one = single_of(now(lena), second)
    assert (one.ordinal, one.follows_id, one.first) == (2, shown, shown)
    assert last_of_series(now(lena), single_of(now(lena), shown)).draft_id == second
    page = client_of(idris).get(f"/processes/{river.process}/text/{second}/since/").text
    assert any("ten days of" in words for words in re.findall(r"<ins[^>]*>(.*?)</ins>", page))
    old = client_of(lena).get(f"/processes/{river.process}/text/{shown}/").text
    assert "Draft 2 has taken the place" in old


def test_showing_the_same_words_again_is_refused(own, shown, amara):
    refused(ShowSingle(draft=own), amara, "Nothing has changed since draft 1")
    assert OneText.objects.seen_by(now(amara)).count() == 1


def test_what_is_no_single_text_is_not_followed(own, text, amara):
    refused(ShowSingle(draft=own, follows=text.id), amara, "not a single negotiating text")


# ---- Criticism


def test_criticism_stays_in_the_caucus_of_its_side(river, shown, amara, lena, idris):
    one = provision(lena, shown, "1.")
    done = perform(Criticise(provision=one.id, interest="Fish in summer", words="It names no flow."), lena).entry
    assert (done.book.kind, done.book.key) == ("caucus", "north")
    perform(Criticise(provision=one.id, interest="Power in winter"), idris)
    base = f"/processes/{river.process}/text"
    for address in (f"{base}/{shown}/criticism/", f"{base}/provisions/{one.id}/"):
        north, south, third = (client_of(seat).get(address).text for seat in (lena, idris, amara))
        assert "Fish in summer" in north and "Power in winter" not in north
        assert "Power in winter" in south and "Fish in summer" not in south
        assert "Fish in summer" in third and "Power in winter" in third
    sides = criticism_on(now(amara), shown)[one.id]
    assert {each.party.key for each in sides} == {"north", "south"}
    assert Criticism.objects.seen_by(now(idris)).count() == 1


def test_criticism_names_an_interest_and_only_ones_own_position(river, shown, amara, lena, idris):
    one = provision(lena, shown, "1.")
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    ours = perform(PutPosition(issue=issue, position="Ten days", interest="Fish"), lena).entry.id
    theirs = perform(PutPosition(issue=issue, position="None", interest="Power"), idris).entry.id
    perform(Criticise(provision=one.id, position=ours), lena)
    refused(Criticise(provision=one.id, position=theirs), lena, "another party’s position")
    assert "Fish" in client_of(amara).get(f"/processes/{river.process}/text/provisions/{one.id}/").text
    refused(Criticise(provision=one.id, words="No."), lena, "Nothing is said yet")


def test_the_third_party_criticises_nothing_and_nobody_a_table_copy(shown, text, amara, lena):
    not_there(Criticise(provision=provision(lena, shown, "1.").id, interest="x"), amara)
    not_there(Criticise(provision=text["1"].id, interest="x"), lena)


def test_an_earlier_draft_is_criticised_no_more(river, shown, amara, lena):
    one = provision(lena, shown, "1.")
    again = perform(TableDraft(title="The river", text=LATER, book=river.book("third_party").id), amara).entry.id
    perform(ShowSingle(draft=again, follows=shown), amara)
    refused(Criticise(provision=one.id, interest="Fish"), lena, "has taken the place of this one")


# ---- The final call


def test_a_single_text_is_put_blind_or_not_at_all(shown, amara):
    for method in ("consent", "silence"):
        refused(PutDecision(about=shown, method=method), amara, "all at once")
    assert perform(PutDecision(about=shown, method="blind"), amara).entry.facts["frozen"] == WORDS.strip()


def test_its_revision_and_its_provisions_are_put_no_other_way(shown, amara, lena):
    revision = perform(IssueRevision(draft=shown), amara).entry.id
    refused(PutDecision(about=revision, method="consent"), amara, "all at once")
    refused(PutDecision(about=provision(lena, shown, "1.").id, method="consent"), amara, "all at once")


def test_another_text_is_put_as_before(text, amara):
    perform(PutDecision(about=text.id, method="consent"), amara)


def test_while_it_is_put_no_next_draft_is_shown(river, shown, amara):
    perform(PutDecision(about=shown, method="blind"), amara)
    again = perform(TableDraft(title="The river", text=LATER, book=river.book("third_party").id), amara).entry.id
    refused(ShowSingle(draft=again, follows=shown), amara, "put to a decision")


def test_the_page_of_a_single_text_offers_the_blind_call_alone(river, shown, amara, lena):
    address = f"/processes/{river.process}/text/{shown}/"
    (form,) = acting(forms_in(address, client_of(amara).get(address).text), "decisions.put")
    assert form.confirm(client_of(amara)).status_code == 302
    [decision] = Decision.objects.seen_by(now(lena)).filter(subject=shown)
    assert decision.method == "blind"
    for kind in ("decisions.put", "text.support", "text.agree", "text.propose"):
        assert acting(forms_in(address, client_of(lena).get(address).text), kind) == []


def test_the_mediators_own_draft_has_the_form_that_shows_it(river, own, amara):
    address = f"/processes/{river.process}/text/{own}/"
    assert acting(forms_in(address, client_of(amara).get(address).text), "text.show_single")
